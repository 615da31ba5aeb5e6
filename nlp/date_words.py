"""The words and patterns of dates of a language, compiled."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from nlp.lexicon import read_words
from nlp.numbers import words_pattern

# Of which lists of words a text must hold one each for a pattern to be worth trying; "#…" are kinds of numbers.
_NEEDS = {
    "iso": "#dashed", "dotted": "#dotted", "iso_month": "#dashed", "slashed": "#dashed", "month_year_no": "#dashed",
    "row_day": "#dashed", "slashed_day": "#dashed", "month_day": "months", "day_month": "months",
    "month_year": "months", "month": "months", "ago": "units ago", "for": "units for", "ongoing": "units ongoing",
    "few": "units last", "few_last": "units last", "vague": "ago", "relative": "which span", "season": "seasons #year",
    "season_only": "seasons season_openers", "holiday": "holidays", "weekday": "weekdays", "day_alone": "#ordinal",
    "short_year": "#short", "before_yesterday": "before_yesterday", "after_tomorrow": "after_tomorrow",
    "today": "today", "yesterday": "yesterday", "tomorrow": "tomorrow", "year": "#year",
}  # fmt: skip
_NUMBERS = {
    "#dashed": re.compile(r"\d[/-]\d"), "#dotted": re.compile(r"\d\.\d\d?\.\d"), "#ordinal": re.compile(r"\d[^\W\d_]"),
    "#short": re.compile(r"'\d"), "#year": re.compile(r"(?:19|20)\d\d"),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


class DateWords(NamedTuple):
    """`patterns` are tried in their order, `since` stands before an open date,
    `fractions` before numbers that look like a day, `words` is the data file itself.

    `needs` holds for each pattern the sets of words of which a text must hold one each: of every phrase its longest.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    needs: dict[str, tuple[frozenset[str], ...]]
    since: re.Pattern[str]
    fractions: re.Pattern[str]
    words: dict[str, Any]

    def worth_trying(self, folded: str) -> list[tuple[str, re.Pattern[str]]]:
        """The patterns that may be found in a folded text."""
        present = set(_WORD.findall(folded))
        present.update(name for name, number in _NUMBERS.items() if number.search(folded))
        return [
            (name, pattern)
            for name, pattern in self.patterns
            if not any(needed.isdisjoint(present) for needed in self.needs[name])
        ]


@cache
def date_words(language: str) -> DateWords:
    """The compiled dates of a language."""
    words = read_words(language, "dates")
    lists = {key: list(value) for key, value in words.items() if key not in ("parts", "patterns")}
    named = {key: words_pattern(value) for key, value in lists.items()}
    small = (word for word, value in read_words(language, "numbers")["values"].items() if float(value) < 100)
    named["number_words"] = words_pattern(list(small))
    parts = {key: _fill(part, named) for key, part in words["parts"].items()}
    patterns = ((name, re.compile(_fill(pattern, named | parts))) for name, pattern in words["patterns"].items())
    lists["which"] = lists["last"] + lists["this"] + lists["next"]
    lists["span"] = lists["calendar_units"] + lists["seasons"]
    single = {key: frozenset(max(_WORD.findall(phrase), key=len) for phrase in value) for key, value in lists.items()}
    single |= {number: frozenset({number}) for number in _NUMBERS}
    needs = {name: tuple(single[key] for key in keys.split()) for name, keys in _NEEDS.items()}
    since, fractions = re.compile(rf"{parts['since']}\Z"), re.compile(rf"(?:{named['fractions']})\W*\Z")
    return DateWords(tuple(patterns), needs, since, fractions, words)


@cache
def _opener(language: str, openers: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_pattern(read_words(language, 'dates')[openers])})\s*\Z")


def opens(folded: str, position: int, openers: str, language: str) -> bool:
    """Whether one of a list of words ("in", "last") stands right before a place."""
    return _opener(language, openers).search(folded, max(0, position - 16), position) is not None


def _fill(pattern: str, pieces: dict[str, str]) -> str:
    """The pattern with each <name> replaced by its piece; (?P<name>…) stays."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda match: pieces[match.group(1)], pattern)
