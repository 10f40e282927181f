"""The package as others get it: `cmake --install` for C++, `pip install` for Python."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import tissu._core

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(tissu._core.__file__).absolute().parents[2]  # <build>/python/tissu/_core.so

pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(not (BUILD / "CMakeCache.txt").exists(), reason="tissu was not imported from a build tree"),
]


def run(*command: str | Path, **variables: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | variables
    done = subprocess.run(
        [str(c) for c in command], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}"
    return done.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory) -> Path:
    """The C++ package, installed below a folder with a space in its name."""
    target = tmp_path_factory.mktemp("install here")
    run("cmake", "--install", BUILD, "--prefix", target, "--component", "development")
    return target


def test_a_separate_cmake_project(prefix, tmp_path):
    run("cmake", "-S", "tests/consumer", "-B", tmp_path, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", tmp_path)
    assert run(tmp_path / "consumer") == "3 actors, 2 ties\n"
    assert run(tmp_path / "consumer_boost") == "4 vertices, 2 components\n"


def test_pkg_config(prefix, tmp_path):
    path = str(next(prefix.rglob("tissu.pc")).parent)
    program = tmp_path / "consumer"
    flags = run("pkg-config", "--cflags", "--libs", "tissu", PKG_CONFIG_PATH=path)
    run("sh", "-c", f'g++ -std=c++20 -o "$0" tests/consumer/main.cpp {flags.strip()}', program)
    assert run(program) == "3 actors, 2 ties\n"


def test_every_public_header_is_installed(prefix):
    installed = {p.relative_to(prefix / "include") for p in prefix.rglob("*.hpp")}
    assert installed == {p.relative_to(ROOT / "include") for p in (ROOT / "include").rglob("*.hpp")}


def cached(name: str) -> str:
    """The value of a variable of the build tree."""
    line = next(x for x in (BUILD / "CMakeCache.txt").read_text().splitlines() if x.startswith(f"{name}:"))
    return line.split("=", 1)[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel from the objects that the build tree holds already: nothing is compiled twice."""
    target = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--no-build-isolation", "--wheel-dir", target, ".",
        f"--config-settings=build-dir={BUILD}",
        f"--config-settings=cmake.build-type={cached('CMAKE_BUILD_TYPE')}",
        f"--config-settings=cmake.define.TISSU_BUILD_TESTS={cached('TISSU_BUILD_TESTS')}",
    )  # fmt: skip
    return next(target.glob("tissu-*.whl"))


def test_the_wheel_holds_the_whole_package(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "python"
    expected = {p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert expected <= names
    assert {"tissu/py.typed", "tissu/_core.pyi"} <= names
    assert any(n.startswith("tissu/_core.") and n.endswith(".so") for n in names)
    strangers = [n for n in names - expected if ".dist-info/" not in n and not n.endswith(".so")]
    assert not strangers


def test_pip_install(wheel, tmp_path):
    site = tmp_path / "site packages"
    run(
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index",
        "--target", site, wheel,
    )  # fmt: skip
    said = run(sys.executable, "-c", "import tissu; print(tissu.__version__, tissu.__file__)", PYTHONPATH=str(site))
    version, file = said.split(maxsplit=1)
    assert version in wheel.name
    assert file.startswith(str(site))
    assert "usage" in run(sys.executable, "-m", "tissu", "--help", PYTHONPATH=str(site)).lower()
    assert "usage" in run(site / "bin" / "tissu", "--help", PYTHONPATH=str(site)).lower()


def symbols(which: str) -> set[str]:
    said = run("nm", "-D", f"--{which}-only", Path(tissu._core.__file__))
    return {line.split()[-1].split("@")[0] for line in said.splitlines()}


def test_the_module_cannot_reach_the_network_or_other_programs():
    reaches_out = {"socket", "connect", "getaddrinfo", "system", "popen", "dlopen", "dlmopen", "fork", "execv", "execve"}
    assert not symbols("undefined") & reaches_out


def test_the_module_keeps_its_symbols_to_itself():
    """Another extension in the same process must not find, or replace, the library's functions."""
    shown = symbols("defined")
    assert "PyInit__core" in shown
    functions = {s for s in shown if not s.startswith(("_ZTI", "_ZTS"))}  # names of types must be shared
    assert not [s for s in functions if "5tissu" in s or s.startswith(("sqlite3_", "utf8proc_", "sb_stemmer"))]
