"""Which of several values of a test is the current one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from nlp.lab_report import Report, Value
from nlp.lab_words import LabWords, lab_words
from nlp.scene import Scene
from nlp.spans import DateSpan

_REACH = 400  # characters round a value that tell how current it is
_APART = re.compile(r"\d|[.;?!]\s|\n")  # what parts a value from the date behind it
_SENTENCE_ENDS = (". ", "\n", "? ", "! ")
_FORWARD = ("->", "→", "=>")  # arrows to the newer value behind them
_FURTHER = (" and ", " then ", " but ")
_OF_LATE = 20  # days
_BACKWARD = ("<-", "←")  # arrows from the former value to the one before them


def order(value: Value, report: Report, words: LabWords) -> int:
    """How current a value is by the words round it: 1 said to be now, -1 said to be earlier, 0 neither."""
    start = value.number.op_start if value.number.op_start >= 0 else value.number.start
    clause_start = max(
        report.folded.rfind(mark, max(0, start - _REACH), start)
        for mark in (". ", "\n", ";", ",", "(", "? ", "! ", " but ", " and ", " then ", " now ")
    )
    former = [one.unit_end for one in report.numbers if one.taken == value.concept and one.end <= start]
    before = report.folded[max(clause_start, start - _REACH, 0, *former) : start]
    behind = report.folded[value.number.end : value.number.end + _REACH]
    ends = (
        behind.find(mark) for mark in (". ", "\n", ";", ",", ")", "? ", "! ", "(", " but ", " then ", " and ", " now ")
    )
    clause_end = value.number.end + min((end for end in ends if end >= 0), default=len(behind))
    after = report.folded[value.number.unit_end : max(clause_end, value.number.unit_end)]
    if before.rstrip().endswith(_BACKWARD):
        return -1
    if before.rstrip().endswith(_FORWARD):
        return 1
    score = 0
    if words.current.search(before) or words.current.search(after) or words.reached.search(before):
        score += 1
    again = any(one >= value.mention.end for one in former) and words.told_again.search(before)
    goes_on = again and _goes_on(before, start, report)
    if goes_on:
        score += 1
    elif words.old.search(before) or words.old.search(after) or again:
        score -= 1
    if former and _in_brackets(value, report):
        score -= 1
    if frame := words.frames.search(after):
        return score + (-1 if frame.group("old") else 1)
    return score or _frame(report, words, start)


def _goes_on(before: str, start: int, report: Report) -> bool:
    """Whether a story goes on to a day of late: "180 at discharge and monday they were 42"."""
    days = [day for day in report.dates if start - len(before) <= day.start < start]
    return bool(days) and before.startswith(_FURTHER) and (report.today - days[-1].last).days <= _OF_LATE


def _frame(report: Report, words: LabWords, start: int) -> int:
    """Of which time the sentence before a value speaks: "On admission creatinine was 5.2 and hemoglobin 6.8"."""
    reach = max(0, start - _REACH)
    sentence = max(report.folded.rfind(mark, reach, start) for mark in _SENTENCE_ENDS)
    frames = list(words.frames.finditer(report.folded, max(sentence, reach), start))
    return 0 if not frames else -1 if frames[-1].group("old") else 1


def _in_brackets(value: Value, report: Report) -> bool:
    """A number alone in brackets behind another is the former one: "7.7 (8.9)"."""
    before, after = report.folded[: value.number.start].rstrip(), report.folded[value.number.unit_end :].lstrip()
    return before.endswith("(") and after.startswith(")")


def current(scene: Scene, values: Sequence[Value]) -> Value:
    """Of several values of one test the current one: by date, then by the words round it, then the last said.

    A value that is said to be current and has no date counts as of today, unless another such has a date.
    """
    if len(values) == 1:
        return values[0]
    corrected = scene.corrects()
    newest_first = lab_words(scene.language).newest_first.search(scene.folded) is not None
    told = [_day_of(scene, value) for value in values]
    dated_now = any(day is not None and value.order > 0 for value, day in zip(values, told, strict=True))
    days = [
        scene.today if day is None and value.order > 0 and not dated_now else day
        for value, day in zip(values, told, strict=True)
    ]
    all_dated = all(day is not None for day in days)

    def rank(position: int) -> tuple[int, int, int]:
        value, day = values[position], days[position]
        order = 2 * value.order - (1 if day is not None and (scene.today - day).days > _OF_LATE else 0)
        dated = day.toordinal() if day is not None and all_dated else 0
        return dated, order, position if corrected or (order >= 0 and not newest_first) else -position

    return values[max(range(len(values)), key=rank)]


def _day_of(scene: Scene, value: Value) -> date | None:
    """The day of a value: the date beside it."""
    if value.days:
        return value.days[1]
    number = value.number
    near = [
        day
        for day in scene.dates
        if (0 <= day.start - number.unit_end < 30 and not _APART.search(scene.folded, number.unit_end, day.start))
        or (0 <= number.start - day.end < 30 and not is_of_illness(scene, day))
    ]
    if near:
        return min(near, key=lambda day: abs(day.start - number.unit_end)).last
    return None


def is_of_illness(scene: Scene, day: DateSpan) -> bool:
    """Whether a date is that of a diagnosis or a birth: "Dx 03/2025. Hgb 9.4"."""
    at = scene.token_at(day.start)
    words = scene.said["begins_illness"]
    return any(word.norm in words for word in scene.words[max(0, at - 3) : at])
