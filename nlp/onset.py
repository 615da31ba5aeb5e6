"""Ages at which one of the trial's diseases began or was diagnosed, told apart from those of other illnesses."""

from __future__ import annotations

from nlp.age_facts import tidy
from nlp.ages import AgeSpan
from nlp.facts import Fact
from nlp.scene import TARGETS, Scene

_NEAR = 12  # characters between a disease and the age right behind it
_OTHER_KINDS = frozenset({"history", "look_alike"})


def facts(scene: Scene) -> list[Fact]:
    """The patient's age of onset, at most one: the one right behind a disease, else the first; the last corrects."""
    ages = sorted(scene.ages, key=lambda age: not _is_behind(scene, age))
    for age in reversed(ages) if scene.corrects() else ages:
        if age.kind != "onset" or age.years is None:
            continue
        token = scene.token_at(age.start)
        if scene.assertions.unasserted(token) or not _of_target(scene, age):
            continue
        if scene.subjects.is_other(token, "age") and (_disease_is_other(scene, age) or _of_relative(scene, age)):
            continue
        return [scene.fact("onset_age", age.start, age.end, value=tidy(age.years))]
    return []


def _is_behind(scene: Scene, age: AgeSpan) -> bool:
    """Whether one of the trial's diseases stands right before an age: "my lupus at 13"."""
    return any(one.concept in TARGETS and 0 < age.start - one.end < _NEAR for one in scene.mentions)


def _disease_is_other(scene: Scene, age: AgeSpan) -> bool:
    """The onset is the patient's where the disease before it is the patient's."""
    before = [one for one in scene.mentions if one.concept in TARGETS and one.start < age.start]
    return not before or scene.subjects.is_other(before[-1].first, "condition")


def _of_relative(scene: Scene, age: AgeSpan) -> bool:
    """Whether a relative is named in the same clause: "her mom was diagnosed at 14"."""
    index = scene.passage.clause_at[scene.token_at(age.start)]
    cues = [] if index is None else scene.clauses[index].cues
    return any(cue.category.startswith("relative_words") and cue.end <= age.start for cue in cues)


def _of_target(scene: Scene, age: AgeSpan) -> bool:
    """Whether the onset is that of one of the four diseases.

    The nearest illness before it in the sentence decides; where none is named there, the one after it, then those of
    the message and of the chat, as long as the sentence itself names no complaint.
    """
    index = scene.passage.clause_at[scene.token_at(age.start)]
    if index is None:
        return False
    sentence = scene.clauses[index].sentence
    start = min(scene.passage.span_of(c)[0] for c in scene.clauses if c.sentence == sentence)
    end = max(scene.passage.span_of(c)[1] for c in scene.clauses if c.sentence == sentence)
    ill = [
        one
        for one in scene.mentions
        if (one.concept in TARGETS or scene.concepts[one.concept].kind in _OTHER_KINDS)
        and not (one.weak and one.concept not in TARGETS)
    ]
    before = [one for one in ill if start <= one.start < age.start]
    after = [one for one in ill if age.start < one.start < end]
    if before:
        return before[-1].concept in TARGETS and _stands(scene, before[-1].first)
    if after:
        return after[0].concept in TARGETS and _stands(scene, after[0].first)
    known = any(one.concept in TARGETS for one in scene.mentions) or bool(TARGETS.intersection(scene.spoken))
    signs = scene.said["signs_of_onset"]
    if known and any(word.norm in signs for word in scene.words[scene.token_at(start) : scene.token_at(age.start)]):
        return True
    if known and not _sounds_like_onset(scene, start, end):
        return False
    if known:
        earlier = [one for one in ill if one.start < age.start]
        return not earlier or (earlier[-1].concept in TARGETS and _stands(scene, earlier[-1].first))
    plain = scene.said["onset_words"]
    first, last = scene.token_at(start), scene.token_at(age.start)
    return not ill and all(word.norm in plain for word in scene.words[first:last] if word.norm.isalpha())


def _sounds_like_onset(scene: Scene, start: int, end: int) -> bool:
    """Whether a sentence may tell when an illness began: "appendix out when I was 13" does not."""
    words = scene.words[scene.token_at(start) : scene.token_at(end) + 1]
    said = {word.norm for word in words if word.norm.isalpha()}
    is_begun = not said.isdisjoint(scene.said["begins_something"])
    return is_begun or said <= scene.said["onset_words"] | scene.said["aged_words"]


def _stands(scene: Scene, token: int) -> bool:
    mention = next(one for one in scene.mentions if one.first == token)
    return scene.assertions.of(mention, "condition") != "absent"
