"""A blood count as clinicians draw it: white cells > hemoglobin / hematocrit < platelets ("3.9>8.4/25.1<61")."""

from __future__ import annotations

import re

from nlp.lab_report import Report, Value, make_value
from nlp.spans import Mention

_NUMBER = r"\s*\d+(?:\.\d+)?\s*"
_DRAWN = re.compile(rf"(?<![\d.])\d+(?:\.\d+)?\s*>({_NUMBER})/{_NUMBER}<({_NUMBER})(?![\d.])")
_TESTS = ("hemoglobin", "platelets")  # by the groups of the pattern


def drawn(report: Report) -> list[Value]:
    """The hemoglobin and platelets of each count that is drawn."""
    found: list[Value] = []
    by_start = {number.start: number for number in report.numbers}
    for match in _DRAWN.finditer(report.folded):
        inside = [number for start, number in by_start.items() if match.start() <= start < match.end()]
        for place, concept in enumerate(_TESTS, start=1):
            start = match.end(place) - len(match.group(place).lstrip())
            number = by_start[start]
            number.op, number.unit = None, None
            token = next(i for i, word in enumerate(report.words) if word.end > start)
            value = make_value(number, Mention(concept, token, token, start, number.end), report)
            found += [value] if value else []
        for number in inside:
            number.taken = number.taken or "other test"
    return found
