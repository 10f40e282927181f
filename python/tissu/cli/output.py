"""How answers are printed: tables for people, CSV and JSON for machines."""

from __future__ import annotations

import datetime
import json
import math
import shutil
import sys
from typing import Any

from tissu._core import Table
from tissu.tables import write_csv

_rows_for_people = 20


def show(table: Table, form: str, top: int | None = None, **facts: Any) -> None:
    """Prints a table; `facts` are further numbers that people see first and JSON has as keys."""
    if top is not None and form != "text":
        table = table.head(top)
    if form == "csv":
        write_csv(table, sys.stdout)
    elif form == "json":
        print_json(facts | {"note": table.note, "units": _units(table), "rows": list(table)})
    else:
        for name, value in facts.items():
            print(f"{name}: {value:,}" if isinstance(value, int) else f"{name}: {value}")
        print(text_of(table, _rows_for_people if top is None else top))


def text_of(table: Table, rows: int) -> str:
    """The table as wide as the terminal allows: the widest cells are cut first."""
    room = shutil.get_terminal_size((110, 24)).columns
    width = 60
    text = table.to_text(rows, width)
    while width > 12 and max(map(len, text.splitlines()), default=0) > room:
        width -= 4
        text = table.to_text(rows, width)
    return text


def print_json(value: Any) -> None:
    """Prints a value as JSON; missing numbers are null, dates ISO text."""
    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def warn(message: str) -> None:
    """One line on stderr."""
    print(f"tissu: {message}", file=sys.stderr)


def _units(table: Table) -> dict[str, str]:
    return {name: unit for name, unit in dict(table.units).items() if unit}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value
