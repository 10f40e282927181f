"""Users and items of the generic recommender: any text or whole number, numbered in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from tissu._core import InvalidArgument, NotFound

__all__ = ["Labels", "column", "plain"]


def column(values: Iterable, what: str) -> np.ndarray:
    """`values` as an array of whole numbers or of objects."""
    array = values if isinstance(values, np.ndarray) else np.asarray(list(values))
    if array.ndim != 1:
        raise InvalidArgument(f"expected {what} in one column, found an array of {array.ndim} dimensions")
    if array.dtype.kind in "iu":
        return array
    if array.dtype.kind == "f" and array.size:
        raise InvalidArgument(f"expected {what} that are text or whole numbers, found real numbers")
    return array.astype(object)


def plain(label: Any) -> Any:
    return label.item() if isinstance(label, np.generic) else label


class Labels:
    """Labels numbered in the order in which they come first."""

    def __init__(self) -> None:
        self.labels: list[Any] = []
        self.number: dict[Any, int] = {}

    def __len__(self) -> int:
        return len(self.labels)

    def numbers(self, values: np.ndarray, add: bool) -> np.ndarray:
        """The number of each label; new ones are added, or get numbers from ``len(self)`` on."""
        if values.dtype.kind in "iu":
            distinct, first, inverse = np.unique(values, return_index=True, return_inverse=True)
            order = np.argsort(first, kind="stable")
            numbers = np.empty(len(distinct), np.int64)
            numbers[order] = self._numbers_of(distinct[order].tolist(), add)
            return numbers[inverse]
        return np.asarray(self._numbers_of(values.tolist(), add), np.int64)

    def _numbers_of(self, labels: list, add: bool) -> list[int]:
        number = self.number if add else dict(self.number)
        numbers = []
        following = len(self.labels)
        for label in labels:
            if label is None:
                raise InvalidArgument("expected the name of a user or an item, found None")
            found = number.get(label)
            if found is None:
                found = number[label] = following
                following += 1
                if add:
                    self.labels.append(label)
            numbers.append(found)
        return numbers

    def forget(self, label: Any) -> None:
        """Takes a label out; its number is not given again."""
        self.labels[self.number.pop(plain(label))] = None

    @property
    def known(self) -> list[Any]:
        """The labels, in order of number; those forgotten are left out."""
        return [label for label in self.labels if label is not None]

    def of(self, numbers: np.ndarray) -> list:
        return [self.labels[number] for number in numbers.tolist()]

    def one(self, label: Any, what: str) -> int:
        try:
            return self.number[plain(label)]
        except KeyError:
            raise NotFound(f"expected {what} of the model, found {label!r}") from None
