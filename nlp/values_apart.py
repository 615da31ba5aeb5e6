"""Values that stand before the name of their test, apart from it, or without it."""

from __future__ import annotations

from nlp.lab_report import Report, Value, make_value
from nlp.lab_units import fits, stands_alone
from nlp.lab_words import LabWords
from nlp.recency import order
from nlp.spans import Mention, Number

_REACH = 70  # characters that may lie between a test and its number


def before_test(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """A number right before the name of a test: "41k platelets", "a 9.8 hemoglobin"."""
    values: list[Value] = []
    for lab in report.labs:
        number = next((n for n in reversed(free) if n.unit_end <= lab.start and not n.taken), None)
        if number is None:
            continue
        denied = [one.unit_end for one in report.numbers if one.taken == "denied" and one.unit_end <= lab.start]
        gap = report.folded[max(number.unit_end, *denied[-1:], 0) : lab.start]
        if "\n" in gap or not words.between_value_and_test.fullmatch(gap):
            continue
        if number.unit in ("foreign", "%") or (lab.weak and number.unit is None):
            continue
        value = make_value(number, lab, report)
        if value is not None:
            values.append(value)
    return values


def later(report: Report, words: LabWords, free: list[Number], values: list[Value]) -> list[Value]:
    """A number with the unit of a test named earlier, or said to be the current one: "two bags later: 9.0 g/dL"."""
    found: list[Value] = []
    for number in free:
        if number.taken or number.unit in ("foreign", "%"):
            continue
        earlier = [
            lab for lab in report.labs if lab.end <= number.start and report.concepts[lab.concept].kind == "measurement"
        ]
        if not earlier:
            continue
        lab = earlier[-1]
        if number.unit is not None:
            fitting = [one for one in earlier if fits(number.unit, report.concepts[one.concept])]
            if not fitting:
                continue
            lab = fitting[-1]
        else:
            begin = max(report.folded.rfind(mark, 0, number.start) for mark in (". ", "\n", ";", "? ", "! ")) + 1
            stretch = report.folded[max(begin, lab.end) : number.start]
            dated = any(0 <= day.start - number.end < 10 for day in report.dates)
            alone = not stretch.strip() and not any(value.mention is lab for value in values)
            if (
                not (dated or alone or words.later.search(stretch))
                or len(stretch) > _REACH
                or not stands_alone(report, words, number)
            ):
                continue
        if lab.weak and not any(value.mention is lab for value in values):
            continue
        value = make_value(number, lab, report)
        if value is not None:
            value.start = number.start
            value.end = number.unit_end
            found.append(value)
    return found


def of_earlier_test(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """ "Sorry, 16 thousand", "this month 10.9": a value of the test that an earlier message named."""
    tests = [one for one in report.spoken if report.concepts[one].kind == "measurement"]
    again = any(cue.category in ("correction", "current", "anaphora") for cue in report.cues)
    values: list[Value] = []
    for number in free:
        fitting = [one for one in tests if number.unit is not None and fits(number.unit, report.concepts[one])]
        if number.unit is None and again and len(tests) == 1 and stands_alone(report, words, number):
            fitting = tests
        if not fitting or report.last_test not in tests:
            continue
        token = next(i for i, word in enumerate(report.words) if word.end > number.start)
        named = Mention(fitting[-1], token, token, number.start, number.unit_end)
        value = make_value(number, named, report)
        if value is not None:
            value.order = order(value, report, words)
            values.append(value)
    return values
