"""Values that stand behind the name of their test: "platelets were 38k last week"."""

from __future__ import annotations

import re

from nlp.lab_report import Report, Value, make_value
from nlp.lab_units import stands_alone, unit_after, unit_beside
from nlp.lab_words import LabWords
from nlp.lexicon import lexicon, word_sets
from nlp.numbers import unit_at
from nlp.spans import Mention, Number

_ITEM = re.compile(r"[,;(|]\s*((?:[a-z][a-z.]*[\s:=]+){1,2})\Z")  # a name of one or two words after a mark
_NEXT_TEST = re.compile(r"\s+([a-z]+)[\s:=]+")
_LEADERS = re.compile(r"\.{2,}|_{2,}|-{2,}")  # the dots between a test and its value in a printed column
_REACH = 70  # characters that may lie between a test and its number


def values_behind(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """Numbers that follow the name of a test, up to the next test or the end of the statement."""
    values: list[Value] = []
    for index, lab in enumerate(report.labs):
        limit = report.labs[index + 1].start if index + 1 < len(report.labs) else len(report.folded)
        concept = report.concepts[lab.concept]
        found = 0
        last = lab.end
        for number in free:
            if number.taken or number.start < lab.end:
                continue
            if (
                number.start >= limit
                or number.start - last > _REACH
                or _stopped(report, words, lab, last, number, found)
                or (found and _names_another(report, words, last, number))
                or (found and any(last <= one.start < number.start for one in report.diseases))
            ):
                break
            if number.op is not None and number.op_start < lab.end - 1:
                number.op = None
            unit = number.unit
            if unit is None:
                unit = unit_after(report, words, number, concept) or (
                    unit_beside(report, lab.end, number.start, concept) if not found else None
                )
            if number.unit in ("foreign", "%") or (unit is None and not stands_alone(report, words, number)):
                if number.unit in ("foreign", "%") and not found and concept.kind != "measurement":
                    number.taken = "other test"
                last = number.unit_end
                continue
            if not _acceptable(lab, number, unit, report):
                continue
            value = make_value(number, lab, report, unit)
            last = number.unit_end
            if value is not None:
                values.append(value)
            found += 1
    return values


def _stopped(report: Report, words: LabWords, lab: Mention, last: int, number: Number, found: int) -> bool:
    """Whether the statement about the test has ended before the number."""
    gap = report.folded[last : number.op_start if number.op and number.op_start > last else number.start]
    if "\n" in gap:
        for one in report.ranges:
            if last <= one.start < number.start:
                gap = gap.replace(report.folded[one.start : one.end], "")
        lines = [line for line in gap.split("\n") if not _is_of_range(report, words, line)]
        return found > 0 or len(lines) > 3 or not all(words.own_row.match(line) for line in lines)
    covered = [day for day in report.dates if last <= day.start < number.start]
    gap = _LEADERS.sub(" ", gap)
    for day in covered:
        gap = gap.replace(report.folded[day.start : day.end], " ")
    return words.gap_stop.search(gap) is not None


def _is_of_range(report: Report, words: LabWords, line: str) -> bool:
    """Whether a line holds nothing but the limits of normal: "Standard range: 6 - 29 U/L"."""
    match = words.range_line.match(line)
    rest = line[match.end() :] if match else "?"
    found = unit_at(rest, 0, report.language)
    return not (rest[found[1] :] if found else rest).strip()


def _names_another(report: Report, words: LabWords, last: int, number: Number) -> bool:
    """Whether an unknown word names what the next number is: "Cr 0.58 Glu 91", "eGFR 29, ACR 210"."""
    gap = report.folded[last : number.op_start if number.op and number.op_start > last else number.start]
    if gap == "/":
        return True  # the hematocrit of "H/H 10.9/33.2"
    next_test = _NEXT_TEST.fullmatch(gap)
    if next_test and next_test.group(1) not in lexicon(report.language).known_words:
        return True
    item = _ITEM.search(gap)
    return item is not None and any(word not in words.round_values for word in re.findall(r"[a-z]+", item.group(1)))


def _acceptable(lab: Mention, number: Number, unit: str | None, report: Report) -> bool:
    """A weak name ("PT", "alt") needs a fitting unit, its number right behind it, or another test beside it."""
    if not lab.weak or unit is not None:
        return True
    gap = report.folded[lab.end : number.op_start if number.op else number.start].strip(" :;,|=-.(<>~")
    near = any(other is not lab and abs(other.start - lab.start) < 90 for other in report.labs)
    beside_range = any(0 <= one.start - number.unit_end < 16 for one in report.ranges)
    if lab.concept == "pt":
        return (
            (near and _clotting_near(lab, report))
            or beside_range
            or (number.value != int(number.value) and number.value >= 8)
        )
    rows = "\n" in report.folded[lab.end : number.start]  # a row of its own below the name, as portals print it
    return near or beside_range or rows or (not gap or gap in word_sets(report.language, "values")["is_words"])


def _clotting_near(lab: Mention, report: Report) -> bool:
    return any(other.concept in ("inr", "ptt") and abs(other.start - lab.start) < 90 for other in report.labs)
