"""The words round laboratory values in a language, compiled."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.lexicon import read_words
from nlp.numbers import words_pattern

_ROUND = ("after", "flags", "joint", "own_row", "old", "current", "later", "reached", "shared")


class LabWords(NamedTuple):
    """Patterns of what may stand before, between and after tests and their numbers."""

    after: re.Pattern[str]
    flags: re.Pattern[str]
    multiple: re.Pattern[str]
    joint: re.Pattern[str]
    own_row: re.Pattern[str]
    column: re.Pattern[str]
    gap_stop: re.Pattern[str]
    pair: re.Pattern[str]
    old: re.Pattern[str]
    current: re.Pattern[str]
    told_again: re.Pattern[str]
    frames: re.Pattern[str]
    upper_phrase: re.Pattern[str]
    later: re.Pattern[str]
    reached: re.Pattern[str]
    shared_unit: re.Pattern[str]
    between_value_and_test: re.Pattern[str]
    newest_first: re.Pattern[str]
    low_column: re.Pattern[str]
    high_column: re.Pattern[str]
    range_line: re.Pattern[str]
    round_values: frozenset[str]


@cache
def lab_words(language: str) -> LabWords:
    """The compiled words of a language."""
    words = read_words(language, "values")
    ranges = read_words(language, "ranges")
    flags = words_pattern(words["flags"])
    months = frozenset(read_words(language, "dates")["months"])
    return LabWords(
        re.compile(rf"\s*(?:$|[\n.,;:!?)(\]|/*+~=-]|[^\w\s]|(?:{words_pattern(words['after'])})\b)"),
        re.compile(rf"\s*(?:\(?\b(?:{flags})\b\)?|[*!^]|\|)*\s*"),
        re.compile(
            rf"\b({words_pattern(list(words['multiples']))})\s+(?:(?:{words_pattern(words['limit_openers'])})\s+)?"
            rf"(?:{words_pattern(words['upper'])})"
        ),
        re.compile(rf"^[\s,/&+|-]*(?:(?:{words_pattern(words['joint'])})[\s,/&+|-]*)*$"),
        re.compile(rf"^\W*(?:{words_pattern(words['own_row'])})?\W*$"),
        re.compile(rf"\b(?:{words_pattern([*words['own_row'], *words['current']])})\b"),
        re.compile(rf"[!?]|;(?=\s)|\.(?=\s|$)|\b(?:{words_pattern(words['gap_stop'])})\b"),
        re.compile(rf"^\s*(?:{words_pattern(words['pair'])})\s*$"),
        re.compile(rf"\b(?:{words_pattern(words['old'])})\b"),
        re.compile(rf"\b(?:{words_pattern(words['current'])})\b"),
        re.compile(rf"\b(?:{words_pattern(words['told_again'])})\b"),
        re.compile(rf"\b(?:(?P<old>{words_pattern(words['frame_old'])})|{words_pattern(words['frame_current'])})\b"),
        re.compile(rf"\b(?:{words_pattern(words['upper'])})"),
        re.compile(rf"\b(?:{words_pattern(words['later'])})\b"),
        re.compile(rf"\b(?:{words_pattern(words['reached'])})\s*\Z"),
        re.compile(rf"[^.\n]{{0,60}}?\b(?:{words_pattern(words['shared'])})"),
        re.compile(rf"[ -]{{0,4}}(?:(?:{words_pattern(words['between_value_and_test'])})[ :-]{{1,4}})*"),
        re.compile(rf"\b(?:{words_pattern(words['newest_first'])})\b"),
        re.compile(words_pattern(ranges["low_columns"])),
        re.compile(words_pattern(ranges["high_columns"])),
        re.compile(rf"\s*(?:{words_pattern(ranges['range_words'])})\b[\s:=]*"),
        frozenset(word for name in _ROUND for phrase in words[name] for word in phrase.split()) | months,
    )
