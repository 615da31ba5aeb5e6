"""Diagnoses that were given up for another one: "initially called GPA, now IgG4-related disease"."""

from __future__ import annotations

from nlp.lexicon import read_words
from nlp.scene import Scene
from nlp.spans import Mention

_DISEASES = ("condition", "look_alike")
_NEAR = 5  # tokens between a diagnosis and the words that say it was the first one
_SPAN = 25  # tokens between the first diagnosis and the one that took its place


def given_up(scene: Scene) -> set[int]:
    """The first tokens of the diagnoses that no longer hold.

    One is given up where another disease follows as what it turned out to be, or follows with "now" or "later" while
    the first was only called so, or thought of, at first.
    """
    diseases = [
        one
        for one, kind in zip(scene.mentions, scene.kinds, strict=True)
        if kind in _DISEASES and one.concept != "childhood_onset"
    ]
    gone: set[int] = set()
    if not diseases:
        return gone
    for place, old in enumerate(diseases):
        if any(0 < old.first - cue.last <= 2 for cue in scene.cues if cue.category == "misdiagnosed"):
            gone.add(old.first)
        for new in diseases[place + 1 :]:
            if new.concept != old.concept and new.first - old.last <= _SPAN and _replaces(scene, old, new):
                gone.add(old.first)
    return gone


def _replaces(scene: Scene, old: Mention, new: Mention) -> bool:
    kind = scene.kinds[scene.mentions.index(new)]
    if scene.assertions.of(new, kind) in ("absent", "unasserted"):
        return False
    between = {cue.category for cue in scene.cues if old.last < cue.first and cue.last < new.first}
    if "added_diagnosis" in between or any(
        0 < cue.first - new.last <= 2 for cue in scene.cues if cue.category == "added_diagnosis"
    ):
        return False
    into = read_words(scene.language, "grammar")["changed_into"]
    changed = any(word.norm in into for word in scene.words[old.last + 1 : new.first])
    if "turned_out" in between or ("changed_from" in _before(scene, old) and changed):
        return True
    return "later_diagnosis" in between and (
        "first_diagnosis" in _before(scene, old)
        or any(cue.first == old.last + 1 for cue in scene.cues if cue.category == "first_diagnosis")
    )


def _before(scene: Scene, mention: Mention) -> set[str]:
    """The categories of the cues right before a mention."""
    return {cue.category for cue in scene.cues if 0 < mention.first - cue.last <= _NEAR}
