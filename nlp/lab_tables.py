"""Laboratory values in tables, and several tests with as many numbers."""

from __future__ import annotations

import itertools

from nlp.lab_report import Report, Value, make_value
from nlp.lab_units import unit_beside
from nlp.lab_words import LabWords
from nlp.spans import DateSpan, Mention, Number

_REACH = 70  # characters that may lie between a test and its number


def columns(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """A table whose header line holds two dates or more: one column a date."""
    values: list[Value] = []
    header: list[DateSpan] = []
    header_line = -2
    offset = 0
    for index, line in enumerate(report.folded.split("\n")):
        begin, end = offset, offset + len(line)
        offset = end + 1
        dates = [day for day in report.dates if begin <= day.start < end]
        labs = [lab for lab in report.labs if begin <= lab.start < end]
        numbers = [number for number in free if begin <= number.start < end and not number.taken]
        if len(dates) >= 2 and not numbers:
            header, header_line = dates, index
        elif (
            header
            and len(labs) == 1
            and labs[0].end <= min((n.start for n in numbers), default=-1)
            and index - header_line <= 40
        ):
            unit = unit_beside(
                report, labs[0].end, min((n.start for n in numbers), default=end), report.concepts[labs[0].concept]
            )
            if len(numbers) != len(header):
                continue
            for number, day in zip(numbers, header, strict=True):
                value = make_value(number, labs[0], report, unit)
                if value is not None:
                    value.days = (day.first, day.last)
                    values.append(value)
    return values + _header_columns(report, free) + _former_columns(report, words, free)


def _header_columns(report: Report, free: list[Number]) -> list[Value]:
    """A table whose header line names the tests: one row of numbers below (CSV, pipes, spaces)."""
    values: list[Value] = []
    header: list[Mention] = []
    offset = 0
    for line in report.folded.split("\n"):
        begin, end = offset, offset + len(line)
        offset = end + 1
        labs = [lab for lab in report.labs if begin <= lab.start < end]
        numbers = [number for number in free if begin <= number.start < end and not number.taken]
        if len(labs) >= 2 and not numbers:
            header = labs
        elif header and not labs and len(numbers) == len(header):
            days = next(((day.first, day.last) for day in report.dates if begin <= day.start < end), None)
            for number, lab in zip(numbers, header, strict=True):
                unit = unit_beside(report, lab.end, lab.end + 14, report.concepts[lab.concept])
                value = make_value(number, lab, report, None if number.unit else unit)
                if value is not None:
                    value.days = days
                    values.append(value)
        elif header and labs:
            header = []
    return values


def _former_columns(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """A table whose header line names a present and a former result: of two numbers the present one counts."""
    values: list[Value] = []
    present: int | None = None
    offset = 0
    for line in report.folded.split("\n"):
        begin, end = offset, offset + len(line)
        offset = end + 1
        labs = [lab for lab in report.labs if begin <= lab.start < end]
        numbers = [number for number in free if begin <= number.start < end and not number.taken]
        if not labs and not numbers:
            now, former = words.column.search(line), words.old.search(line)
            present = int(former.start() < now.start()) if now and former else None
        elif present is not None and len(labs) == 1 and len(numbers) == 2:
            unit = unit_beside(report, labs[0].end, end, report.concepts[labs[0].concept])
            numbers[1 - present].taken = "former"
            value = make_value(numbers[present], labs[0], report, numbers[present].unit or unit)
            values += [value] if value is not None else []
    return values


def pairs(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """ "ALT/AST 45/50", "alt and ast were 34 and 45": as many numbers as tests, in their order."""
    values: list[Value] = []
    labs = list(report.labs)
    for first in range(len(labs) - 1):
        if first and words.joint.match(report.folded[labs[first - 1].end : labs[first].start]):
            continue
        run = [labs[first]]
        while first + len(run) < len(labs) and words.joint.match(
            report.folded[run[-1].end : labs[first + len(run)].start]
        ):
            run.append(labs[first + len(run)])
        if len(run) < 2:
            continue
        limit = labs[first + len(run)].start if first + len(run) < len(labs) else len(report.folded)
        numbers = [
            n for n in free if run[-1].end <= n.start < min(limit, run[-1].end + _REACH) and n.taken in ("", "range")
        ][: len(run)]
        if len(numbers) == 1 and numbers[0].op is not None:
            numbers *= len(run)  # "ALT and AST less than 3x ULN"
        if len(numbers) != len(run) or words.gap_stop.search(report.folded[run[-1].end : numbers[0].start]):
            continue
        told = numbers if numbers[0] is not numbers[-1] else numbers[:1]
        if not all(words.pair.match(report.folded[a.unit_end : b.start]) for a, b in itertools.pairwise(told)):
            continue
        for number, lab in zip(numbers, run, strict=True):
            unit = number.unit or numbers[-1].unit
            value = make_value(number, lab, report, unit)
            if value is not None:
                values.append(value)
    return values
