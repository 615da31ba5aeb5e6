"""What one cell of a table states: a value, a result, an age. In doubt nothing, and why."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from nlp.age_facts import tidy
from nlp.calendar_days import completed_years, month_end
from nlp.concepts import concepts
from nlp.facts import Fact, When
from nlp.tables.amounts import DoubtfulError, amount
from nlp.tables.days import days_of
from nlp.tables.headings import Column
from nlp.tables.words import table_words
from nlp.text import fold

_OLDEST = 120
_A_YEAR = timedelta(days=365)
_AGE = re.compile(
    r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s*(?P<unit>[^\d,]*?)[\s,]*(?:(?P<months>\d{1,2})\s*(?P<rest>[^\d\s,]+))?"
)
_REMARKED = re.compile(r"([^,;(\d]+?)\s*(?:[,;(]|(?=\d))(.+)")
_WORD = re.compile(r"[a-z+-]+")
_MONTH_OR_YEAR = re.compile(r"(?:(0?[1-9]|1[0-2])[/.-])?((?:19|20)\d\d)")


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
    """The result of a test. Raises DoubtfulError where it is neither positive nor negative.

    A remark may follow: behind a negative result only its day, as any other words may take it back.
    """
    result, remark = _result(" ".join(fold(cell).split()), language)
    if result is None:
        raise DoubtfulError("no_result")
    of_cell = _period(remark, language)
    if result == "negative" and remark and of_cell is None:
        raise DoubtfulError("no_result")
    when = of_cell or when
    if concepts()[column.concept].kind != "serology":
        there = "present" if result == "positive" else "absent"
        return stated(column, cell, column.concept, assertion=there, when=when)
    return stated(column, cell, column.concept, value=result, when=when)


def _result(said: str, language: str) -> tuple[str | None, str]:
    """A result and what is remarked behind it: "pos 2020", "positive, treated"; none of two results."""
    results = table_words(language).results
    match = None if said in results else _REMARKED.fullmatch(said)
    if match is None:
        return results.get(said), ""
    result, remark = results.get(match[1].strip()), match[2].strip(" ().,;")
    others = (one for one in _WORD.findall(remark) if results.get(one, result) != result)
    return (None if any(others) else result), remark


def _period(remark: str, language: str) -> When | None:
    """The days that a remark names and nothing else: "2019", "03/2024", a date."""
    if match := _MONTH_OR_YEAR.fullmatch(remark):
        year, month = int(match[2]), int(match[1] or 0)
        last = month_end(date(year, month or 12, 1))
        return When(start=date(year, month or 1, 1), end=last)
    return days_of(remark, language) if remark else None


def age(cell: str, column: Column, asked: When | None, today: date, language: str) -> Fact:
    """An age in years, now or when the disease began. Raises DoubtfulError where it is none.

    An age beside a date of more than a year ago (`asked`) may be that of then: the patient is so old at least.
    """
    words = table_words(language)
    match = _AGE.fullmatch(fold(cell).strip())
    if match is None:
        raise DoubtfulError("no_age")
    unit, rest = match["unit"].strip(), match["months"]
    if (unit and unit not in words.years | words.months) or (rest and (unit not in words.years or int(rest) > 11)):
        raise DoubtfulError("no_age")
    if rest and match["rest"] not in words.months | words.months_behind_years:
        raise DoubtfulError("no_age")
    number = float(match["number"].replace(",", "."))
    years = number / 12 if unit in words.months else number + int(rest or 0) / 12
    if years > _OLDEST:
        raise DoubtfulError("no_age")
    is_old = column.role == "age" and asked is not None and asked.end is not None and asked.end < today - _A_YEAR
    return stated(column, cell, column.role, value=tidy(years), op=">=" if is_old else None)


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
