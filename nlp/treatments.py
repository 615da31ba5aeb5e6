"""Treatments as facts: taken, never taken, stopped, or only planned."""

from __future__ import annotations

from nlp.facts import Fact
from nlp.scene import Scene
from nlp.spans import Mention
from nlp.statements import ended, is_a, planned, when
from nlp.untaken import is_not_begun


def read(scene: Scene, mention: Mention, said: str, subject: str) -> list[Fact]:
    """What a mention of a treatment states; a weak name ("a pill") counts only where all but creams is denied."""
    if said == "possible" or (mention.weak and not (said == "absent" and _creams_spoken_of(scene))):
        return []
    if said == "present" and planned(scene, mention) and not _begun(scene, mention):
        return []
    if said == "present" and is_not_begun(scene, mention):
        return []
    if is_a(mention.concept, "anticoagulant") and said == "present" and ended(scene, mention):
        return [scene.fact("anticoagulant", mention.start, mention.end, assertion="absent", subject=subject)]
    if is_a(mention.concept, "anticoagulant") and said == "present" and _was_had(scene, mention):
        return []  # "had blood thinners after her surgery": not taken for good
    only = mention.concept == "topical_treatment" and said == "present" and _only(scene, mention)
    time = when(scene, mention) if said == "present" else None
    if time is not None and time.start == time.end == scene.today:
        time = None  # "and now IVIG": taken these days, not on one
    value = "only" if only else None
    return [
        scene.fact(mention.concept, mention.start, mention.end, assertion=said, subject=subject, when=time, value=value)
    ]


def _was_had(scene: Scene, mention: Mention) -> bool:
    words = scene.said["had"]
    return mention.first > 0 and scene.words[mention.first - 1].norm in words


def _creams_spoken_of(scene: Scene) -> bool:
    spoken = [*scene.spoken, *(one.concept for one in scene.mentions)]
    return "topical_treatment" in spoken


def _begun(scene: Scene, mention: Mention) -> bool:
    """Whether what also sounds planned is taken already: "on methotrexate, due for labs", or was stopped."""
    taking = scene.said["taking"]
    cues = [cue for cue in scene.clause_cues(mention, "positive") if 0 < mention.first - cue.last <= 3]
    return bool(scene.clause_cues(mention, "ended")) or any(scene.words[cue.first].norm in taking for cue in cues)


def _only(scene: Scene, mention: Mention) -> bool:
    """Whether the message says that there was nothing else: "only creams so far", "that's it ever"."""
    index = scene.passage.clause_at[mention.first]
    near = [] if index is None else scene.clauses[max(0, index - 2) : index + 4]
    return any(clause.of("only") for clause in near)
