"""Laboratory values as facts: the current value of each test, with its date, limit and what was guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nlp.age_facts import tidy
from nlp.facts import Fact, Guess, When
from nlp.lab_report import Value
from nlp.recency import current, is_of_illness
from nlp.scene import Scene
from nlp.spans import DateSpan

_LONGEST_REPORT_DATE = 45  # days


def facts(scene: Scene, values: Sequence[Value]) -> list[Fact]:
    """One fact a test for the patient, and those of others."""
    found = []
    kept: dict[str, list[Value]] = {}
    for value in values:
        token, test = scene.token_at(value.number.start), scene.token_at(value.mention.start)
        if scene.assertions.unasserted(token) or _required(scene, token):
            continue
        if scene.subjects.is_other(max(token, test), "measurement"):
            found.append(_fact(scene, value, "other"))
        else:
            kept.setdefault(value.concept, []).append(value)
    return found + [_fact(scene, current(scene, same), "patient") for same in kept.values()]


def _required(scene: Scene, token: int) -> bool:
    """Whether the clause speaks of a limit that somebody has to reach."""
    index = scene.passage.clause_at[token]
    return index is not None and bool(scene.clauses[index].of("requirement"))


def _fact(scene: Scene, value: Value, subject: str) -> Fact:
    day = value.days or _date_of(scene, value)
    again = scene.corrects() or bool(scene.cues_of("done_again"))
    if day is not None and again and value.concept in scene.spoken and _is_recent(scene, day):
        day = None  # what corrects or repeats an earlier result is the current one
    guesses = []
    if value.mention.misspelt:
        guesses.append(Guess(kind="spelling", said=scene.text[value.mention.start : value.mention.end]))
    if value.assumed:
        guesses.append(Guess(kind="unit", said=scene.text[value.number.start : value.number.end]))
    return scene.fact(
        value.concept,
        value.start,
        value.end,
        value=tidy(value.amount),
        unit=value.unit,
        op=value.number.op,
        subject=subject,
        when=When(start=day[0], end=day[1]) if day else None,
        upper_limit=value.upper_limit,
        guesses=tuple(guesses),
    )


def _date_of(scene: Scene, value: Value) -> tuple[date, date] | None:
    """The date beside a value in its sentence, or that of the heading of its report."""
    start, end = value.number.start, value.number.unit_end
    index = scene.passage.clause_at[scene.token_at(start)]
    sentence = scene.sentence_of(value.mention) if index is None else scene.clauses[index].sentence
    dates = [day for day in scene.dates if day.start >= end or not is_of_illness(scene, day)]
    near = [
        day
        for day in dates
        if (
            (0 <= day.start - end < 30 and not _another_between(scene, end, day.start))
            or 0 <= start - day.end < (45 if _is_short(day) else 10)
        )
        and scene.in_sentence(day.start, sentence)
    ]
    if near:
        nearest = min(near, key=lambda day: day.start - end if day.start >= end else start - day.end + 4)
        return nearest.first, nearest.last
    only = dates[0] if len(dates) == len(scene.dates) == 1 else None
    heading = only is not None and only.end <= value.start and not only.since and _is_short(only)
    return (only.first, only.last) if only is not None and heading else None


def _another_between(scene: Scene, start: int, end: int) -> bool:
    """Whether another value stands between a value and a date: "28 (was 35 in September)"."""
    return any(start <= number.start < end and number.taken != "date" for number in scene.numbers)


def _is_recent(scene: Scene, day: tuple[date, date]) -> bool:
    return (scene.today - day[1]).days <= _LONGEST_REPORT_DATE


def _is_short(day: DateSpan) -> bool:
    """A day, a week or a month dates a report; a year alone is more likely that of the diagnosis."""
    return (day.last - day.first).days <= _LONGEST_REPORT_DATE
