"""Every example runs, says what it should, and is listed. An example that is not run here does not exist."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import tissu._core

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(tissu._core.__file__).absolute().parents[1]
BUILD = PACKAGE.parent
EXAMPLES = ROOT / "examples"

PYTHON = sorted((EXAMPLES / "python").glob("*.py"))
CPP = sorted((EXAMPLES / "cpp").glob("*.cpp"))

# What a program is given, and a line that it must print.
ARGUMENTS = {"study": [EXAMPLES / "data" / "neighbours"]}
SAYS = {
    "01_demo": "Communities against départements: adjusted Rand index",
    "02_own_data": "A second time: already in the store: nothing to do",
    "03_recommend": "For mental health in Évry-Courcouronnes:",
    "boost_view": "Évry - Grigny 4.2 km\n",
    "hello": "Town hall 2\nLibrary 0\nSchool 2\nSports club 0\n",
    "study": "6 organisations, 8 ties; betweenness:\n",
}


def run(command: list, folder: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(PACKAGE), "MPLBACKEND": "agg"}
    done = subprocess.run(command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.parametrize("example", PYTHON, ids=lambda p: p.stem)
def test_python_example(example, tmp_path):
    assert SAYS[example.stem] in run([sys.executable, example], tmp_path)


@pytest.mark.parametrize("example", CPP, ids=lambda p: p.stem)
def test_cpp_example(example, tmp_path):
    program = BUILD / "examples" / "cpp" / example.stem
    if not program.exists():
        pytest.skip("this build tree was configured without TISSU_BUILD_EXAMPLES")
    assert SAYS[example.stem] in run([program, *ARGUMENTS.get(example.stem, [])], tmp_path)


def test_a_study_of_nothing_says_how_it_is_used(tmp_path):
    program = BUILD / "examples" / "cpp" / "study"
    if not program.exists():
        pytest.skip("this build tree was configured without TISSU_BUILD_EXAMPLES")
    assert subprocess.run([program], cwd=tmp_path, capture_output=True, check=False).returncode == 2
    missing = subprocess.run([program, "nowhere"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert missing.returncode == 1
    assert missing.stderr.startswith("not_found: ")


def test_every_example_is_listed():
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert not [p.name for p in [*PYTHON, *CPP] if f"({p.parent.name}/{p.name})" not in listed]
