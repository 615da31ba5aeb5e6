"""Ages, ages of onset and birth dates in the forms people use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from nlp.lexicon import cue_phrases, read_words
from nlp.numbers import spelled_value, words_pattern
from nlp.spans import DateSpan, Number

_KINDS = (
    "siblings",
    "onset_years_months",
    "onset_months",
    "onset",
    "corrected",
    "event",
    "event_months",
    "next_birthday",
    "years_months",
    "months",
    "weeks",
    "days",
    "years",
    "years_sex",
    "years_named",
    "years_weak",
    "corrected",
)
_WITH_UNIT = frozenset({"years", "years_months", "months", "weeks", "days"})
_WHOLE = frozenset({"years", "years_weak", "onset", "event"})
_HEAD, _LONG_HEAD = 45, 75  # characters before the number that a pattern may need
_BESIDE = 4  # characters from an age to the disease right behind it
_OLDEST = 115
_CORRECTION_REACH = 60  # characters between an age and the one that stands in its place
CONDITION, TEST, PERSON = "§", "¤", "@"  # what conditions, laboratory tests and persons are overwritten with


@dataclass(slots=True)
class AgeSpan:
    """An age: `kind` is `age`, `onset`, `event` (so old when something else happened) or `birth`.

    `years` may have decimals; for `birth` it is None and `born` holds the first and last possible day.
    """

    kind: str
    start: int
    end: int
    years: float | None = None
    born: tuple[date, date] | None = None
    weak: bool = False  # a bare number that may be something else ("now 48")
    sibling: bool = False  # the age of one of two children ("two boys, 9 and 14")


class _Grammar(NamedTuple):
    result: re.Pattern[str]
    end: re.Pattern[str]
    patterns: tuple[tuple[str, re.Pattern[str], re.Pattern[str], bool], ...]  # kind, before, after, a statement's end
    birth: re.Pattern[str]
    childhood: re.Pattern[str]
    little: re.Pattern[str]
    label: re.Pattern[str]
    not_after: re.Pattern[str]
    years_old: re.Pattern[str]


@cache
def _grammar(language: str) -> _Grammar:
    words = read_words(language, "ages")
    cues = cue_phrases(language)
    months = words_pattern(list(read_words(language, "dates")["months"]))
    third = [word for part in ("female", "male", "any") for word in cues[f"third_person.{part}"] if len(word) < 5]
    third = [word for word in third if word not in words["not_subjects"]]
    replacements = {
        "{m}": rf"(?P<m>\d{{1,2}}|{words_pattern(list(read_words(language, 'numbers')['values']))})",
        "{next_end}": "(?=" + "|".join(words["next_end"]).replace("{month}", f"(?:{months})") + ")",
        "{month}": f"(?:{months})",
        "{subject}": rf"\b(?:{words_pattern(third)})",
        "{noun}": f"{PERSON}+",
        "{condition}": CONDITION,
        "{hint}": f"[a-z{CONDITION}(]",
    }  # fmt: skip
    patterns = []
    for kind in _KINDS:
        for template in words[kind]:
            pattern = template.replace("\\s+{n}", "\\s*{n}")  # "she is13"
            for key, value in replacements.items():
                pattern = pattern.replace(key, value)
            before, after = pattern.split("{n}")
            ends = after.endswith("{end}")
            compiled = re.compile(after.removesuffix("{end}"))
            patterns.append((kind, re.compile(rf"(?:{before})\Z"), compiled, ends))
    return _Grammar(
        re.compile(rf"{TEST}\W{{0,3}}(?:(?:{words_pattern(words['result_words'])})\W{{0,2}}){{0,3}}\Z"),
        re.compile("|".join(words["end"])),
        tuple(patterns),
        re.compile("|".join(words["birth"])),
        re.compile("|".join(words["school_child"])),
        re.compile("|".join(words["little"])),
        re.compile(rf"\b(?:{words_pattern(read_words(language, 'ranges')['labels'])})\s*#?\s*$"),
        re.compile(rf"\s*-?(?:{words_pattern(words['not_after'])})(?![a-z])"),
        re.compile(rf"\s*-?(?:{words_pattern(words['time_units'])})"),
    )


def find_ages(
    folded: str, marked: str, dates: Sequence[DateSpan], numbers: Sequence[Number], language: str, today: date
) -> list[AgeSpan]:
    """All ages of a folded text.

    `marked` is the same text with conditions, laboratory tests and persons overwritten by CONDITION, TEST and PERSON;
    `dates` are those already found (a number that is part of a date is no age, a date after "born" is a birth date).
    """
    grammar = _grammar(language)
    found = _births(folded, dates, grammar, today)
    if not any(0 < number.value <= _OLDEST for number in numbers):
        return found
    taken = [(span.start, span.end) for span in found]
    taken += [(day.start, day.end) for day in dates if _is_numeric(folded, day)]
    candidates = [
        number
        for number in numbers
        if number.unit in (None, "foreign")
        and number.value <= _OLDEST
        and number.op is None
        and not (number.spelled and number.value == 1 and not grammar.years_old.match(marked, number.end))
        and not _overlaps((number.start, number.end), taken)
        and not grammar.result.search(marked, max(0, number.start - 16), number.start)
    ]
    for kind, before, after, ends in grammar.patterns:
        known = len(taken)
        for number in candidates:
            tail = after.match(marked, number.end)
            if tail is None or (ends and not grammar.end.match(marked, tail.end())):
                continue
            reach = _LONG_HEAD if kind == "onset" else _HEAD
            head = before.search(marked, max(0, number.start - reach), number.start)
            if head is None:
                continue
            months = tail.group("m") if "m" in after.groupindex else None
            if kind == "corrected":
                found += _corrected(number, found, marked)
                continue
            years = _years(kind, number, _months(months, language))
            if years is None or not _believable(kind, years, number, head.group(), marked, grammar):
                continue
            found.append(_span(kind, years, number, head, tail))
            if kind == "siblings" and months is not None:
                found.append(AgeSpan("age", tail.start("m"), tail.end("m"), _months(months, language), sibling=True))
            taken.append((number.start, tail.end() if months else number.end))
        if len(taken) > known:
            candidates = [one for one in candidates if not _overlaps((one.start, one.end), taken)]
        if not candidates:
            break
    found.sort(key=lambda span: span.start)
    return found


def _corrected(number: Number, found: Sequence[AgeSpan], marked: str) -> list[AgeSpan]:
    """The age that a number is instead of the one right before it: "she's 12, sorry 13"."""
    before = [age for age in found if 0 <= number.start - age.end < _CORRECTION_REACH and age.kind in ("age", "onset")]
    last = max(before, key=lambda age: age.end, default=None)
    if last is None or TEST in marked[last.end : number.start]:
        return []
    return [AgeSpan(last.kind, number.start, number.end, number.value)]


def _span(kind: str, years: float, number: Number, head: re.Match[str], tail: re.Match[str]) -> AgeSpan:
    """The age with the words that say it, without the disease before it and the marks round it."""
    if kind.startswith(("onset", "event")):
        return AgeSpan(kind.partition("_")[0], number.start, number.end, years)
    said = head.group().rpartition(CONDITION)[2].lstrip(" \n.,;!?(")
    end = tail.start() + len(tail.group().rstrip(" \n.,;:-"))
    if kind == "siblings":
        return AgeSpan("age", number.start, number.end, years, sibling=True)
    return AgeSpan("age", head.end() - len(said), max(end, number.end), years, weak=kind == "years_weak")


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _believable(kind: str, years: float, number: Number, head: str, marked: str, grammar: _Grammar) -> bool:
    """Whether a number in the right words can be an age: no label before it, no unit after it, no odd decimals."""
    start, end = number.start, number.end
    if not 0 <= years <= _OLDEST or _labelled(marked, start, grammar):
        return False
    if kind not in _WITH_UNIT and grammar.not_after.match(marked, end):
        return False
    if kind == "years_sex" and (number.spelled or years < 10 or years != int(years)):
        return False
    if kind == "next_birthday" and not head.strip(" .!?\n") and TEST in marked[:start]:
        return False  # "64 on nov 19" after a test is its value
    is_of_disease = marked[end : end + _BESIDE].lstrip(" ,;.:-").startswith(CONDITION)  # "hgb 12. 14, lupus"
    if kind == "years_weak" and TEST in marked[:start] and not (is_of_disease or any(map(str.isalpha, head[2:]))):
        return False  # "his AST was ten times the limit. TEN"
    told = marked[_sentence_start(marked, start) : start].rpartition(CONDITION)[2]
    if kind == "years_weak" and (years < 3 or TEST in told):
        return False
    return not (years % 0.25 and kind in _WHOLE and marked[end : end + 2].strip()[:1] != "y")


def _labelled(marked: str, start: int, grammar: _Grammar) -> bool:
    """Whether a word such as "size" or "room" stands before the number."""
    return grammar.label.search(marked, max(0, start - 14), start) is not None


def _sentence_start(marked: str, position: int) -> int:
    return max(marked.rfind(mark, 0, position) for mark in (". ", "! ", "? ", "\n")) + 1


def _is_numeric(folded: str, day: DateSpan) -> bool:
    return any(character.isdigit() for character in folded[day.start : day.end])


def _years(kind: str, number: Number, months: float | None) -> float | None:
    """The age in years that a number of this kind gives, None for none."""
    value = number.value
    if kind == "next_birthday":
        return value - 1 if value >= 1 else None
    if months is not None and kind != "siblings":
        return round(value + months / 12, 2)
    return {
        "months": value / 12,
        "event_months": round(value / 12, 2),
        "onset_months": round(value / 12, 2),
        "weeks": value / 52.18,
        "days": value / 365.25,
    }.get(kind, value)


def _months(said: str | None, language: str) -> float | None:
    return None if said is None else float(said) if said.isdigit() else spelled_value(said, language)


@cache
def _ranks(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_words(language, "ages")
    older, younger = (re.compile(rf"\b(?:{words_pattern(words[name])})\b") for name in ("older", "younger"))
    return older, younger


def sibling_meant(siblings: Sequence[AgeSpan], folded: str, language: str) -> AgeSpan | None:
    """Of two children the one that words such as "the older one" mean; None where they tell of none or of both."""
    older, younger = (pattern.search(folded) is not None for pattern in _ranks(language))
    if older == younger:
        return None
    return (max if older else min)(siblings, key=lambda age: age.years or 0)


def _births(folded: str, dates: Sequence[DateSpan], grammar: _Grammar, today: date) -> list[AgeSpan]:
    found = []
    for match in grammar.birth.finditer(folded):
        day = next(
            (span for span in dates if match.start() <= span.start and span.start - match.end() in range(-12, 6)), None
        )
        if day is not None and day.last <= today and day.first.year > today.year - _OLDEST and _has_year(folded, day):
            found.append(AgeSpan("birth", match.start(), day.end, born=(day.first, min(day.last, today))))
    return found


def _has_year(folded: str, day: DateSpan) -> bool:
    return bool(re.search(r"\d{4}|/\d\d$|-\d\d$|'\d\d", folded[day.start : day.end]))


def says_childhood(folded: str, language: str) -> list[tuple[int, int]]:
    """Where the text says that something happened in childhood without giving an age ("since 4th grade")."""
    return [match.span() for match in _grammar(language).childhood.finditer(folded)]


def says_little(folded: str, language: str) -> list[tuple[int, int]]:
    """Where the text says "when she was little" and the like: an age below 7."""
    return [match.span() for match in _grammar(language).little.finditer(folded)]
