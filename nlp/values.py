"""Laboratory values: which number belongs to which test."""

from __future__ import annotations

import re

from nlp.lab_cells import cells
from nlp.lab_fishbone import drawn
from nlp.lab_report import Report, Value
from nlp.lab_tables import columns, pairs
from nlp.lab_words import LabWords, lab_words
from nlp.lexicon import read_words, word_sets
from nlp.numbers import read_bound
from nlp.recency import order
from nlp.spans import Number
from nlp.values_apart import before_test, later, of_earlier_test
from nlp.values_behind import values_behind

_CLOSE = 12  # characters between a test and a number said in two words: "hemoglobin was eleven nine"


def find_values(report: Report) -> list[Value]:
    """All values in the text, in text order, also several of one test; `order` is highest for the current one."""
    words = lab_words(report.language)
    values = drawn(report)
    pronouns = word_sets(report.language, "grammar")["not_values"]  # "the ggt one"
    free = [
        number
        for number in report.numbers
        if not number.taken
        and report.folded[number.start : number.end] not in pronouns
        and (not number.joined or _is_behind_test(report, number))
    ]
    _read_multiples(report, words, free)
    if not report.labs:
        return values or of_earlier_test(report, words, free)
    values += cells(report, words, free)
    values += columns(report, words, free)
    values += pairs(report, words, free)
    values += values_behind(report, words, free)
    values += before_test(report, words, free)
    values += later(report, words, free, values)
    values.sort(key=lambda value: value.number.start)
    for value in values:
        value.upper_limit = _upper_limit(value, report)
        value.order = order(value, report, words)
    return values


def _is_behind_test(report: Report, number: Number) -> bool:
    """Whether a test stands right before a number, with no other between."""
    behind = [lab for lab in report.labs if 0 <= number.start - lab.end <= _CLOSE]
    return bool(behind) and not any(
        behind[-1].end <= other.start < number.start for other in report.numbers if other is not number
    )


def _read_multiples(report: Report, words: LabWords, free: list[Number]) -> None:
    """ "Twice the upper limit", and "4x, AST 5x, GGT 3.5x the upper limit" where the limit is named once."""
    amounts = {
        re.sub(r"\s", "", said): amount for said, amount in read_words(report.language, "values")["multiples"].items()
    }
    for match in words.multiple.finditer(report.folded):
        free.append(
            Number(match.start(), match.end(1), float(amounts[re.sub(r"\s", "", match.group(1))]), "xULN", match.end())
        )
        read_bound(free[-1], report.folded, report.language)
    free.sort(key=lambda number: number.start)
    limit = words.upper_phrase.search(report.folded) is not None
    for number in free:
        if number.unit == "x":
            number.unit = "xULN" if limit else "foreign"


def _upper_limit(value: Value, report: Report) -> float | None:
    """The upper limit of normal stated beside the value, in the canonical unit."""
    if value.unit == "xULN":
        return None
    number = value.number
    following = [
        one for one in report.ranges if number.end <= one.start <= number.unit_end + 40 and one.high is not None
    ]
    if not following:
        return None
    span = following[0]
    between = [
        other
        for other in report.numbers
        if number.end <= other.start < span.start and not other.taken.startswith("range")
    ]
    if between or (
        "\n" in report.folded[number.end : span.start].strip(" ")
        and report.folded[number.end : span.start].count("\n") > 1
    ):
        return None
    assert span.high is not None
    factor = value.amount / number.value if number.value else 1.0
    return round(span.high * factor, 4)
