"""How a study is to be made."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tissu._core import InvalidArgument

LANGUAGES = ("en", "fr")
VIA = ("partnership", "event", "resource", "affiliation")


@dataclass(frozen=True)
class StudyOptions:
    """What to look at and how.

    Attributes
    ----------
    levels
        Kinds of territory, the finest first (``("city", "country")``). Empty: chosen from the data.
    since, until
        Only activities of this period; a year counts whole.
    via
        Of ``("partnership", "event", "resource", "affiliation")``. Empty: partnerships, or what there is.
    themes
        Only activities about these concepts (codes), or below.
    seed
        Of communities and layout.
    lang
        Of the page and the summary: ``"en"`` or ``"fr"``.
    title
        Of the page. Empty: made from the name of the source.
    date
        To be shown on the page. Empty: the day of SOURCE_DATE_EPOCH, or none, so that the same input
        gives the same bytes.
    threads
        0: all. The result does not depend on it.
    progress
        As in `Store.load`.
    """

    levels: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    via: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    seed: int = 0
    lang: str = "en"
    title: str = ""
    date: str = ""
    threads: int = 0
    progress: bool | Callable[[float], bool | None] | None = None

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise InvalidArgument(f"expected a language of {', '.join(LANGUAGES)}, found {self.lang!r}")
        for via in self.via:
            if via not in VIA:
                raise InvalidArgument(f"expected via of {', '.join(VIA)}, found {via!r}")

    def lens(self, via: tuple[str, ...], without: tuple[str, ...] = ()) -> dict[str, Any]:
        """The keywords of `Store.network` that all networks of the study share."""
        return {
            "via": via,
            "since": self.since,
            "until": self.until,
            "themes": self.themes or None,
            "without": without or None,
            "threads": self.threads or None,
        }

    def shown_date(self) -> str:
        """The date to show: given, else from SOURCE_DATE_EPOCH, else none."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if self.date or not epoch:
            return self.date
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise InvalidArgument(
                f"expected seconds since 1970 in SOURCE_DATE_EPOCH, found {epoch!r}"
            ) from None
