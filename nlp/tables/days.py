"""Dates in cells: a day, or the days between which it lies where month and day can be swapped."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from nlp.facts import When
from nlp.lexicon import read_words
from nlp.text import fold

_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[t ]\d{1,2}:\d\d.*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d\d.*)?")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -]?([a-z]+)|([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?)[.,]?[ -]+(\d{4})"
)


def days_of(cell: str, language: str) -> When | None:
    """The days that a cell may mean: one day, or both ends where it can be read in two ways; None where it is no date.

    A year of two digits is no date: it may be of two centuries.
    """
    found = _possible(fold(cell).strip(), language)
    return When(start=min(found), end=max(found)) if found else None


def _possible(text: str, language: str) -> set[date]:
    if match := _YEAR_FIRST.fullmatch(text):
        return _existing([(match[1], match[3], match[4])])
    if match := _YEAR_LAST.fullmatch(text):
        one, other, year = match[1], match[3], match[4]
        european = match[2] == "."  # dots are written where the day comes first
        return _existing([(year, other, one)] if european else [(year, one, other), (year, other, one)])
    if (match := _NAMED.fullmatch(text)) and (month := _months(language).get(match[2] or match[3])):
        return _existing([(match[5], month, match[1] or match[4])])
    return set()


def _existing(written: list[tuple[str, str, str]]) -> set[date]:
    found = set()
    for year, month, day in written:
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


@cache
def _months(language: str) -> dict[str, str]:
    return dict(read_words(language, "dates")["months"])
