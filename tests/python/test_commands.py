"""./demo and ./check on machines that lack something, and what they share in scripts/setup.sh."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(shutil.which("dash") is None and shutil.which("sh") is None, reason="no POSIX shell"),
]


def program(folder: Path, name: str, body: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def house(tmp_path) -> Path:
    """The commands alone, in a folder with a space in its name."""
    target = tmp_path / "a folder"
    shutil.copytree(ROOT / "scripts", target / "scripts")
    shutil.copytree(ROOT / "requirements", target / "requirements")
    for name in ("demo", "check"):
        shutil.copy(ROOT / name, target / name)
    return target


@pytest.fixture
def machine(tmp_path) -> Path:
    """A folder of programs that stand before the real ones: an ordinary user, every package there."""
    programs = tmp_path / "programs"
    program(programs, "id", "echo 1000")
    program(programs, "dpkg-query", "echo installed")
    for name in ("g++", "cmake", "ninja", "pkg-config", "chromium"):
        program(programs, name, "exit 1")
    program(programs, "python3", "exit 0")
    program(programs, "apt-get", 'echo "apt-get was called: $*"')
    return programs


def run(house: Path, machine: Path, *command: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TISSU_", "LD_"))}
    environment["PATH"] = f"{machine}:{path}"
    return subprocess.run(
        command, cwd=house, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )


@pytest.mark.parametrize("command", ["./demo", "./check"])
def test_without_root_the_apt_line_is_printed(house, machine, command):
    program(machine, "dpkg-query", 'case "$*" in *stemmer*|*utf8proc*) exit 1 ;; *) echo installed ;; esac')
    done = run(house, machine, command)
    assert done.returncode == 3, done.stdout
    assert "    sudo apt-get install -y --no-install-recommends libstemmer-dev libutf8proc-dev\n" in done.stdout
    assert "apt-get was called" not in done.stdout
    assert not (house / ".venv").exists()


def test_a_removed_package_counts_as_missing(house, machine):
    program(machine, "dpkg-query", 'case "$*" in *nlohmann*) echo config-files ;; *) echo installed ;; esac')
    done = run(house, machine, "./demo")
    assert done.returncode == 3
    assert done.stdout.rstrip().endswith("install -y --no-install-recommends nlohmann-json3-dev")


def test_a_python_without_headers_or_venv(house, machine):
    program(machine, "python3", "exit 1")
    done = run(house, machine, "./demo")
    assert done.returncode == 3
    assert "install -y --no-install-recommends python3-venv python3-dev" in done.stdout


def test_as_root_apt_installs_what_is_missing_and_no_more(house, machine):
    program(machine, "id", "echo 0")
    program(machine, "dpkg-query", 'case "$*" in *sqlite*) exit 1 ;; *) echo installed ;; esac')
    run(house, machine, "./demo")
    log = (house / "build" / "apt.log").read_text()
    assert "DPkg::Lock::Timeout=300 -qq update" in log
    assert "install -y --no-install-recommends libsqlite3-dev\n" in log


def test_apt_is_not_called_when_nothing_is_missing(house, machine):
    program(machine, "id", "echo 0")
    done = run(house, machine, "./demo")
    assert not (house / "build" / "apt.log").exists()
    assert "Python packages for ./demo" in done.stdout  # got as far as the virtual environment


def test_a_failing_apt_is_shown(house, machine):
    program(machine, "id", "echo 0")
    program(machine, "dpkg-query", "exit 1")
    program(machine, "apt-get", "echo no network; exit 100")
    done = run(house, machine, "./demo")
    assert done.returncode == 3
    assert "no network" in done.stdout


def test_check_refuses_what_it_does_not_know(house, machine):
    done = run(house, machine, "./check", "--no-such")
    assert done.returncode == 2
    assert "--no-such" in done.stdout
    assert "--sanitize" in done.stdout


def shell(house: Path, machine: Path, script: str, **variables: str) -> str:
    settings = "".join(f"{k}='{v}'; " for k, v in variables.items())
    return run(house, machine, "sh", "-euc", f". scripts/setup.sh; {settings}{script}").stdout.strip()


def test_jobs_are_bounded_by_memory(house, machine):
    program(machine, "nproc", "echo 8")
    for available, expected in ((100_000, 1), (1_572_864, 1), (5_000_000, 3), (100_000_000, 8)):
        program(machine, "sed", f"echo {available}")
        assert shell(house, machine, "jobs") == str(expected)
    assert shell(house, machine, "jobs", TISSU_JOBS="5") == "5"


def test_python_packages_are_asked_for_once(house, machine):
    """The stamp: pip runs when a list changed, and only then."""
    pip = house / ".venv" / "bin" / "python"
    pip.parent.mkdir(parents=True)
    program(pip.parent, "python", 'case "$*" in *pip*) echo pip >>pip.log ;; esac')
    once = "have_python_packages demo >/dev/null"
    log = house / "pip.log"
    for _ in range(2):
        shell(house, machine, once)
        assert log.read_text().count("pip") == 1
    with (house / "requirements" / "demo.txt").open("a") as file:
        file.write("one-more==1.0\n")
    shell(house, machine, once)
    assert log.read_text().count("pip") == 2


def test_a_failed_step_is_reported(house, machine):
    said = shell(house, machine, "step trial false || echo code $?")
    assert "trial: FAILED with exit code 1" in said
    assert said.endswith("code 1")
