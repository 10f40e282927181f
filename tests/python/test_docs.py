"""Every snippet of the documents runs. A block of `text`, `sh` or `console` is for reading.

The python blocks of one document are one program, run from top to bottom in an empty folder;
a cpp block with a `main` is a program of its own, any other is compiled as the body of one.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tissu._core

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(tissu._core.__file__).absolute().parents[1]
BUILD = PACKAGE.parent

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RUN = {"python", "cpp"}
READ = {"text", "sh", "console", "csv", "json", "sql", "toml", "cmake"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[tuple[int, str]]:
    text = path.read_text(encoding="utf-8")
    return [(text[: m.start(2)].count("\n"), m[2]) for m in BLOCK.finditer(text) if m[1].strip() == language]


def execute(command: list, folder: Path, **more: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(PACKAGE), "MPLBACKEND": "agg"} | more
    done = subprocess.run(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_block_says_its_language(document):
    languages = {m[1].strip() for m in BLOCK.finditer(document.read_text(encoding="utf-8"))}
    assert languages <= RUN | READ


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if blocks(d, "python")], ids=name_of)
def test_python_snippets(document, tmp_path):
    # blank lines before each block, so that an error names the line of the document
    lines: list[str] = []
    for start, block in blocks(document, "python"):
        lines += [""] * (start - len(lines)) + block.splitlines()
    program = tmp_path / (document.stem + ".py")
    program.write_text("\n".join(lines) + "\n", encoding="utf-8")
    execute([sys.executable, program], tmp_path)


CPP = [(d, line, block) for d in DOCUMENTS for line, block in blocks(d, "cpp")]


@pytest.mark.packaging
@pytest.mark.parametrize(("document", "line", "block"), CPP, ids=[f"{name_of(d)}:{line}" for d, line, _ in CPP])
def test_cpp_snippet(document, line, block, tmp_path):
    library = BUILD / "libtissu.a"
    if not library.exists():
        pytest.skip("tissu was not imported from a build tree with the static library")
    if "int main" not in block:
        includes = [x for x in block.splitlines() if x.startswith("#include")]
        body = [x for x in block.splitlines() if not x.startswith("#include")]
        block = "\n".join([*includes, "int main() {", *body, "}", ""])
    source = tmp_path / "snippet.cpp"
    source.write_text(block, encoding="utf-8")
    program = tmp_path / "snippet"
    links = ["-lsqlite3", "-lutf8proc", "-lstemmer", "-pthread"]
    execute(["g++", "-std=c++20", "-I", ROOT / "include", "-o", program, source, library, *links], tmp_path)
    execute([program], tmp_path)
