"""The amount in a cell of a laboratory test, and its unit, wherever that stands. In doubt none, and why."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from nlp.concepts import Concept, concepts
from nlp.facts import Bound
from nlp.lab_units import convert
from nlp.lexicon import read_words
from nlp.numbers import words_pattern
from nlp.spans import Number
from nlp.tables.headings import Column
from nlp.tables.words import unit_of
from nlp.text import fold

Doubt = Literal[
    "no_number", "two_numbers", "no_unit", "unknown_unit", "two_units", "impossible", "no_result", "no_age", "no_date",
    "two_dates", "ahead", "nested",
]  # fmt: skip
_NUMBER = re.compile(r"(?P<op><=|>=|[<>≤≥])?\s*(?P<number>\d+(?:[.,]\d+)*|\.\d+)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SIGNS: dict[str, Bound] = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">="}


class DoubtfulError(Exception):
    """A cell that is not used, and why."""

    def __init__(self, doubt: Doubt) -> None:
        self.doubt = doubt


class Amount(NamedTuple):
    """A laboratory value in the canonical unit of its test, or in multiples of the upper limit."""

    value: float
    unit: str
    op: Bound | None


def amount(cell: str, column: Column, beside: str, language: str) -> Amount:
    """The value in a cell whose unit stands in the heading, in a cell of its own (`beside`), or behind the number.

    Raises DoubtfulError where there is no unit or more than one, or the number is none or can be read in two ways.
    """
    concept, words = concepts()[column.concept], fold(cell).strip()
    match = _NUMBER.search(words)
    if match is None or _strip_flags(words[: match.start()], language):
        raise DoubtfulError("no_number")
    own = unit_of(_strip_flags(words[match.end() :], language), concept, language)
    units = {unit for unit in (own, column.unit, unit_of(beside, concept, language)) if unit}
    if "?" in units:
        raise DoubtfulError("unknown_unit")
    if len(units) > 1:
        raise DoubtfulError("two_units")
    if not units and concept.unit != "1":
        raise DoubtfulError("no_unit")
    unit = units.pop() if units else None
    if _may_be_thousands(match["number"], unit, concept):
        raise DoubtfulError("two_numbers")
    value, canonical = _converted(_number(match["number"], unit), unit, concept)
    return Amount(value, canonical, _SIGNS.get(match["op"] or ""))


def _may_be_thousands(written: str, unit: str | None, concept: Concept) -> bool:
    """Whether a dot may mark thousands: "1.050" K/uL are 1 or 1050, and platelets may be either."""
    if not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", written):
        return False
    either = (float(written), float(written.replace(".", "")))
    return all((read := convert(Number(0, 0, one), concept, unit)) is not None and not read[2] for one in either)


def _number(written: str, unit: str | None) -> float:
    """A number as its unit makes it plain. "1,050" and "150.000" may be thousands or decimals.

    A comma is taken for that of thousands in counts a microlitre, which have no decimals; a dot there is doubtful.
    """
    parted = written.replace(".", ",").split(",")
    if len(parted) == 2 and len(parted[1]) == 3 and parted[0] not in ("0", ""):
        is_count = unit == "/uL"
        if ("," in written) != is_count:
            raise DoubtfulError("two_numbers")
    if _THOUSANDS.fullmatch(written):
        return float(written.replace(",", ""))
    if re.fullmatch(r"\d+,\d+", written):
        return float(written.replace(",", "."))
    if re.fullmatch(r"\d*\.?\d+", written):
        return float(written)
    raise DoubtfulError("no_number")


def _converted(number: float, unit: str | None, concept: Concept) -> tuple[float, str]:
    read = convert(Number(0, 0, number), concept, unit)
    if read is None or (read[2] and unit is not None):
        raise DoubtfulError("impossible")
    return read[0], read[1]


def _strip_flags(text: str, language: str) -> str:
    """What stands beside a number without the marks for high and low."""
    return _flags(language).sub(" ", f" {text} ").strip(" ()[]*!:=,;")


@cache
def _flags(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/%])(?:{words_pattern(read_words(language, 'values')['flags'])})(?![\w/%])")
