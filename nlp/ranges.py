"""Numbers that are no result: reference ranges, intervals, denied values, titres, labels and times of day."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlp.lexicon import read_words
from nlp.numbers import DIGITS, grammar, words_pattern
from nlp.spans import Number

_SIGNS = frozenset("<>≤≥=")
_CLOCK = re.compile(r"\d:\d+$|@ ?(?:[01]\d|2[0-3])[0-5]\d$")  # "7:40", "@ 1340"
_FOOTNOTE = re.compile(r"0\d")  # "ALT 01 | 24": the sign of the laboratory
_ROW_MARKS = ("/", "|")
_DATE_MARKS = (".", "/")


@dataclass(slots=True)
class ReferenceRange:
    """The limits of normal at characters `start` to `end`; either may be None."""

    start: int
    end: int
    low: float | None
    high: float | None


class _Grammar(NamedTuple):
    pair: re.Pattern[str]
    bound: re.Pattern[str]
    upper: re.Pattern[str]
    opened: re.Pattern[str]
    denied: re.Pattern[str]
    label: re.Pattern[str]
    clock: re.Pattern[str]
    ordinal: re.Pattern[str]
    from_to: re.Pattern[str]
    between: re.Pattern[str]
    both: re.Pattern[str]
    alternatives: re.Pattern[str]
    no_result: re.Pattern[str]


@cache
def _grammar(language: str) -> _Grammar:
    words = read_words(language, "ranges")
    names = words_pattern(words["range_words"])
    return _Grammar(
        re.compile(rf"\s*(?:-|~|({words_pattern(words['to'])}))\s*"),
        re.compile(rf"(?:[(\[]|\b(?:{names})\b\s*(?:is|:|=)?)\s*(?:{names})?\s*:?\s*(<=|>=|<|>|≤|≥)\s*({DIGITS})"),
        re.compile(
            rf"\b(?:{words_pattern(words['upper_limit'])})\s*"
            rf"(?:{words_pattern(words['upper_limit_is'])}|:|=)*\s*({DIGITS})"
        ),
        re.compile(rf"(?:\b(?:{names})\b|[(\[|])[^\d\n]{{0,22}}$"),
        re.compile(rf"\b(?:{words_pattern(words['denied'])})\s+(?:(?:{words_pattern(words['articles'])})\s+)?$"),
        re.compile(rf"(?:\b(?:{words_pattern(words['labels'])})\s*(?:{words_pattern(words['number_signs'])})?\s*|#)$"),
        re.compile(rf"^\s*(?::\d\d|(?:{words_pattern(words['clock'])})\b)"),
        re.compile(rf"(?:{words_pattern(words['ordinals'])})\b"),
        re.compile(rf"\b(?:{words_pattern(words['from'])})\s+\S*\s*$"),
        re.compile(rf"\b(?:{words_pattern(words['between'])})\s*$"),
        re.compile(rf"\s*(?:{words_pattern(words['both'])})\s*"),
        re.compile(rf"\s*(?:{words_pattern(words['alternatives'])})\s*"),
        re.compile(rf"\b(?:{words_pattern(words['no_result'])})\b[^\n\d;(\[|]{{0,20}}[(\[|][^\n)\]]*[)\]]?"),
    )


def find_ranges(folded: str, numbers: Sequence[Number], language: str) -> list[ReferenceRange]:
    """The reference ranges of a folded text; numbers that are no result are marked as taken."""
    words = _grammar(language)
    ranges: list[ReferenceRange] = []
    _take_without_result(folded, numbers, words)
    by_start = {number.start: number for number in numbers}
    for first, second in itertools.pairwise(numbers):
        start, end = first.start, second.end
        between = words.both.fullmatch(folded, first.unit_end, second.start) and words.between.search(folded, 0, start)
        if between or words.alternatives.fullmatch(folded, first.unit_end, second.start):
            first.taken = second.taken = "range"  # "between 800 and 1200", "8 or 9": no result
        joint = words.pair.fullmatch(folded, first.end, second.start)
        if joint is None or first.taken or second.taken or first.spelled or folded[start - 1 : start] in _DATE_MARKS:
            continue
        word = joint.group(1) is not None
        opened = words.opened.search(folded, max(0, start - 40), start) is not None
        closes = folded[end : end + 1] in ")]"
        if folded[end : end + 1] == "/" or (word and words.from_to.search(folded, max(0, start - 30), start)):
            continue
        if opened or closes or not word or first.value < second.value:
            if first.value >= second.value and not opened:
                continue
            first.taken = second.taken = "range"
            if not word or opened:
                ranges.append(ReferenceRange(start, end, first.value, second.value))
    for match in words.bound.finditer(folded):
        number = by_start.get(match.start(2))
        if number is not None and not number.taken and _follows_number(folded, match.start(), numbers):
            number.taken = "range"
            upper = "<" in match.group(1) or "≤" in match.group(1)
            ranges.append(
                ReferenceRange(
                    match.start(), match.end(), None if upper else number.value, number.value if upper else None
                )
            )
    ranges += _bounds_behind_results(folded, numbers, language)
    for match in words.upper.finditer(folded):
        number = by_start.get(match.start(1))
        if number is not None and not number.taken:
            number.taken = "range"
            ranges.append(ReferenceRange(match.start(), match.end(), None, number.value))
    _take_more_limits(folded, numbers)
    _take_others(folded, numbers, words)
    return sorted(ranges, key=lambda one: one.start)


def _take_without_result(folded: str, numbers: Sequence[Number], words: _Grammar) -> None:
    """The limits of normal behind a test that has no result: "ALT: pending (<40 U/L)"."""
    for match in words.no_result.finditer(folded):
        for number in numbers:
            if match.start() <= number.start < match.end():
                number.taken = number.taken or "range"


def _take_more_limits(folded: str, numbers: Sequence[Number]) -> None:
    """The further limits of a row: "ALT 190, AST 170, GGT 240, ULN 40 / 40 / 60"."""
    for limit, number in itertools.pairwise(numbers):
        if limit.taken == "range" and not number.taken and folded[limit.end : number.start].strip() in _ROW_MARKS:
            number.taken = "range"


def _bounds_behind_results(folded: str, numbers: Sequence[Number], language: str) -> list[ReferenceRange]:
    """The one-sided limits of normal that stand behind a result in its line: "24 mL/min >60", "45,K/uL,>150"."""
    found = []
    separator = _separators(language)
    for result, limit in itertools.pairwise(numbers):
        signed = limit.op is not None and folded[limit.op_start] in _SIGNS
        if not signed or result.op or result.taken or limit.taken or result.unit == "foreign":
            continue
        gap = folded[result.end : limit.op_start]
        if separator.fullmatch(gap):
            limit.taken = "range"
            upper = limit.op in ("<", "<=")
            span = (limit.op_start, limit.unit_end)
            found.append(ReferenceRange(*span, None if upper else limit.value, limit.value if upper else None))
    return found


@cache
def _separators(language: str) -> re.Pattern[str]:
    """What may stand between a result and its limit: marks, units, flags and words such as "normal range"."""
    words = [*read_words(language, "values")["flags"], *read_words(language, "ranges")["range_words"]]
    return re.compile(rf"(?:[ \t|,;:*()\[\]↑↓-]|(?:{words_pattern(words)})\b|{grammar(language).unit.pattern})+")


def _follows_number(folded: str, position: int, numbers: Sequence[Number]) -> bool:
    """A bound in brackets is a limit of normal only where a result stands before it in the line."""
    line = folded.rfind("\n", 0, position) + 1
    return any(line <= number.start < position and not number.taken for number in numbers)


def _take_others(folded: str, numbers: Sequence[Number], words: _Grammar) -> None:
    for number in numbers:
        if number.taken:
            continue
        before = folded[max(0, number.start - 20) : number.start]
        after = folded[number.end : number.end + 12]
        if words.denied.search(before):
            number.taken = "denied"
        elif number.unit not in (None, "foreign"):
            continue  # a unit of the laboratory speaks for itself
        elif words.label.search(before) or _FOOTNOTE.fullmatch(folded, number.start, number.end):
            number.taken = "label"
        elif not number.unit and (
            words.clock.match(after) or _CLOCK.search(folded[max(0, number.start - 3) : number.end])
        ):
            number.taken = "clock"
        elif re.search(r"\$\s*$", before) or words.ordinal.match(after):
            number.taken = "ordinal"
        elif re.match(r"\s*-\s*\d{3}-\d{4}|-\d{4}\b", after) or re.search(r"\d{3}-$", before):
            number.taken = "telephone"
        elif re.search(r"(?:^|\n)\s*$", before) and re.match(r"[.)]\s+[a-z]", after) and number.value < 30:
            number.taken = "label"
        elif (number.value == 1 and re.match(r"\s*:\s*\d", after)) or re.search(r"(?<![\d-])1\s*:\s*$", before):
            number.taken = "titre"
