"""What one cell of a table states: a value, a result, an age. In doubt nothing, and why."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from nlp.age_facts import tidy
from nlp.calendar_days import completed_years
from nlp.concepts import Concept, concepts
from nlp.facts import Bound, Fact, When
from nlp.lab_units import convert
from nlp.lexicon import read_words
from nlp.numbers import words_pattern
from nlp.spans import Number
from nlp.tables.days import days_of
from nlp.tables.headings import Column
from nlp.tables.words import table_words, unit_of
from nlp.text import fold

Doubt = Literal[
    "no_number", "two_numbers", "no_unit", "unknown_unit", "two_units", "impossible", "no_result", "no_age", "no_date",
    "two_dates", "ahead",
]  # fmt: skip
_OLDEST = 120
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


def is_empty(cell: str, language: str) -> bool:
    """Whether a cell holds nothing, or a word for nothing."""
    return fold(cell).strip() in table_words(language).empty


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
    value, canonical = _converted(_number(match["number"], unit), unit, concept)
    return Amount(value, canonical, _SIGNS.get(match["op"] or ""))


def lab(cell: str, column: Column, beside: str, when: When | None, limit: str, language: str) -> Fact:
    """The fact that a cell of a laboratory test states; `limit` is the cell with its upper limit of normal, or ""."""
    found = amount(cell, column, beside, language)
    upper = amount(limit, column, beside, language).value if limit else None
    return stated(column, f"{cell.strip()} {beside.strip()}".strip(), column.concept, value=tidy(found.value),
        unit=found.unit, op=found.op, when=when, upper_limit=upper)  # fmt: skip


def test(cell: str, column: Column, when: When | None, language: str) -> Fact:
    """The result of an infection test. Raises DoubtfulError where it is neither positive nor negative."""
    result = table_words(language).results.get(" ".join(fold(cell).split()))
    if result is None:
        raise DoubtfulError("no_result")
    return stated(column, cell, column.concept, value=result, when=when)


def age(cell: str, column: Column, language: str) -> Fact:
    """An age in years, now or when the disease began. Raises DoubtfulError where it is none."""
    words = table_words(language)
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(.*)", fold(cell).strip())
    if match is None or (match[2] and match[2] not in words.years | words.months):
        raise DoubtfulError("no_age")
    years = float(match[1]) / 12 if match[2] in words.months else float(match[1])
    if years > _OLDEST:
        raise DoubtfulError("no_age")
    return stated(column, cell, column.role, value=tidy(years))


def birth_date(cell: str, column: Column, today: date, language: str) -> Fact:
    """A birth date; where month and day can be swapped, what lies between. Raises DoubtfulError where it is none."""
    when = days_of(cell, language)
    if when is None or when.start is None or when.end is None or completed_years(when.start, today) > _OLDEST:
        raise DoubtfulError("no_date")
    if when.end > today:
        raise DoubtfulError("ahead")
    return stated(column, cell, "birth_date", when=when)


def day(cell: str, today: date, language: str) -> When:
    """The day of a result. Raises DoubtfulError where it is none, lies ahead, or month and day can be swapped."""
    when = days_of(cell, language)
    if when is None or when.end is None:
        raise DoubtfulError("no_date")
    if when.start != when.end:
        raise DoubtfulError("two_dates")
    if when.end > today:
        raise DoubtfulError("ahead")
    return when


def stated(column: Column, cell: str, concept: str, **more: Any) -> Fact:
    """A fact with the heading and the cell as its quote."""
    quote = f"{' '.join(column.heading.split())}: {' '.join(cell.split())}"
    return Fact(
        concept=concept, quote=quote, start=0, end=len(quote), code=concepts()[concept].code, source="record", **more
    )


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
