"""Vaccines as facts: given, denied, or planned."""

from __future__ import annotations

from nlp.facts import Fact
from nlp.scene import Scene
from nlp.spans import Mention
from nlp.statements import is_a, planned, when
from nlp.text import Token


def read(scene: Scene, mention: Mention, said: str, subject: str) -> list[Fact]:
    """What a mention of a vaccine states; a planned one that is not live states nothing."""
    concept = mention.concept
    if said == "possible" or mention.weak or _not_allowed(scene, mention):
        return []
    if (
        said == "present"
        and concept != "planned_live_vaccine"
        and (planned(scene, mention) or _for_a_trip(scene, mention))
        and not _given(scene, mention)
    ):
        if not is_a(concept, "live_vaccine"):
            return []
        concept = "planned_live_vaccine"
    time = when(scene, mention) if said == "present" and concept != "planned_live_vaccine" else None
    return [scene.fact(concept, mention.start, mention.end, assertion=said, subject=subject, when=time)]


def _not_allowed(scene: Scene, mention: Mention) -> bool:
    """ "She can't have live vaccines" tells neither what she had nor what is planned."""
    cues = scene.clause_cues(mention, "not_allowed")
    return any(0 < mention.first - cue.last <= 3 or 0 < cue.first - mention.last <= 3 for cue in cues)


def _for_a_trip(scene: Scene, mention: Mention) -> bool:
    """ "Going to Ghana in January, yellow fever vaccine before"."""
    sentence = scene.sentence_of(mention)
    done = any(
        scene.in_sentence(day.start, sentence) and day.last <= scene.today and day.next_first <= scene.today
        for day in scene.dates
    )
    return bool(scene.sentence_cues(mention, "travel")) and not done


def _given(scene: Scene, mention: Mention) -> bool:
    """Whether the clause says that it was given, in words that are not part of a plan ("is going to be given")."""
    words = scene.said["given"]
    clause = scene.clause_of(mention)
    if clause is None:
        return False
    plan = {i for cue in scene.clause_cues(mention, "planned") for i in range(cue.first, cue.last + 1)}
    said = (i for i in range(clause.first, clause.last + 1) if i not in plan)
    return any(scene.words[i].norm in words and not _is_contracted(scene.words[i]) for i in said)


def _is_contracted(word: Token) -> bool:
    """ "We're" is no "were"."""
    return word.end - word.start > len(word.norm)


def plans(scene: Scene) -> list[Fact]:
    """ "Nothing live", "none planned": said of vaccines where a vaccine is named or was spoken of last."""
    last = scene.spoken[-1:]
    if "vaccine" not in scene.kinds and not any(scene.concepts[one].kind == "vaccine" for one in last):
        return []
    meant = {"none_planned": "planned_live_vaccine", "no_live": "live_vaccine"}
    cues = {cue.category: cue for cue in scene.cues if cue.category in meant}
    return [scene.fact(meant[one], cue.start, cue.end, assertion="absent") for one, cue in cues.items()]
