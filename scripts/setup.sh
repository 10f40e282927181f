# Sourced by ./demo and ./check, from the root of the project: what the machine must have, the
# virtual environment, the number of jobs. POSIX sh. Every step is skipped when nothing is missing.
#
#   TISSU_JOBS=n   compile with n processes instead of what processors and memory allow

python=.venv/bin/python

# Where there is ccache: objects are found again whatever the build folder is called.
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1

say() { printf '%s\n' "$*"; }

# step NAME COMMAND...: announces a step, runs it, tells how long it took; keeps the exit code.
step() {
    step_name=$1
    shift
    say "==> $step_name"
    step_start=$(date +%s)
    step_code=0
    "$@" || step_code=$?
    step_took=$(($(date +%s) - step_start))
    if [ "$step_code" -eq 0 ]; then
        say "    $step_name: done in $step_took s"
    else
        say "    $step_name: FAILED with exit code $step_code after $step_took s"
    fi
    return "$step_code"
}

# One run at a time in this folder: two builds in the same tree would spoil each other.
one_run_at_a_time() {
    mkdir -p build
    command -v flock >/dev/null 2>&1 || return 0
    exec 9>build/.lock
    flock -n 9 || { say "waiting for another ./demo or ./check in this folder to finish"; flock 9; }
}

package_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# What the interpreter lacks, as Debian packages. An interpreter that brings its own headers and
# venv (pyenv, for one) needs none of Debian's.
missing_python() {
    command -v python3 >/dev/null 2>&1 || { echo python3 python3-venv python3-dev; return; }
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    python3 -c '
import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))
' 2>/dev/null || echo python3-dev
}

# missing_packages COMMAND=PACKAGE... PACKAGE...: those of the list that this machine lacks.
missing_packages() {
    for item in "$@"; do
        case $item in
        *=*) command -v "${item%%=*}" >/dev/null 2>&1 || echo "${item#*=}" ;;
        *) package_installed "$item" || echo "$item" ;;
        esac
    done
    missing_python
}

# have_packages COMMAND=PACKAGE... PACKAGE...: installs what is missing, or says how and exits 3.
have_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "this is not a Debian-like system: the build needs the equivalents of $*"
        return 0
    fi
    missing=$(missing_packages "$@" | tr '\n' ' ')
    missing=${missing% }
    if [ -n "$missing" ]; then
        if [ "$(id -u)" -ne 0 ]; then
            say "missing: $missing"
            say "run this, then start again:"
            say "    sudo apt-get install -y --no-install-recommends $missing"
            exit 3
        fi
        # shellcheck disable=SC2086  # a list of words
        step "install $missing" apt_install $missing || exit 3
    fi
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        say "expected Python 3.11 or later, found $(python3 --version)"
        exit 3
    }
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    mkdir -p build
    { apt-get -o DPkg::Lock::Timeout=300 -qq update &&
        apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends "$@"
    } >build/apt.log 2>&1 || { cat build/apt.log; return 1; }
}

# have_python_packages demo|check: the virtual environment with requirements/<name>.txt. A stamp
# with the hash of the lists and of the interpreter tells that nothing has to be asked for again.
have_python_packages() {
    want=$(cat requirements/demo.txt "requirements/$1.txt" && pwd && python3 --version)
    want=$(printf '%s' "$want" | sha256sum | cut -d ' ' -f 1)
    stamp=.venv/requirements-$1.sha256
    if [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then
        return 0
    fi
    step "Python packages for ./$1" install_python_packages "$1" || exit 1
    printf '%s\n' "$want" >"$stamp"
}

install_python_packages() {
    # An environment that was moved, or whose interpreter has gone, is made anew.
    "$python" -c 'import os, sys; sys.exit(not os.path.samefile(sys.prefix, ".venv"))' 2>/dev/null ||
        python3 -m venv --clear .venv || return 1
    "$python" -m pip install --quiet --disable-pip-version-check --no-input -r "requirements/$1.txt"
}

# jobs: as many compilers as there are processors, and as 1.5 GB of free memory for each allow.
jobs() {
    if [ -n "${TISSU_JOBS:-}" ]; then
        echo "$TISSU_JOBS"
        return
    fi
    processors=$(nproc 2>/dev/null || echo 1)
    available=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null)
    fit=$((${available:-0} / 1572864))
    [ "$fit" -lt "$processors" ] || fit=$processors
    [ "$fit" -ge 1 ] || fit=1
    echo "$fit"
}

# configure PRESET ARGUMENT...: CMake in build/<preset>, for the Python of the virtual environment.
configure() {
    preset=$1
    shift
    cmake --preset "$preset" -DTISSU_BUILD_PYTHON=ON "-DPython_EXECUTABLE=$PWD/$python" "$@" \
        >"build/$preset.log" 2>&1 || { cat "build/$preset.log"; return 1; }
}

# build PRESET [TARGET]
build() {
    if [ $# -gt 1 ]; then
        cmake --build "build/$1" --parallel "$(jobs)" --target "$2"
    else
        cmake --build "build/$1" --parallel "$(jobs)"
    fi
}

build_packages="g++=g++ cmake=cmake ninja=ninja-build libsqlite3-dev libstemmer-dev \
libeigen3-dev libutf8proc-dev nlohmann-json3-dev"
