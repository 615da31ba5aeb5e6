"""Laboratory values in tables whose cells are parted by commas, semicolons or pipes, with a header line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.lab_report import Report, Value, make_value
from nlp.lab_units import unit_beside
from nlp.lab_words import LabWords
from nlp.ranges import ReferenceRange
from nlp.spans import Mention, Number

_MARKS = ",;|"
_FEWEST = 2  # cells of a table's line


class _Row(NamedTuple):
    """A line of a table: its cells as character spans, and the tests and free numbers in each."""

    cells: tuple[tuple[int, int], ...]
    tests: tuple[tuple[Mention, ...], ...]
    numbers: tuple[tuple[Number, ...], ...]


def cells(report: Report, words: LabWords, free: Sequence[Number]) -> list[Value]:
    """The values of tables that name tests in their header; "low" and "high" columns are taken for limits of normal."""
    values: list[Value] = []
    header: _Row | None = None
    limits: tuple[int, int] | None = None
    for row in _rows(report, free):
        if not any(row.numbers):
            header, limits = row, _limit_columns(report, words, row)
        elif header is None or len(row.cells) != len(header.cells):
            continue
        elif limits is not None and any(row.tests):
            _take_limits(report, row, limits)
        elif any(header.tests) and not any(row.tests):
            values += _row_values(report, header, row)
    return values


def _rows(report: Report, free: Sequence[Number]) -> Iterator[_Row]:
    offset = 0
    for line in report.folded.split("\n"):
        begin, offset = offset, offset + len(line) + 1
        mark = max(_MARKS, key=line.count)
        spans = [(begin + one.start(), begin + one.end()) for one in re.finditer(rf"[^{re.escape(mark)}]*", line)]
        spans = [(start, end) for start, end in spans if start < end or start == begin]
        if len(spans) >= _FEWEST:
            yield _Row(
                tuple(spans),
                tuple(tuple(lab for lab in report.labs if start <= lab.start < end) for start, end in spans),
                tuple(tuple(n for n in free if start <= n.start < end and not n.taken) for start, end in spans),
            )


def _limit_columns(report: Report, words: LabWords, row: _Row) -> tuple[int, int] | None:
    """Which columns hold the lower and the upper limits of normal."""
    said = [report.folded[start:end].strip() for start, end in row.cells]
    low = next((i for i, text in enumerate(said) if words.low_column.fullmatch(text)), None)
    high = next((i for i, text in enumerate(said) if words.high_column.fullmatch(text)), None)
    return None if low is None or high is None else (low, high)


def _take_limits(report: Report, row: _Row, limits: tuple[int, int]) -> None:
    low, high = (row.numbers[one] for one in limits)
    if len(low) == len(high) == 1:
        low[0].taken = high[0].taken = "range"
        report.ranges.append(ReferenceRange(low[0].start, high[0].end, low[0].value, high[0].value))


def _row_values(report: Report, header: _Row, row: _Row) -> Iterator[Value]:
    days = next((day for day in report.dates if row.cells[0][0] <= day.start < row.cells[-1][1]), None)
    for tests, numbers in zip(header.tests, row.numbers, strict=True):
        if len(tests) == len(numbers) == 1:
            unit = unit_beside(report, tests[0].end, tests[0].end + 14, report.concepts[tests[0].concept])
            value = make_value(numbers[0], tests[0], report, numbers[0].unit or unit)
            if value is not None:
                value.days = (days.first, days.last) if days else None
                yield value
