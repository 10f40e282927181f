"""Data packages that come as a zip."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tissu._core import InvalidData

#: No package of texts unpacks to more.
_MOST_BYTES = 2 << 30


@contextmanager
def unpacked(path: str | os.PathLike) -> Iterator[Path]:
    """The folder of a zipped package, for as long as it is needed; any other path as it is."""
    place = Path(path)
    if place.suffix.lower() != ".zip" or not place.is_file():
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="tissu-") as folder:
        try:
            with zipfile.ZipFile(place) as archive:
                _extract(archive, Path(folder), place.name)
        except zipfile.BadZipFile as error:
            raise InvalidData(f"expected a zip file, found {place.name}: {error}") from None
        yield Path(folder)


def _extract(archive: zipfile.ZipFile, folder: Path, name: str) -> None:
    """Writes the files of the archive flat into `folder`: those at its top or in its one folder."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if sum(member.file_size for member in members) > _MOST_BYTES:
        raise InvalidData(f"expected a package of at most 2 GiB, found more in {name}")
    for member in members:
        parts = PurePosixPath(member.filename).parts
        if len(parts) > 2 or ".." in parts or member.filename.startswith("/"):
            raise InvalidData(f"expected files at the top of the package, found {member.filename!r} in {name}")
        (folder / parts[-1]).write_bytes(archive.read(member))
