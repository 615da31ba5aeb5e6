"""Units of measured amounts: the part of UCUM that laboratory values need, and what laboratories write instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from nlp.concepts import read_yaml
from nlp.text import fold

_MICRO = Fraction(1, 10**6)
_PREFIXES = {
    "": Fraction(1), "d": Fraction(1, 10), "c": Fraction(1, 100), "m": Fraction(1, 1000), "u": _MICRO,
    "n": _MICRO / 1000, "p": _MICRO**2, "k": Fraction(1000),
}  # fmt: skip
# in metres, grams, moles and seconds; an international unit of an enzyme is its unit
_ATOMS: Mapping[str, tuple[Fraction, dict[str, int]]] = {
    "m": (Fraction(1), {"m": 1}),
    "L": (Fraction(1, 1000), {"m": 3}),
    "l": (Fraction(1, 1000), {"m": 3}),
    "g": (Fraction(1), {"g": 1}),
    "mol": (Fraction(1), {"mol": 1}),
    "s": (Fraction(1), {"s": 1}),
    "min": (Fraction(60), {"s": 1}),
    "h": (Fraction(3600), {"s": 1}),
    "d": (Fraction(86400), {"s": 1}),
    "U": (_MICRO / 60, {"mol": 1, "s": -1}),
    "[iU]": (_MICRO / 60, {"mol": 1, "s": -1}),
    "[IU]": (_MICRO / 60, {"mol": 1, "s": -1}),
    "kat": (Fraction(1), {"mol": 1, "s": -1}),
    "[body]": (Fraction(1), {"body": 1}),
}
_BODY = re.compile(r"(?<=/)[({]?1[.,]73[_.]?(?:m[\^*]?2|sq\.?m|m²)?[)}]?$")  # a body's surface of 1.73 m2
_ANNOTATION = re.compile(r"\{[^{}]*\}")
_POWER = re.compile(r"[xX×]?10(?:[*^Ee])(-?\d{1,2})")
_TERM = re.compile(r"(?P<prefix>[dcmunpk]?)(?P<atom>mol|min|kat|\[iU\]|\[IU\]|\[body\]|[mLlgshdU])(?P<power>-?[1-9])?")
_SIGNS = str.maketrans({"µ": "u", "μ": "u", "×": "x", " ": None, "\u00a0": None})
# written with capitals that mean something; folded they would be grams per litre
_IN_CAPITALS = {"G/L": "10*9/L", "GI/L": "10*9/L", "Gpt/L": "10*9/L", "T/L": "10*12/L"}
_WORDS = {"inr": "1", "ratio": "1", "sec": "s", "secs": "s", "second": "s", "seconds": "s"}


class Unit(NamedTuple):
    """What a unit amounts to in metres, grams, moles and seconds, and their powers, each above zero or below."""

    size: Fraction
    dimensions: frozenset[tuple[str, int]]


@cache
def unit(written: str) -> Unit | None:
    """The unit that a UCUM code or a laboratory's way of writing means; None where that is not known.

    `written` may be empty, which is no unit and so not known; "1", "{INR}" are the unit of a ratio.
    """
    plain = written.translate(_SIGNS)
    return _parsed(plain) or _parsed(_IN_CAPITALS.get(plain) or _written().get(fold(plain), ""))


@cache
def _written() -> Mapping[str, str]:
    """UCUM codes by other ways of writing, folded and without blanks; only those that are whole units."""
    forms: Mapping[str, list[str]] = read_yaml("units.yaml")  # type: ignore[assignment]
    found = {re.sub(r"\s", "", form): code for code, every in forms.items() for form in every if "/" in form}
    return {form: code for form, code in found.items() if code not in ("%", "k", "xULN")} | _WORDS


def _parsed(code: str) -> Unit | None:
    if not code:
        return None
    terms = re.split(r"([./])", _ANNOTATION.sub("", _BODY.sub("[body]", code)))
    size, dimensions = Fraction(1), Counter[str]()
    for sign, term in zip([".", *terms[1::2]], terms[::2], strict=True):
        found = _term(term) if term or sign != "/" else None
        if found is None:
            return None
        value, powers = found
        size = size * value if sign == "." else size / value
        dimensions.update({name: power if sign == "." else -power for name, power in powers.items()})
    return Unit(size, frozenset((name, power) for name, power in dimensions.items() if power))


def _term(term: str) -> tuple[Fraction, dict[str, int]] | None:
    if term in ("", "1"):  # nothing stands before the first "/", or only an annotation
        return Fraction(1), {}
    if power := _POWER.fullmatch(term):
        return Fraction(10) ** int(power[1]), {}
    match = _TERM.fullmatch(term)
    if match is None:
        return None
    size, powers = _ATOMS[match["atom"]]
    times = int(match["power"] or 1)
    return (_PREFIXES[match["prefix"]] * size) ** times, {name: power * times for name, power in powers.items()}
