"""Every example runs and says something. An example that is not run here does not exist."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tissu._core

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(tissu._core.__file__).absolute().parents[1]
BUILD = PACKAGE.parent

PYTHON = sorted((ROOT / "examples" / "python").glob("*.py"))
CPP = sorted((ROOT / "examples" / "cpp").glob("*.cpp"))


def run(command: list, folder: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(PACKAGE), "MPLBACKEND": "agg"}
    done = subprocess.run(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip()


@pytest.mark.parametrize("example", PYTHON, ids=lambda p: p.stem)
def test_python_example(example, tmp_path):
    run([sys.executable, example], tmp_path)


@pytest.mark.parametrize("example", CPP, ids=lambda p: p.stem)
def test_cpp_example(example, tmp_path):
    program = BUILD / "examples" / "cpp" / example.stem
    if not program.exists():
        pytest.skip("this build tree was configured without TISSU_BUILD_EXAMPLES")
    run([program], tmp_path)
