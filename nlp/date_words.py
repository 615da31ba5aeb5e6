"""The words and patterns of dates of a language, compiled."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from nlp.lexicon import read_words
from nlp.numbers import words_pattern

# What a text must hold for a pattern to be worth trying.
TRIGGERS = {
    "iso": "digits", "slashed": "digits", "month_year_no": "digits", "slashed_day": "digits",
    "month_day": "month", "day_month": "month", "month_year": "month", "month": "month",
    "ago": "unit", "for": "unit", "ongoing": "unit", "few": "unit", "relative": "unit",
    "season": "season", "season_only": "season", "weekday": "weekday",
    "today": "day", "yesterday": "day", "tomorrow": "day", "year": "year",
}  # fmt: skip


class DateWords(NamedTuple):
    """`triggers` are cheap searches, `patterns` are tried in their order, `since` stands before an open date,
    `words` is the data file itself."""

    triggers: dict[str, re.Pattern[str]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    since: re.Pattern[str]
    words: dict[str, Any]


@cache
def date_words(language: str) -> DateWords:
    """The compiled dates of a language."""
    words = read_words(language, "dates")
    named = {key: words_pattern(list(value)) for key, value in words.items() if key not in ("parts", "patterns")}
    numbers = (word for word, value in read_words(language, "numbers")["values"].items() if float(value) < 100)
    named["number_words"] = words_pattern(list(numbers))
    parts = {key: _fill(part, named) for key, part in words["parts"].items()}
    patterns = ((name, re.compile(_fill(pattern, named | parts))) for name, pattern in words["patterns"].items())
    units = named["units"]
    triggers = {
        "digits": r"\d[/-]\d",
        "month": rf"\b(?:{named['months']})\b",
        "unit": rf"\b(?:{units}|{named['seasons']})\b|\d(?:{units})\b",
        "season": rf"\b(?:{named['seasons']})\b",
        "weekday": rf"\b(?:{named['weekdays']})\b",
        "day": rf"\b(?:{named['today']}|{named['yesterday']}|{named['tomorrow']})\b",
        "year": r"(?:19|20)\d\d",
    }
    compiled = {key: re.compile(trigger) for key, trigger in triggers.items()}
    return DateWords(compiled, tuple(patterns), re.compile(rf"{parts['since']}\Z"), words)


def _fill(pattern: str, pieces: dict[str, str]) -> str:
    """The pattern with each <name> replaced by its piece; (?P<name>…) stays."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda match: pieces[match.group(1)], pattern)
