"""Conditions, treatments and history: what is stated of them, when, and in what state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nlp.ages import AgeSpan
from nlp.assertions import Assertions
from nlp.concepts import Concept, ancestors
from nlp.facts import When
from nlp.spans import Clause, Cue, DateSpan, Mention

# Weak names that count where they are denied or called normal: "heart is fine", "no lung problems".
_ORGANS = frozenset({"heart_disease", "lung_disease", "psychiatric_illness", "infection", "chronic_illness"})
_NEAR = 12


@dataclass(slots=True)
class Scene:
    """What the statement reader works on."""

    mentions: Sequence[Mention]
    clauses: Sequence[Clause]
    cues: Sequence[Cue]
    dates: Sequence[DateSpan]
    ages: Sequence[AgeSpan]
    little: Sequence[tuple[int, int]]
    assertions: Assertions
    concepts: Mapping[str, Concept]
    today: date


def clause_cues(scene: Scene, mention: Mention, category: str, after_only: bool = False) -> list[Cue]:
    """The cues of a category in the mention's clause."""
    index = scene.assertions.clause_of(mention.first)
    if index is None:
        return []
    return [
        cue
        for cue in scene.clauses[index].cues
        if cue.category == category and not (after_only and cue.first < mention.first)
    ]


def sentence_cues(scene: Scene, mention: Mention, category: str) -> list[Cue]:
    """The cues of a category in the mention's sentence."""
    index = scene.assertions.clause_of(mention.first)
    if index is None:
        return []
    sentence = scene.clauses[index].sentence
    return [
        cue
        for clause in scene.clauses
        if clause.sentence == sentence
        for cue in clause.cues
        if cue.category == category
    ]


def when(scene: Scene, mention: Mention) -> When | None:
    """When what is mentioned happened: the nearest date of its sentence that belongs to no nearer mention, or an age."""
    index = scene.assertions.clause_of(mention.first)
    if index is None:
        return None
    sentence = scene.clauses[index].sentence
    found: tuple[int, DateSpan] | None = None
    for day in scene.dates:
        distance = _away(mention, day)
        if not _inside(scene, day.start, sentence) or _nearer_mention(scene, mention, day, distance):
            continue
        if found is None or distance < found[0]:
            found = (distance, day)
    if found is None:
        return _by_age(scene, mention, sentence)
    day = found[1]
    return When(start=day.first) if day.since else When(start=day.first, end=day.last)


def _away(mention: Mention, day: DateSpan) -> int:
    """Characters between a mention and a date; a date before the mention counts as farther."""
    return day.start - mention.end if day.start >= mention.end else mention.start - day.end + 12


def _inside(scene: Scene, position: int, sentence: int) -> bool:
    spans = (scene.assertions.span_of(clause) for clause in scene.clauses if clause.sentence == sentence)
    return any(start <= position < end for start, end in spans)


def _nearer_mention(scene: Scene, mention: Mention, day: DateSpan, distance: int) -> bool:
    """Whether another statement stands nearer to the date, on the same side."""
    for other in scene.mentions:
        if (
            other is mention
            or other.weak
            or scene.concepts[other.concept].kind in ("measurement", "other_lab", "finding")
        ):
            continue
        away = _away(other, day)
        if 0 <= away < distance and not (other.start < mention.end and mention.start < other.end):
            between = (mention.end <= other.start <= day.start) or (day.end <= other.start <= mention.start)
            if between:
                return True
    return False


def _by_age(scene: Scene, mention: Mention, sentence: int) -> When | None:
    """The age at which it happened, or "when she was little" as an age below 7."""
    for age in scene.ages:
        if (
            age.kind in ("event", "onset")
            and age.years is not None
            and _inside(scene, age.start, sentence)
            and 0 <= age.start - mention.start < 90
        ):
            return When(age=age.years)
    for start, _ in scene.little:
        if _inside(scene, start, sentence) and abs(start - mention.end) < 60:
            return When(age=6)
    return None


def ended(scene: Scene, mention: Mention) -> bool:
    """Whether the treatment named has been stopped."""
    return any(abs(cue.first - mention.first) <= 6 for cue in clause_cues(scene, mention, "ended"))


def planned(scene: Scene, mention: Mention) -> bool:
    """Whether what is named lies in the future."""
    index = scene.assertions.clause_of(mention.first)
    if index is None:
        return False
    ahead = any(
        day.first > scene.today
        for day in scene.dates
        if _inside(scene, day.start, scene.clauses[index].sentence) and 0 <= day.start - mention.end < 40
    )
    if ahead:
        return True
    return any(-8 <= mention.first - cue.last <= 8 for cue in clause_cues(scene, mention, "planned"))


def control(scene: Scene, mention: Mention) -> str | None:
    """`controlled` or `uncontrolled`, where the sentence says it of this illness."""
    index = scene.assertions.clause_of(mention.first)
    if index is None:
        return None
    sentence = scene.clauses[index].sentence
    best: tuple[int, str] | None = None
    for clause in scene.clauses:
        if clause.sentence != sentence:
            continue
        for cue in clause.cues:
            if cue.category not in ("controlled", "uncontrolled"):
                continue
            distance = cue.first - mention.last if cue.first > mention.last else mention.first - cue.last + 2
            if distance <= _NEAR and (best is None or distance < best[0]):
                best = (distance, cue.category)
    return best[1] if best else None


def is_organ_word(mention: Mention) -> bool:
    """Whether this is a weak name that counts only where it is denied or called normal."""
    return mention.weak and mention.concept in _ORGANS


def is_a(concept: str, parent: str) -> bool:
    """Whether a concept is `parent` or below it."""
    return parent in ancestors(concept)
