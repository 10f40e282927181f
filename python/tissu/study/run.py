"""From a source to a folder of tables and a page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tissu import report
from tissu.report import StudyResult

from .files import RECORD, output_folder
from .findings import find
from .options import StudyOptions
from .page import page_of
from .source import opened
from .summary import summary_lines
from .tables import study_record, tables_of


@dataclass(frozen=True)
class Study:
    """What was written where: the page's data, the summary for a terminal, and the files."""

    result: StudyResult
    summary: str
    folder: Path
    files: tuple[str, ...]


def study(
    source: str | os.PathLike | None,
    folder: str | os.PathLike,
    options: StudyOptions | None = None,
    *,
    format: str | None = None,
    overwrite: bool = False,
) -> Study:
    """Studies a source and writes tables, a record and a page into a folder.

    Parameters
    ----------
    source
        A file or folder in any format that can be read, a store, or None for the demo base.
    folder
        Made if it is absent. It appears with all its files, or not at all; into a folder that is there, files
        are moved when all are written.
    options
        What to look at and how. Default: what the data suggest.
    format
        Of the source. Default: recognised from the content.
    overwrite
        False: a folder that is not empty raises Conflict. True: the files of an earlier study are
        replaced, others stay.

    Raises
    ------
    NotFound, Unsupported, InvalidData, Conflict, StoreError, Cancelled
    """
    options = options or StudyOptions()
    with (
        output_folder(folder, overwrite=overwrite) as output,
        opened(source, format=format, progress=options.progress) as given,
    ):
        findings = find(given, options)
        tables = tables_of(findings)
        for name, table in tables.items():
            table.to_csv(output.place / name)
        result = page_of(findings)
        report.write(result, output.place / "report.html", options.lang)
        files = (*tables, "report.html", RECORD)
        output.write_text(RECORD, study_record(findings, files))
        summary = "\n".join(summary_lines(findings, Path(folder), files))
    return Study(result, summary, Path(folder), files)
