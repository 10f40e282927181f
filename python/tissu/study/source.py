"""What a study or a question is about: the demo base, a store, or any file or folder that can be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from tissu._core import NotFound
from tissu.report import SourceFile
from tissu.store import LoadReport, Store
from tissu.store import open as open_store

#: Instead of a path: the embedded example base.
DEMO = None

_sqlite = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Source:
    """A store and where it came from. `report` is None for a store that was there already."""

    store: Store
    name: str
    report: LoadReport | None
    files: tuple[SourceFile, ...] = ()

    @property
    def is_demo(self) -> bool:
        """Whether it is the embedded example."""
        return self.name == "demo"


@contextmanager
def opened(path: str | Path | None, *, format: str | None = None, progress: Any = None) -> Iterator[Source]:
    """The source at `path` (None: the demo base), for as long as it is needed. Never writes to it."""
    if path is DEMO:
        with as_file(files("tissu") / "data" / "demo.zip") as package, open_store() as store:
            report = store.load(package, format="package", progress=progress)
            yield Source(store, "demo", report, (_file(package, "demo.zip"),))
        return
    place = Path(path)
    if not place.exists():
        raise NotFound(f"expected a store, a file or a folder, found nothing at {str(path)!r}")
    if is_store(place):
        with open_store(place, read_only=True) as store:
            yield Source(store, place.name, None, (_file(place, place.name),))
        return
    with open_store() as store:
        report = store.load(place, format=format, progress=progress)
        yield Source(store, place.resolve().name, report, tuple(_files(place, report)))


def is_store(path: Path) -> bool:
    """Whether the file is an SQLite file: whether it is one of ours, `open` says."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_sqlite)) == _sqlite


def _files(place: Path, report: LoadReport) -> Iterator[SourceFile]:
    if place.suffix.lower() == ".zip":
        yield _file(place, place.name)
        return
    for name, sha256 in sorted(report.files):
        beside = place if place.is_file() else place / name
        yield SourceFile(name, beside.stat().st_size if beside.is_file() else 0, sha256)


def _file(place: Path, name: str) -> SourceFile:
    with place.open("rb") as file:
        return SourceFile(name, place.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
