"""What one cell of a table states: a value, a result, an age. In doubt nothing, and why."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from nlp.age_facts import tidy
from nlp.calendar_days import completed_years
from nlp.concepts import concepts
from nlp.facts import Fact, When
from nlp.tables.amounts import DoubtfulError, amount
from nlp.tables.days import days_of
from nlp.tables.headings import Column
from nlp.tables.words import table_words
from nlp.text import fold

_OLDEST = 120


def is_empty(cell: str, language: str) -> bool:
    """Whether a cell holds nothing, or a word for nothing."""
    return fold(cell).strip() in table_words(language).empty


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
