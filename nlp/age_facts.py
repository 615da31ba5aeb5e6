"""The patient's age and birth date as facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.ages import AgeSpan
from nlp.calendar_days import add_months, completed_years
from nlp.facts import Fact, When
from nlp.numbers import spelled_value
from nlp.scene import Scene


def facts(scene: Scene) -> list[Fact]:
    """The current age (one at most), birth dates, and ages of others."""
    ages = [age for age in scene.ages if age.kind in ("age", "birth")]
    stated = [age for age in ages if not scene.assertions.unasserted(scene.token_at(age.start))]
    own = [age for age in stated if not _is_other(scene, age)]
    found = [
        scene.fact("age", age.start, age.end, value=tidy(age.years), subject="other")
        for age in stated
        if age not in own and age.years is not None
    ]
    found += [
        scene.fact("birth_date", age.start, age.end, when=When(start=age.born[0], end=age.born[1]))
        for age in own
        if age.born is not None
    ]
    current = _current(scene, [age for age in own if age.years is not None])
    if current is not None and current.years is not None:
        found.append(scene.fact("age", current.start, current.end, value=tidy(current.years)))
        coming = (_birthday(scene, age) for age in own if age.years == current.years)
        return found + next((birth for birth in coming if birth), [])
    return found + _age_from_birth(scene, own)


def tidy(number: float) -> float:
    """The number without needless decimals."""
    return int(number) if number == int(number) else round(number, 4)


def _is_other(scene: Scene, age: AgeSpan) -> bool:
    return scene.subjects.age_is_other(scene.token_at(age.start), scene.token_at(age.end - 1))


def _age_from_birth(scene: Scene, own: Sequence[AgeSpan]) -> list[Fact]:
    """The age in completed years, where all possible birth dates give the same."""
    for age in own:
        if age.born is not None:
            years = {completed_years(day, scene.today) for day in age.born}
            return [scene.fact("age", age.start, age.end, value=years.pop())] if len(years) == 1 else []
    return []


def _current(scene: Scene, ages: Sequence[AgeSpan]) -> AgeSpan | None:
    """Of several ages the last where the message corrects, else the first; an approaching birthday yields."""
    if not ages:
        return None
    plain = [age for age in ages if not _birthday(scene, age)] or list(ages)
    return plain[-1] if scene.corrects() else plain[0]


def _birthday(scene: Scene, age: AgeSpan) -> list[Fact]:
    """ "Turns 12 on 4 January": the birth date that follows from it."""
    day = next((one for one in scene.dates if -4 <= one.start - age.end < 14), None)
    number = re.search(r"\d+|[a-z]+$", scene.folded[age.start : age.end])
    if day is None or number is None or age.years is None or day.next_first <= scene.today:
        return []
    said = number.group()
    value = float(said) if said.isdigit() else spelled_value(said, scene.language)
    years = int(age.years) + 1
    if value != years:
        return []
    when = When(start=add_months(day.next_first, -12 * years), end=add_months(day.next_last, -12 * years))
    return [scene.fact("birth_date", age.start, day.end, when=when)]
