"""Medicines that are named and were not taken: declined, considered, not approved yet, an allergy."""

from __future__ import annotations

from nlp.scene import Scene
from nlp.spans import Cue, Mention

_LONGEST = 5  # tokens of a clause that says only that it was not begun: "declined by the family"
_OPENED_BY = (",", ":", "-", "(", ";", "but")


def is_not_begun(scene: Scene, mention: Mention) -> bool:
    """Whether a medicine was not taken, as far as is told: "refused prednisone", "MMF (not started)".

    Nothing is known then, as it may have been taken before.
    """
    index = scene.passage.clause_at[mention.first]
    if index is None:
        return False
    clause = scene.clauses[index]
    before = any(_leads(scene, cue, mention) for cue in clause.cues if cue.category == "not_begun.before")
    after = any(cue.first == mention.last + 1 for cue in clause.cues if cue.category == "not_begun.after")
    return before or after or _said_behind(scene, index, mention) or _under_a_heading(scene, index, mention)


def _leads(scene: Scene, cue: Cue, mention: Mention) -> bool:
    """Whether nothing but small words stand between a cue and the medicine."""
    small = scene.said["before_a_medicine"]
    return cue.last < mention.first and all(word.norm in small for word in scene.words[cue.last + 1 : mention.first])


def _said_behind(scene: Scene, index: int, mention: Mention) -> bool:
    """Whether the next clause says nothing else: "HCQ - declined", "MMF ordered, not yet started"."""
    following = scene.clauses[index + 1 : index + 2]
    return any(
        one.opened_by in _OPENED_BY
        and one.last - one.first < _LONGEST
        and any(cue.category == "not_begun.after" and cue.first == one.first for cue in one.cues)
        and not scene.passage.names_in(one)
        and not any(mention.last < other.first <= scene.clauses[index].last for other in scene.mentions)
        for one in following
    )


def _under_a_heading(scene: Scene, index: int, mention: Mention) -> bool:
    """Whether it is listed behind a heading of what is planned, or not borne: "planned: MMF", "Allergies: MTX"."""
    words = scene.said["before_a_medicine"]
    own = scene.clauses[index]
    if any(word.norm not in words for word in scene.words[own.first : mention.first]):
        return False
    while index > 0 and scene.clauses[index].opened_by in (",", "/", ":"):
        clause, index = scene.clauses[index], index - 1
        previous = scene.clauses[index]
        if clause.opened_by == ":":
            return any(
                cue.category == "not_begun.heading" and cue.last >= previous.last - 1 for cue in previous.cues
            ) and not scene.passage.names_in(previous)
        if previous.verb:
            return False
    return False
