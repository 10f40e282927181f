"""Tables: named columns of equal length, with units and a note on how they were made."""

from __future__ import annotations

import csv
import datetime
import html
import math
import os
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

import numpy as np

from tissu import _core
from tissu._core import Table, Unsupported, table_from_arrow, table_from_columns

__all__ = ["Table", "as_table", "table"]

#: What a spreadsheet may take for the start of a formula (also in full width, also after blanks).
_FORMULA_STARTS = "=+-@\t\r|%＝＋－＠"


#: The column of issues that says what was wrong: shown last and whole.
_RULE = "rule"


def made_from(net: Any) -> str:
    """The end of a note: the version, and how the network (or two-mode network) was made."""
    return f"tissu {_core.__version__}." + (f"\nNetwork: {net.note}" if net.note else "")


def table(columns: Mapping[str, Any], *, units: Mapping[str, str] | None = None, note: str = "") -> Table:
    """A table of the given columns.

    Parameters
    ----------
    columns
        For each name a list or array of numbers, text or dates (``datetime.date``, ``datetime64``).
        Missing: NaN for numbers, ``None`` or ``""`` for text, ``None`` or NaT for dates.
    units
        The unit of each column, where it has one.
    note
        How the table was made.

    Raises
    ------
    InvalidArgument
        If the columns differ in length.
    Unsupported
        For values that are neither numbers, text nor dates.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.table({"city": ["Porto", "Naples"], "networks": [8, 9]}).column("networks").sum()
    np.int64(17)
    """
    units = units or {}
    return table_from_columns([(name, units.get(name, ""), _array(values)) for name, values in columns.items()], note)


def as_table(data: Any) -> Table:
    """`data` as a Table: a Table, anything with ``__arrow_c_stream__`` (pyarrow, polars, pandas), or a mapping."""
    if isinstance(data, Table):
        return data
    if hasattr(data, "__arrow_c_stream__"):
        return table_from_arrow(data.__arrow_c_stream__())
    if isinstance(data, Mapping):
        return table(data)
    if hasattr(data, "columns") and hasattr(data, "to_numpy"):  # a pandas frame without Arrow
        return table({str(name): data[name].to_numpy() for name in data.columns})
    raise Unsupported(f"expected a table, a frame, an Arrow stream or a mapping of columns, found {type(data).__name__}")


def _array(values: Any) -> np.ndarray:
    """`values` as one array of numbers, text or dates."""
    if isinstance(values, np.ndarray) or hasattr(values, "__array__"):
        return np.asarray(values)
    values = list(values)
    types = set(map(type, values)) - {type(None)}
    if any(issubclass(one, (datetime.date, np.datetime64)) for one in types):
        return np.array([np.datetime64("NaT") if value is None else np.datetime64(value, "D") for value in values], "M8[D]")
    if types and all(issubclass(one, (bool, int, float, np.number, np.bool_)) for one in types):
        if any(value is None for value in values):
            return np.array([math.nan if value is None else value for value in values], float)
        return np.asarray(values)
    return np.array(values, dtype=object)


def _value(value: Any) -> Any:
    """A numpy scalar as a plain Python value; an unknown date as None."""
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else value.astype(object)
    return value.item() if isinstance(value, np.generic) else value


def _rows(self: Table) -> Iterator[dict[str, Any]]:
    """The rows as dicts, one after the other."""
    columns = [self.column(name) for name in self.names]
    for values in zip(*columns):
        yield {name: _value(value) for name, value in zip(self.names, values)}


def _getitem(self: Table, key: str | int) -> Any:
    """``table["name"]``: a column; ``table[i]``: a row as a dict."""
    if isinstance(key, str):
        return self.column(key)
    if not isinstance(key, (int, np.integer)):
        raise TypeError(f"expected a column name or a row number, found {type(key).__name__}")
    if not -len(self) <= key < len(self):
        raise IndexError(f"row {key} of {len(self)}")
    return {name: _value(self.column(name)[key]) for name in self.names}


def _contains(self: Table, name: object) -> bool:
    return name in self.names


def sort(self: Table, by: str, descending: bool = False) -> Table:
    """The table in order of one column. Ties keep their order, missing values come last either way."""
    return self._sorted(by, descending)


def head(self: Table, n: int = 10) -> Table:
    """The first `n` rows, or all."""
    return self._head(max(0, n))


def filter(self: Table, rows: Any) -> Table:
    """The rows for which a boolean array is true, or those whose numbers are given, in that order."""
    rows = np.asarray(rows)
    if rows.dtype == bool:
        if len(rows) != len(self):
            raise ValueError(f"expected {len(self)} booleans, found {len(rows)}")
        rows = np.flatnonzero(rows)
    return self._select(rows.tolist())


def with_names(self: Table, store: Any) -> Table:
    """The table with names: after each column of ids that a `Store` knows a column ``<column>_name``.

    A column of ids is one of text with at least one code (or identifier) of the store: of territories, themes, actors,
    partnerships, events or resources. The name is theirs, the label in French, the title; empty for what the store does
    not know. Units and note stay; a column of that name which is there already stays too.

    Examples
    --------
    >>> import tissu as ts
    >>> store = ts.demo(quiet=True)
    >>> found = ts.table({"territory": ["commune:91228", "commune:77288"], "n": [3, 4]})
    >>> found.with_names(store).names
    ['territory', 'territory_name', 'n']
    >>> found.with_names(store)["territory_name"].tolist()
    ['Évry-Courcouronnes', 'Melun']
    """
    return store._snapshot().with_names(self)


def to_dict(self: Table) -> dict[str, list]:
    """``{name: list of plain values}``; unknown dates are None, missing reals NaN."""
    return {name: [_value(value) for value in self.column(name)] for name in self.names}


def to_arrow(self: Table) -> Any:
    """A ``pyarrow.Table`` that shares memory with this one (dates are copied). Needs pyarrow."""
    import pyarrow

    return pyarrow.table(self)


def to_pandas(self: Table) -> Any:
    """A ``pandas.DataFrame``; dates as ``datetime64``. Needs pandas."""
    import pandas

    frame = pandas.DataFrame({name: self.column(name) for name in self.names})
    frame.attrs = {"note": self.note, "units": self.units}
    return frame


def to_polars(self: Table) -> Any:
    """A ``polars.DataFrame``. Needs polars."""
    import polars

    return polars.DataFrame(self)


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return str(value)


def _guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula; an apostrophe marks what was guarded."""
    start = text.lstrip(" \u00a0\ufeff'\"")[:1]
    return "'" + text if start and start in _FORMULA_STARTS else text


def write_csv(table: Table, file: TextIO, *, sep: str = ",") -> None:
    """Writes the table to an open text file, as `Table.to_csv` does to a path."""
    text_columns = [table._kind(name) == "text" for name in table.names]
    writer = csv.writer(file, delimiter=sep, lineterminator="\n")
    writer.writerow(table.names)
    for row in _rows(table):
        cells = [_cell(value) for value in row.values()]
        writer.writerow([_guarded(c) if is_text else c for c, is_text in zip(cells, text_columns)])


def to_csv(self: Table, path: str | os.PathLike, *, sep: str = ",", bom: bool = False) -> None:
    """Writes the table as UTF-8 CSV: header, one line a row; missing values are empty cells.

    Text that a spreadsheet would take for a formula gets an apostrophe in front. For Excel in French
    use ``sep=";", bom=True``. Written beside `path` and then renamed: never half a file.
    """
    path = os.fspath(path)
    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".tissu-", suffix=".csv")
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
            write_csv(self, file, sep=sep)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _shown(value: Any, kind: str) -> str:
    if kind == "real" and value is not None and not math.isnan(value):
        return f"{value:.6g}"
    return _cell(value)


def _printable(text: str) -> str:
    """Control and direction characters shown as escapes: a cell stays one line of plain text."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _grid(self: Table, limit: int, width: int) -> tuple[list[str], list[list[str]], list[bool]]:
    names = sorted(self.names, key=_RULE.__eq__)
    kinds = [self._kind(name) for name in names]
    def cut(name: str, cell: str) -> str:
        return cell if len(cell) <= width or name == _RULE else cell[: width - 1] + "…"
    rows = [[cut(name, _printable(_shown(row[name], kind))) for name, kind in zip(names, kinds)]
            for row in _rows(self._head(limit))]
    return names, rows, [kind in ("integer", "real") for kind in kinds]


def to_text(self: Table, limit: int = 20, width: int = 40) -> str:
    """The table for a terminal: up to `limit` rows, cells cut at `width` characters.

    The rule of an issue comes last and is not cut.
    """
    names, rows, right = _grid(self, limit, width)
    if not names:
        return "(no columns)"
    widths = [max([len(name)] + [len(row[i]) for row in rows]) for i, name in enumerate(names)]
    def line(cells: list[str]) -> str:
        return "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right)).rstrip()
    lines = [line(names), "  ".join("-" * w for w in widths)] + [line(row) for row in rows]
    if len(self) > limit:
        lines.append(f"… {len(self) - limit} more rows")
    return "\n".join(lines)


def _repr(self: Table) -> str:
    size = f"Table: {len(self):,} rows, {len(self.names)} columns"
    return f"{size}\n{to_text(self)}" + (f"\n{self.note}" if self.note else "")


def _repr_html(self: Table) -> str:
    names, rows, right = _grid(self, 20, 80)
    def cells(tag: str, values: list[str]) -> str:
        return "".join(f'<{tag} style="text-align:{"right" if r else "left"}">{html.escape(v)}</{tag}>'
                       for v, r in zip(values, right))
    head_row = "".join(f"<tr>{cells('th', names)}</tr>")
    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    more = f"<p>… {len(self) - 20:,} more rows</p>" if len(self) > 20 else ""
    note = f"<p><small>{html.escape(self.note)}</small></p>" if self.note else ""
    return f"<table><thead>{head_row}</thead><tbody>{body}</tbody></table>{more}{note}"


Table.__iter__ = _rows
Table.__getitem__ = _getitem
Table.__contains__ = _contains
Table.__repr__ = _repr
Table._repr_html_ = _repr_html
for _method in (sort, head, filter, with_names, to_dict, to_arrow, to_pandas, to_polars, to_csv, to_text):
    setattr(Table, _method.__name__, _method)
