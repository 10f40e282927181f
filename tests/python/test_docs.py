"""Every block of the documents runs and prints what the document says; every link leads somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docs_story import agrees, blocks, complaints, write_files

import tissu._core

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(tissu._core.__file__).absolute().parents[1]
BUILD = PACKAGE.parent

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def with_blocks(*languages: str) -> list[Path]:
    return [d for d in DOCUMENTS if any(b.run and b.language in languages for b in blocks(text_of(d)))]


def execute(command: list, folder: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(PACKAGE), "MPLBACKEND": "agg"}
    done = subprocess.run(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_block_runs_or_says_why_not(document):
    assert not list(complaints(text_of(document)))


@pytest.mark.parametrize("document", with_blocks("python", "sh"), ids=name_of)
def test_the_story_runs(document, tmp_path):
    execute([sys.executable, Path(__file__).with_name("docs_story.py"), document], tmp_path)


PROGRAMS = [(d, b) for d in DOCUMENTS for b in blocks(text_of(d)) if b.run and b.language == "cpp"]


@pytest.mark.packaging
@pytest.mark.parametrize(("document", "block"), PROGRAMS, ids=[f"{name_of(d)}:{b.line}" for d, b in PROGRAMS])
def test_cpp_block(document, block, tmp_path):
    library = BUILD / "libtissu.a"
    if not library.exists():
        pytest.skip("tissu was not imported from a build tree with the static library")
    write_files(text_of(document), tmp_path)
    (tmp_path / "block.cpp").write_text(block.code, encoding="utf-8")
    links = ["-lsqlite3", "-lutf8proc", "-lstemmer", "-pthread"]
    warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    execute(["g++", "-std=c++20", *warnings, "-I", ROOT / "include", "-o", "block", "block.cpp", library, *links], tmp_path)
    printed = execute([tmp_path / "block"], tmp_path)
    if block.expected is not None:
        assert agrees(printed, block.expected), printed


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_nothing_is_left_to_be_filled_in(document):
    """A word in capitals that has a line to itself stands for something that was to come, in prose as in outputs."""
    assert re.findall(r"^[A-Z_]{4,}$", text_of(document), re.MULTILINE) == []


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document):
    wrong = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(document)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (document.parent / file).resolve() if file else document
        if not target.exists() or anchor and anchor not in anchors(target):
            wrong.append(link)
    assert not wrong, wrong


def test_every_document_is_in_the_index():
    index = text_of(ROOT / "docs" / "README.md")
    missing = [d.name for d in sorted((ROOT / "docs").rglob("*.md")) if d.name != "README.md" and f"{d.name})" not in index]
    assert not missing, f"docs/README.md does not list {missing}"


def test_the_vocabulary_has_every_public_type():
    words = text_of(ROOT / "docs" / "vocabulary.md")
    missing = [
        f"{name_of(header)}: {name}"
        for header in sorted((ROOT / "include").rglob("*.hpp"))
        if header.name != "boost.hpp"  # its types are what Boost asks for
        for name in re.findall(r"^(?:struct|class|enum class|using) (\w+)\b(?!;)", text_of(header), re.MULTILINE)
        if not re.search(rf"`{name}`", words)
    ]
    assert not missing, missing


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```python\nx = 1\n```\n", None),
        ("```sh\ntissu info x\n```\n", None),
        ("```sh\nmake\n```\n", "which nobody runs"),
        ("<!-- not run: not ours -->\n```sh\nmake\n```\n", None),
        ("```rust\n```\n", "expected one of"),
        ("```csv\na\n```\n", "expected the name"),
        ("```text\nsaid\n```\n", "expected a block that prints this"),
        ("```python\nprint(1)\n```\n\n```text\n1\n```\n", None),
    ],
)
def test_a_block_that_cannot_run_is_found(text, complaint):
    found = list(complaints(text))
    assert bool(found) == bool(complaint)
    assert not complaint or complaint in found[0]


def test_what_a_block_prints_is_compared():
    assert agrees("a  \nb\n", "a\nb\n")
    assert agrees("took 3 s: done", "took … s: done")
    assert not agrees("a\nb", "a")
    assert not agrees("a+b", "aab")


PACKAGE_FILES = [(d, b) for d in DOCUMENTS for b in blocks(text_of(d)) if b.name.startswith("neighbours/")]


@pytest.mark.parametrize(("document", "block"), PACKAGE_FILES, ids=[f"{name_of(d)}:{b.line}" for d, b in PACKAGE_FILES])
def test_the_package_shown_is_the_one_in_examples(document, block):
    assert block.code == text_of(ROOT / "examples" / "data" / block.name)
