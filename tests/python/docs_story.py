"""Runs the blocks of one document from top to bottom, as a reader would: `docs_story.py DOCUMENT`.

In an empty folder, which all blocks of the document share:

    ```python          is run, all in one namespace
    ```sh              lines `tissu …` are run; no other command may stand there. The exit code is 0, or
                       what `# exit code N` (or `# code de sortie N`) after the command says
    ```csv NAME        is written to the file NAME
    ```text            is what the block before it printed; `…` stands for anything
    ```cpp             is a program of its own, compiled and run by test_docs.py

`<!-- not run: reason -->` on the line before a block says why nobody runs it. A block without that
mark which cannot be run is an error.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"(<!-- not run: [^\n]*? -->\n+)?^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = {"python", "sh", "csv", "text", "cpp"}


@dataclass(frozen=True)
class Block:
    """A fenced block: its first line in the document, what it is, and what the block after it says it prints."""

    line: int
    language: str
    name: str
    code: str
    run: bool
    expected: str | None = None


def blocks(text: str) -> list[Block]:
    found: list[Block] = []
    for match in BLOCK.finditer(text):
        language, _, name = match[2].strip().partition(" ")
        block = Block(text[: match.start(3)].count("\n") + 1, language, name, match[3], not match[1])
        before = found[-1] if found else None
        if language == "text" and block.run and before and before.run and before.expected is None and before.language != "text":
            found[-1] = Block(before.line, before.language, before.name, before.code, before.run, block.code)
        found.append(block)
    return found


def complaints(text: str) -> Iterator[str]:
    """Blocks that neither run nor say why they do not."""
    outputs = {block.expected for block in blocks(text) if block.run}
    for block in blocks(text):
        if not block.run:
            continue
        if block.language not in LANGUAGES:
            yield f"line {block.line}: expected one of {sorted(LANGUAGES)} or <!-- not run: … -->, found {block.language!r}"
        if block.language == "csv" and not block.name:
            yield f"line {block.line}: expected the name of the file after csv"
        if block.language == "text" and block.code not in outputs:
            yield f"line {block.line}: expected a block that prints this, found none before it"
        if block.language == "sh":
            for command in commands(block.code):
                if not command.startswith("tissu "):
                    yield f"line {block.line}: expected tissu …, found {command!r}, which nobody runs"


def commands(code: str) -> list[str]:
    joined = code.replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def exit_code(command: str) -> int:
    said = re.search(r"# (?:exit code|code de sortie) (\d+)", command)
    return int(said[1]) if said else 0


def agrees(printed: str, expected: str) -> bool:
    def tidy(text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())

    pattern = ".*?".join(re.escape(part) for part in tidy(expected).split("…"))
    return re.fullmatch(pattern, tidy(printed), re.DOTALL) is not None


def run_commands(code: str) -> str:
    printed = ""
    for command in commands(code):
        words = shlex.split(command, comments=True)[1:]
        done = subprocess.run([sys.executable, "-m", "tissu", *words], text=True, capture_output=True, check=False)
        if done.returncode != exit_code(command):
            raise SystemExit(f"exit code {done.returncode}: {command}\n{done.stdout}{done.stderr}")
        printed += done.stdout
    return printed


def run_python(block: Block, document: Path, namespace: dict) -> str:
    printed = io.StringIO()
    program = compile("\n" * (block.line - 1) + block.code, document, "exec")  # errors name the line of the document
    with contextlib.redirect_stdout(printed):
        exec(program, namespace)
    return printed.getvalue()


def write_files(text: str, folder: Path) -> None:
    for block in blocks(text):
        if block.language == "csv" and block.run:
            path = folder / block.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.code, encoding="utf-8")


def main(document: Path) -> None:
    namespace: dict = {"__name__": "__main__"}
    text = document.read_text(encoding="utf-8")
    write_files(text, Path.cwd())
    for block in blocks(text):
        if not block.run or block.language not in ("python", "sh"):
            continue
        printed = run_python(block, document, namespace) if block.language == "python" else run_commands(block.code)
        if block.expected is not None and not agrees(printed, block.expected):
            raise SystemExit(f"{document.name}:{block.line} expected\n{block.expected}\nfound\n{printed}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
