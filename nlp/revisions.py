"""Diagnoses that changed: given up for another one, believed and then taken back, doubted and then confirmed."""

from __future__ import annotations

import itertools

from nlp.scene import Scene
from nlp.spans import Cue, Mention, Polarity

_DISEASES = ("condition", "look_alike")
_NEAR = 5  # tokens between a diagnosis and the words that say it was the first one
_SPAN = 25  # tokens between the first diagnosis and the one that took its place


def settled(scene: Scene, mention: Mention, said: Polarity) -> Polarity:
    """How a disease is meant in the end: "we thought lupus. it wasn't", "suspected GPA, the biopsy confirmed it".

    Only what was believed or doubted is taken back, and only what was doubted is confirmed.
    """
    believed = said == "possible" or _believed(scene, mention)
    if not believed or said not in ("present", "possible"):
        return said
    for cue in _told_later(scene, mention):
        if cue.category == "confirmed_after" and not _is_open(scene, cue):
            return "present"
        if (cue.category == "taken_back" and _ends(scene, cue)) or (
            cue.category == "turned_out" and not _names_disease(scene, mention, cue)
        ):
            return "absent"
    return said


def slips(scene: Scene) -> dict[int, int]:
    """The diseases named by mistake, each with what was meant, by their first tokens: "MG, no, sorry, JDM"."""
    diseases = [one for one, kind in zip(scene.mentions, scene.kinds, strict=True) if kind in _DISEASES]
    return {
        old.first: new.first
        for old, new in itertools.pairwise(diseases)
        if new.concept != old.concept and new.first - old.last <= _NEAR + 3 and _is_slip(scene, old, new)
    }


def _is_slip(scene: Scene, old: Mention, new: Mention) -> bool:
    """Whether only words that take back stand between two diseases."""
    between = [cue for cue in scene.cues if old.last < cue.first and cue.last < new.first]
    covered = {
        i for cue in between if cue.category in ("correction", "slip_words") for i in range(cue.first, cue.last + 1)
    }
    plain = all(i in covered or not scene.words[i].norm.isalnum() for i in range(old.last + 1, new.first))
    return plain and any(cue.category == "correction" for cue in between)


def _believed(scene: Scene, mention: Mention) -> bool:
    return any(
        0 < mention.first - cue.last <= _NEAR for cue in scene.cues_of("believed", "first_diagnosis", "doubt.before")
    )


def _told_later(scene: Scene, mention: Mention) -> list[Cue]:
    """What the sentence of a mention and the next tell of it, up to the same disease named again."""
    sentence = scene.sentence_of(mention)
    again = [one.first for one in scene.mentions if one.concept == mention.concept and one.first > mention.last]
    limit = min(again, default=len(scene.words))
    return [
        cue
        for clause in (*scene.clauses_in(sentence), *scene.clauses_in(sentence + 1))
        for cue in clause.cues
        if cue.category in ("taken_back", "confirmed_after", "turned_out")
        and mention.last < cue.first
        and cue.last <= limit
        and not scene.subjects.is_other(cue.first, "condition")
    ]


def _ends(scene: Scene, cue: Cue) -> bool:
    """Whether nothing is said behind the words: "it wasn't", not "it isn't confirmed"."""
    return cue.last + 1 == len(scene.words) or not scene.words[cue.last + 1].norm.isalnum()


def _is_open(scene: Scene, cue: Cue) -> bool:
    """Whether what confirms has not happened: "not confirmed", "until the biopsy confirms it"."""
    return any(0 <= cue.first - one.last <= _NEAR for one in scene.cues_of("unconfirmed"))


def _names_disease(scene: Scene, mention: Mention, cue: Cue) -> bool:
    """Whether the same disease follows: "turned out to be lupus after all"."""
    return any(
        one.concept == mention.concept and one.first > cue.first and one.first - cue.last <= _NEAR
        for one in scene.mentions
    )


def given_up(scene: Scene) -> set[int]:
    """The first tokens of the diagnoses that no longer hold.

    One is given up where another disease follows as what it turned out to be, or follows with "now" or "later" while
    the first was only called so, or thought of, at first.
    """
    diseases = [
        (one, kind)
        for one, kind in zip(scene.mentions, scene.kinds, strict=True)
        if kind in _DISEASES and one.concept != "childhood_onset"
    ]
    gone: set[int] = set()
    if not diseases:
        return gone
    for place, (old, _) in enumerate(diseases):
        if any(0 < old.first - cue.last <= 2 for cue in scene.cues_of("misdiagnosed")):
            gone.add(old.first)
        for new, kind in diseases[place + 1 :]:
            if new.first - old.last > _SPAN:
                break
            if new.concept != old.concept and _replaces(scene, old, new, kind):
                gone.add(old.first)
    return gone


def _replaces(scene: Scene, old: Mention, new: Mention, kind: str) -> bool:
    if scene.assertions.of(new, kind) in ("absent", "unasserted"):
        return False
    between = {cue.category for cue in scene.cues if old.last < cue.first and cue.last < new.first}
    if "added_diagnosis" in between or any(0 < cue.first - new.last <= 2 for cue in scene.cues_of("added_diagnosis")):
        return False
    into = scene.said["changed_into"]
    changed = any(word.norm in into for word in scene.words[old.last + 1 : new.first])
    if "turned_out" in between or ("changed_from" in _before(scene, old) and changed):
        return True
    return "later_diagnosis" in between and (
        "first_diagnosis" in _before(scene, old)
        or any(cue.first == old.last + 1 for cue in scene.cues_of("first_diagnosis"))
    )


def _before(scene: Scene, mention: Mention) -> set[str]:
    """The categories of the cues right before a mention."""
    return {cue.category for cue in scene.cues if 0 < mention.first - cue.last <= _NEAR}
