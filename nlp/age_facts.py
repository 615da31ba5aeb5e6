"""The patient's age and birth date as facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.ages import AgeSpan, sibling_meant
from nlp.calendar_days import add_months, completed_years
from nlp.facts import Fact, When
from nlp.numbers import spelled_value
from nlp.scene import TARGETS, Scene
from nlp.spans import Mention


def facts(scene: Scene) -> list[Fact]:
    """The current age (one at most), birth dates, and ages of others."""
    ages = [age for age in scene.ages if age.kind in ("age", "birth")]
    stated = [age for age in ages if not scene.assertions.unasserted(scene.token_at(age.start))]
    others = [_is_other(scene, age) for age in stated]
    own = [age for age, other in zip(stated, others, strict=True) if not other]
    found = [
        scene.fact("age", age.start, age.end, value=tidy(age.years), subject="other")
        for age, other in zip(stated, others, strict=True)
        if other and age.years is not None
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
    role = any(age.start <= cue.start < cue.end <= age.end for cue in scene.cues_of("writer_roles"))
    return role or scene.subjects.age_is_other(scene.token_at(age.start), scene.token_at(age.end - 1))


def _age_from_birth(scene: Scene, own: Sequence[AgeSpan]) -> list[Fact]:
    """The age in completed years, where all possible birth dates give the same."""
    for age in own:
        if age.born is not None:
            years = {completed_years(day, scene.today) for day in age.born}
            return [scene.fact("age", age.start, age.end, value=years.pop())] if len(years) == 1 else []
    return []


def _current(scene: Scene, ages: Sequence[AgeSpan]) -> AgeSpan | None:
    """Of several ages the last where the message corrects, else that of the ill one, else the first.

    An approaching birthday yields to an age; of two children's ages none counts before it is clear whose illness it is.
    """
    plain = [age for age in ages if not _birthday(scene, age) and not age.sibling]
    plain = plain or [age for age in ages if not age.sibling]
    if not plain:
        return _of_ill_sibling(scene, ages) if ages else None
    return plain[-1] if scene.corrects() else _of_ill_person(scene, plain) or plain[0]


def _targets(scene: Scene) -> list[Mention]:
    """The trial's diseases that somebody is said to have."""
    return [
        one for one in scene.mentions if one.concept in TARGETS and scene.assertions.of(one, "condition") == "present"
    ]


def _of_ill_sibling(scene: Scene, siblings: Sequence[AgeSpan]) -> AgeSpan | None:
    """The age of the child that "the older one has lupus" means."""
    spans = [scene.passage.sentence_span(scene.sentence_of(one)) for one in _targets(scene)]
    return sibling_meant(siblings, " ".join(scene.folded[start:end] for start, end in spans), scene.language)


def _of_ill_person(scene: Scene, ages: Sequence[AgeSpan]) -> AgeSpan | None:
    """The age said last before one of the trial's diseases in its sentence: "my 10yo is healthy, my 14yo has lupus"."""
    for target in _targets(scene):
        same = [age for age in ages if scene.in_sentence(age.start, scene.sentence_of(target))]
        before = [age for age in same if age.start < target.start]
        if same:
            return before[-1] if before else same[0]
    return None


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
