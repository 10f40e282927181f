"""How the page speaks: labels, plurals and numbers of one language."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TypeGuard

from .labels import TEXTS
from .markup import Html, text
from .terms import COLUMNS, LANGUAGES, LEVELS, WORDS

_percent_columns = ("share", "external_share", "internal_share")
_plain_columns = ("year", "since", "until", "start", "end")
_minus = "\u2212"


class Voice:
    """One language: looks labels up, fills them with escaped values, formats numbers."""

    def __init__(self, lang: str = "en") -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"expected a language of {', '.join(LANGUAGES)}, found {lang!r}")
        self.lang = lang
        self._row = LANGUAGES.index(lang)
        self._thousands = "," if lang == "en" else "\u202f"
        self._point = "." if lang == "en" else ","
        self._percent = "%" if lang == "en" else "\u202f%"

    def say(self, key: str, /, **values: object) -> Html:
        """The label of the key with the values filled in, escaped. `n` chooses singular or plural."""
        forms = TEXTS[key][self._row].split(" || ")
        form = forms[0] if len(forms) == 1 or self._is_one(values.get("n", 2)) else forms[1]
        form = form if self.lang == "en" else _french_blanks(form)
        return Html(form.format(**{name: text(self._shown(value)) for name, value in values.items()}))

    def level(self, level: str, n: float = 1) -> str:
        """The name of a level of territory, one or many; an unknown level keeps its own name."""
        names = LEVELS.get(level)
        return level.replace("_", " ") if names is None else names[self._row][0 if self._is_one(n) else 1]

    def column(self, name: str) -> str:
        """The heading of a column; an unknown one keeps its name."""
        return COLUMNS[name][self._row] if name in COLUMNS else name.replace("_", " ")

    def word(self, name: str) -> str:
        """A common word of the field in the language; an unknown one stays as it is."""
        return WORDS[name][self._row] if name in WORDS else name

    def integer(self, value: float) -> str:
        """A whole number with thousands separated."""
        return self.decimal(value, 0)

    def decimal(self, value: float, digits: int) -> str:
        """A number with so many decimals."""
        if not math.isfinite(value):
            return "–"
        whole, _, rest = f"{value:,.{digits}f}".partition(".")
        shown = whole.replace(",", self._thousands) + (self._point + rest if rest else "")
        is_zero = not any(digit in "123456789" for digit in shown)
        return _minus + shown[1:] if shown.startswith("-") and not is_zero else shown.lstrip("-")

    def percent(self, fraction: float, digits: int = 1) -> str:
        """A fraction as percent. What is not all or nothing is never rounded to 0 or 100."""
        shown = self.decimal(100 * fraction, digits)
        if 0 < fraction < 1 and shown in (self.decimal(0, digits), self.decimal(100, digits)):
            step = 10.0**-digits
            return (
                "< " + self.decimal(step, digits)
                if fraction < 0.5
                else "> " + self.decimal(100 - step, digits)
            ) + self._percent
        return shown + self._percent

    def number(self, value: float) -> str:
        """A number without false precision: about three digits that count."""
        return self.decimal(value, digits_for([value]))

    def cells(self, name: str, values: Sequence[object]) -> list[Html]:
        """The cells of a column, formatted alike; unknown is a dash."""
        numbers = [value for value in values if is_number(value)]
        digits = digits_for(numbers)
        return [text(self._cell(name, value, digits)) for value in values]

    def _cell(self, name: str, value: object, digits: int) -> object:
        if value is None:
            return "–"
        if not is_number(value):
            return value
        if name in _plain_columns:
            return str(value)
        return self.percent(value) if name in _percent_columns else self.decimal(value, digits)

    def _shown(self, value: object) -> object:
        return self.number(value) if is_number(value) else value

    def _is_one(self, n: object) -> bool:
        if not is_number(n):
            return False
        return abs(n) == 1 if self.lang == "en" else abs(n) < 2


def _french_blanks(form: str) -> str:
    """Blanks that do not break before high punctuation and inside quotes."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", form)


def is_number(value: object) -> TypeGuard[float]:
    """Whether the value is a number; true and false are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def digits_for(values: Sequence[float]) -> int:
    """Decimals that suit all the values: none if whole or large, three if all are below 1."""
    finite = [abs(value) for value in values if math.isfinite(value)]
    if not finite or all(float(value).is_integer() for value in finite):
        return 0
    return next((digits for limit, digits in ((100, 0), (10, 1), (1, 2)) if max(finite) >= limit), 3)
