"""French and English text as it is searched: words, stems, inclusive writing."""

from __future__ import annotations

from tissu import _core
from tissu._core import Table

__all__ = ["analyse", "inclusive_forms"]


def analyse(text: str, language: str = "fr", *, stop_words: bool = False) -> Table:
    """The words of a text as search reads them.

    Parameters
    ----------
    text
        Any text.
    language
        ISO 639; English is read as English, everything else as French.
    stop_words
        True: also words too common to be searched, without stem.

    Returns
    -------
    Table
        word (folded), stem, position, begin, end (bytes of the text in UTF-8). Members of an inclusive form share a
        position.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.text.analyse("L'accueil des habitant·e·s")["word"].tolist()
    ['accueil', 'habitant', 'habitante', 'habitants', 'habitantes']
    """
    return _core.analyse(text, language, stop_words)


def inclusive_forms(word: str) -> list[str]:
    """The members of one word in inclusive writing; empty if it is none.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.text.inclusive_forms("acteur.rice.s")
    ['acteur', 'actrice', 'acteurs', 'actrices']
    >>> ts.text.inclusive_forms("data.gouv.fr")
    []
    """
    return _core.inclusive_forms(word)
