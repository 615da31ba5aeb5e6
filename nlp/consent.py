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
    if nobody and said in ("present", "absent"):
        start, end = min(nobody[0].start, mention.start), max(nobody[0].end, mention.end)
        return [scene.fact("consent", start, end, assertion="absent")]
    if scene.clause_cues(mention, "cannot"):
        return []
    if said == "present" and scene.sentence_cues(mention, "willing"):
        return [scene.fact("consent", mention.start, mention.end, assertion="present")]
    return []
