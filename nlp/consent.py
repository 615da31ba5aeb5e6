"""Consent as a fact: whether somebody can and will sign; who it is does not matter."""

from __future__ import annotations

from nlp.facts import Fact
from nlp.scene import Scene
from nlp.spans import Mention


def read(scene: Scene, mention: Mention) -> list[Fact]:
    """What a mention of signing states; that one person can't sign leaves open whether another does."""
    clause = scene.clause_of(mention)
    if clause is None or clause.asks or clause.supposes or scene.words[clause.last].norm == "?":
        return []
    said = scene.assertions.of(mention, "consent")
    nobody = scene.sentence_cues(mention, "nobody")
    if _left_open(scene, mention) or (nobody and _goes_on_otherwise(scene, mention)):
        return []
    if nobody and said in ("present", "absent"):
        start, end = min(nobody[0].start, mention.start), max(nobody[0].end, mention.end)
        return [scene.fact("consent", start, end, assertion="absent")]
    if scene.clause_cues(mention, "cannot"):
        return []
    if said == "present" and scene.sentence_cues(mention, "willing"):
        return [scene.fact("consent", mention.start, mention.end, assertion="present")]
    return []


def _left_open(scene: Scene, mention: Mention) -> bool:
    """ "I don't know if I can sign", "the caseworker would have to": said before it, and no "but" between."""
    sentence = scene.sentence_of(mention)
    open_ = False
    for clause in scene.clauses:
        if clause.sentence == sentence and clause.first <= mention.first:
            open_ = open_ and clause.opened_by not in scene.said["stoppers"]
            cues = [cue for cue in clause.of("consent_open") if cue.first <= mention.last]
            open_ = open_ or bool(cues)
    return open_


def _goes_on_otherwise(scene: Scene, mention: Mention) -> bool:
    """ "Dad won't sign but I will ask mom": one who does not want to is not all."""
    sentence = scene.sentence_of(mention)
    contraries = scene.said["contraries"]
    return any(
        clause.sentence == sentence and clause.first > mention.first and clause.opened_by in contraries
        for clause in scene.clauses
    )
