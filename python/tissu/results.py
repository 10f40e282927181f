"""What functions return that give a table and a few numbers: a frozen dataclass that can be read like its table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

import numpy as np

from tissu._core import Table

__all__ = ["Tabular"]


class Tabular(ABC):
    """A result whose main part is a table: rows, columns and length are those of the table."""

    @property
    @abstractmethod
    def table(self) -> Table:
        """The main table of the result."""

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return self.table.names

    def column(self, name: str) -> np.ndarray:
        """A column of the table."""
        return self.table.column(name)

    def to_dict(self) -> dict[str, list]:
        """The table as ``{name: list of values}``."""
        return self.table.to_dict()

    def to_pandas(self) -> Any:
        """The table as a ``pandas.DataFrame``. Needs pandas."""
        return self.table.to_pandas()

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.table)

    def __getitem__(self, key: str | int) -> Any:
        return self.table[key]

    def __repr__(self) -> str:
        return f"{type(self).__name__}\n{self.table!r}"
