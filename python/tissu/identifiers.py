"""Identifiers of France and Europe: their syntax, their check digits, and repairs where there is one reading.

A number that passes is well formed, not known to exist. The SIREN of a commune is stored where a file gives
it; it cannot be derived from its INSEE code.
"""

from __future__ import annotations

from typing import NamedTuple

from tissu import _core

__all__ = ["Code", "commune", "contract", "departement", "luhn", "nuts", "problem", "qpv", "rna", "siren", "siret"]


class Code(NamedTuple):
    """A code as it should be written, and whether that is another way than it was."""

    text: str
    repaired: bool


def luhn(digits: str) -> bool:
    """True if the digits pass the Luhn test (ISO/IEC 7812-1)."""
    return _core.identifier_luhn(digits)


def siren(text: str) -> bool:
    """True for nine digits that pass the Luhn test."""
    return _core.identifier_siren(text)


def siret(text: str) -> bool:
    """True for fourteen digits after a SIREN that pass the Luhn test; for La Poste a sum that 5 divides will do.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.identifiers.siret("35600000000048")
    True
    """
    return _core.identifier_siret(text)


def rna(text: str) -> bool:
    """True for the number of an association: ``W``, a prefecture on three characters, six digits."""
    return _core.identifier_rna(text)


def commune(text: str) -> Code | None:
    """The INSEE code of a commune; None if there is no single reading.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.identifiers.commune("1001")
    Code(text='01001', repaired=True)
    >>> ts.identifiers.commune("2A004").repaired
    False
    """
    found = _core.identifier_commune(text)
    return None if found is None else Code(*found)


def departement(text: str) -> Code | None:
    """The code of a département or région; None if there is no single reading."""
    found = _core.identifier_departement(text)
    return None if found is None else Code(*found)


def qpv(text: str) -> int | None:
    """The geography of the code of a priority neighbourhood: 2015 (QP091001) or 2024 (QN09101M); None: neither."""
    return _core.identifier_qpv(text) or None


def nuts(text: str) -> bool:
    """True for a NUTS code: two capitals and up to three digits or capitals."""
    return _core.identifier_nuts(text)


def contract(text: str) -> bool:
    """True for the number of a city contract: CV and up to four digits."""
    return _core.identifier_contract(text)


def problem(scheme: str, value: str) -> str:
    """What is wrong with a value of a known scheme, as "expected …, found …"; empty if nothing, or for other schemes.

    Examples
    --------
    >>> import tissu as ts
    >>> ts.identifiers.problem("siren", "123456789")
    'expected nine digits that pass the Luhn test, found 123456789'
    """
    return _core.identifier_problem(scheme, value)
