"""The folder that a study is written to: all of it at once, and nothing of anybody else's is touched."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tissu._core import Conflict, StoreError

RECORD = "study.json"


@dataclass(frozen=True)
class Output:
    """The temporary folder that is being filled."""

    place: Path

    def write_text(self, name: str, text: str) -> None:
        """Writes one UTF-8 file."""
        (self.place / name).write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def output_folder(folder: str | os.PathLike, *, overwrite: bool) -> Iterator[Output]:
    """A temporary folder beside `folder` whose files are moved into it when all went well."""
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise Conflict(f"expected a folder to write to, found the file {str(folder)!r}")
    if target.is_dir() and any(target.iterdir()) and not overwrite:
        raise Conflict(
            f"expected an empty folder, found files in {str(folder)!r}: give another, or --overwrite"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise StoreError(f"cannot write to {str(folder)!r}: {error.strerror}") from None
    try:
        yield Output(place)
        place.chmod(0o777 & ~_umask())
        _move(place, target)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _move(place: Path, target: Path) -> None:
    if not target.exists():
        place.rename(target)
        return
    names = {file.name for file in place.iterdir()}
    for stale in _files_of_earlier_study(target) - names:
        (target / stale).unlink(missing_ok=True)
    for name in sorted(names):
        os.replace(place / name, target / name)


def _files_of_earlier_study(target: Path) -> set[str]:
    """Names that an earlier study says it wrote there; none if there is no record of one."""
    try:
        files = json.loads((target / RECORD).read_text(encoding="utf-8"))["files"]
        return {
            name
            for name in files
            if isinstance(name, str) and Path(name).name == name and (target / name).is_file()
        }
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
