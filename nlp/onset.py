"""Ages at which one of the trial's diseases began or was diagnosed, told apart from those of other illnesses."""

from __future__ import annotations

from collections.abc import Callable

from nlp.ages import AgeSpan
from nlp.facts import Fact
from nlp.statements import Scene
from nlp.subjects import Subjects

_TARGETS = frozenset({"sle", "dermatomyositis", "myasthenia_gravis", "aav"})
_OTHER_KINDS = frozenset({"history", "look_alike"})


def onsets(
    scene: Scene,
    folded: str,
    make: Callable[..., Fact],
    subjects: Subjects,
    token_at: Callable[[int], int],
    mentioned: tuple[str, ...],
) -> list[Fact]:
    """The onset ages of the patient, at most one; `make` makes a Fact of concept, offsets and value."""
    facts: list[Fact] = []
    for age in scene.ages:
        if age.kind != "onset" or age.years is None:
            continue
        token = token_at(age.start)
        if scene.assertions.unasserted(token) or not _of_target(scene, folded, age, mentioned):
            continue
        if subjects.is_other(token, "age") and _subject_is_other(scene, subjects, age, token_at):
            continue
        years = int(age.years) if age.years == int(age.years) else age.years
        facts.append(make("onset_age", age.start, age.end, value=years))
    return facts[:1]


def _subject_is_other(scene: Scene, subjects: Subjects, age: AgeSpan, token_at: Callable[[int], int]) -> bool:
    """The onset is the patient's where the disease before it is the patient's."""
    before = [one for one in scene.mentions if one.concept in _TARGETS and one.start < age.start]
    return not before or subjects.is_other(before[-1].first, "condition")


def _of_target(scene: Scene, folded: str, age: AgeSpan, mentioned: tuple[str, ...]) -> bool:
    """Whether the onset is that of one of the four diseases.

    The nearest illness before it in the sentence decides; where none is named there, the one after it, then those of
    the message and of the chat, as long as the sentence itself names no complaint.
    """
    index = scene.assertions.clause_of(_token(scene, age))
    if index is None:
        return False
    sentence = scene.clauses[index].sentence
    start = min(scene.assertions.span_of(c)[0] for c in scene.clauses if c.sentence == sentence)
    end = max(scene.assertions.span_of(c)[1] for c in scene.clauses if c.sentence == sentence)
    ill = [
        one
        for one in scene.mentions
        if (one.concept in _TARGETS or scene.concepts[one.concept].kind in _OTHER_KINDS)
        and not (one.weak and one.concept not in _TARGETS)
    ]
    before = [one for one in ill if start <= one.start < age.start]
    after = [one for one in ill if age.start < one.start < end]
    if before:
        return before[-1].concept in _TARGETS and _stands(scene, before[-1].first)
    if after:
        return after[0].concept in _TARGETS and _stands(scene, after[0].first)
    known = any(one.concept in _TARGETS for one in scene.mentions) or bool(_TARGETS.intersection(mentioned))
    if known:
        earlier = [one for one in ill if one.start < age.start]
        return not earlier or earlier[-1].concept in _TARGETS
    return not ill and age.start - start < 60 and len(folded) < 160


def _stands(scene: Scene, token: int) -> bool:
    mention = next(one for one in scene.mentions if one.first == token)
    return scene.assertions.of(mention, "condition") != "absent"


def _token(scene: Scene, age: AgeSpan) -> int:
    return scene.assertions.token_at(age.start)
