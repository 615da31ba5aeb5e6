"""Treatments, vaccines, consent and past or present illnesses as facts, one for each concept."""

from __future__ import annotations

from nlp import consent, illnesses, treatments, vaccines
from nlp.facts import Fact
from nlp.lexicon import read_words
from nlp.scene import Scene
from nlp.spans import Mention
from nlp.statements import is_a

_BESIDE = 3  # characters between a name and the closer one: ", ", " ("


def facts(scene: Scene) -> list[Fact]:
    """One fact for each concept stated; the most telling statement where there are several."""
    kept: dict[tuple[str, str], Fact] = {}
    for mention, kind in zip(scene.mentions, scene.kinds, strict=True):
        if kind not in ("treatment", "vaccine", "history", "consent"):
            continue
        for fact in _of(scene, mention, kind):
            key = (fact.concept, fact.subject)
            denied_rest = fact.assertion == "absent" and _is_residual(scene, mention)
            if not denied_rest and (key not in kept or _tells_more(fact, kept[key])):
                kept[key] = fact
    exact = [fact for fact in kept.values() if not _is_told_more_exactly(fact, list(kept.values()), scene)]
    told = {fact.concept for fact in exact}
    return [
        *exact,
        *illnesses.last_treatment(scene, told),
        *illnesses.otherwise_healthy(scene, told),
        *vaccines.plans(scene),
    ]


def _of(scene: Scene, mention: Mention, kind: str) -> list[Fact]:
    if kind == "consent":
        return consent.read(scene, mention)
    said = scene.assertions.of(mention, kind)
    after = scene.words[mention.last + 1].norm if mention.last + 1 < len(scene.words) else ""
    if said == "unasserted" or after in scene.said["asked_heads"]:
        return []
    subject = "other" if scene.is_other(mention, kind) else "patient"
    reader = {"treatment": treatments.read, "vaccine": vaccines.read, "history": illnesses.read}[kind]
    return reader(scene, mention, said, subject)


def _is_residual(scene: Scene, mention: Mention) -> bool:
    """ "No other clots", "none since": says nothing of the clot already told."""
    if not scene.clause_cues(mention, "residual"):
        return False
    told = [*scene.spoken, *(one.concept for one in scene.mentions if one is not mention)]
    return any(is_a(one, mention.concept) or is_a(mention.concept, one) for one in told)


def _is_told_more_exactly(fact: Fact, facts: list[Fact], scene: Scene) -> bool:
    """Whether a kind of the same illness stands beside its general name ("basal cell, all the cancer he ever had")."""
    if fact.quote.lower() not in scene.said["general_names"]:
        return False  # "ILD" beside an asthma is an illness of its own
    closer = read_words(scene.language, "grammar")["put_closer"].get(fact.quote.lower())
    if any(one.concept == closer and 0 < one.start - fact.end <= _BESIDE for one in facts):
        return True  # "skin cancer, basal cell"
    return fact.assertion == "present" and any(
        one.concept != fact.concept
        and one.subject == fact.subject
        and one.assertion == "present"
        and is_a(one.concept, fact.concept)
        for one in facts
    )


def _tells_more(fact: Fact, other: Fact) -> bool:
    """Whether a later statement about the same concept replaces the earlier one."""
    rank = {"present": 2, "absent": 1, "possible": 0, None: 0}
    if fact.assertion != other.assertion:
        return rank[fact.assertion] > rank[other.assertion]
    return (fact.when is not None, fact.value is not None) >= (other.when is not None, other.value is not None)
