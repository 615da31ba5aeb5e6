"""The diseases and their look-alikes as facts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlp import findings
from nlp.ages import says_childhood
from nlp.facts import Fact, Guess
from nlp.lexicon import read_words, word_sets
from nlp.revisions import given_up, settled, slips
from nlp.scene import TARGETS, Scene
from nlp.spans import DateSpan, Mention, Polarity
from nlp.statements import is_attributive, when

_BESIDE = 5  # tokens within which another disease or a treatment vouches for a weak name
_DOSE_LIMIT = 90


def facts(scene: Scene) -> list[Fact]:
    """One fact a disease for the patient (a statement outweighs a doubt), those of others, and childhood onset."""
    found: list[Fact] = []
    kept: dict[str, tuple[Mention, str]] = {}
    gone, wrong = given_up(scene), slips(scene)
    for mention, kind in zip(scene.mentions, scene.kinds, strict=True):
        if kind not in ("condition", "look_alike") or mention.concept == "childhood_onset":
            continue
        said = scene.assertions.of(mention, kind)
        if said == "unasserted" or mention.first in wrong or (mention.weak and not _weak_counts(scene, mention, said)):
            continue
        said = "absent" if mention.first in gone else settled(scene, mention, said)
        said = "present" if mention.first in wrong.values() else said  # the "no" before it was that of the slip
        if scene.is_other(mention, kind):
            found.append(scene.fact(mention.concept, mention.start, mention.end, assertion=said, subject="other"))
            if (shared := _of_the_patient_too(scene, mention)) is not None:
                kept[mention.concept] = (mention, shared)
            continue
        before = kept.get(mention.concept)
        if before is None or said != "possible" or before[1] == "possible":
            kept[mention.concept] = (mention, said)
    for disease in _narrowed(scene, kept):
        del kept[disease]
    found += [_fact(scene, mention, said) for mention, said in kept.values()]
    for assertion, start, end in findings.childhood(scene, says_childhood(scene.folded, scene.language)):
        found.append(scene.fact("childhood_onset", start, end, assertion=assertion))
    return found


def is_loose(name: str, language: str) -> bool:
    """Whether a name is used of several diseases: "lupus"."""
    return name.lower() in word_sets(language, "grammar")["loose_names"]


def _narrowed(scene: Scene, kept: Mapping[str, tuple[Mention, str]]) -> set[str]:
    """Diseases named loosely, where one that goes by that name too is meant: "lupus, it is the discoid kind"."""
    adds = scene.said["adds_illness"]
    found = set()
    for concept, (kind, said) in kept.items():
        disease = scene.concepts[concept].narrows
        if disease is None or disease not in kept or not kept[disease][1] == said == "present":
            continue
        loose = kept[disease][0]
        if not is_loose(scene.folded[loose.start : loose.end], scene.language):
            continue
        first, last = sorted((loose, kind), key=lambda one: one.first)
        near = [*scene.words[first.last + 1 : last.first], *scene.words[kind.last + 1 : kind.last + 2]]
        if not any(word.norm in adds for word in near):
            found.add(disease)
    return found


def _of_the_patient_too(scene: Scene, mention: Mention) -> Polarity | None:
    """Whether what another has is said of the patient: "my twin has lupus, not me", "Dad had MG. My son has it too"."""
    sentence = scene.sentence_of(mention)
    later = [
        one.first
        for one, kind in zip(scene.mentions, scene.kinds, strict=True)
        if kind in ("condition", "look_alike") and one.first > mention.last
    ]
    for clause in (*scene.clauses_in(sentence), *scene.clauses_in(sentence + 1)):
        for cue in clause.cues:
            if (
                cue.category in ("not_me", "too")
                and mention.last < cue.first < min(later, default=cue.first + 1)
                and not scene.subjects.tells_of_other(cue.first, cue.last)
            ):
                return "absent" if cue.category == "not_me" else "present"
    return None


def _fact(scene: Scene, mention: Mention, said: str) -> Fact:
    guesses = (Guess(kind="spelling", said=scene.text[mention.start : mention.end]),) if mention.misspelt else ()
    dated = said == "present" and mention.concept in TARGETS and not is_attributive(scene, mention)
    began = when(scene, mention, lambda day: _may_be_onset(scene, mention, day)) if dated else None
    if began is not None and began.age is not None:
        began = None  # an age of onset is a fact of its own
    return scene.fact(mention.concept, mention.start, mention.end, assertion=said, when=began, guesses=guesses)


def _may_be_onset(scene: Scene, mention: Mention, day: DateSpan) -> bool:
    """Whether a date is the disease's: in its clause, or in one that says nothing else ("SLE, diagnosed 2015")."""
    own, its = scene.passage.clause_at[mention.first], scene.passage.clause_at[scene.token_at(day.start)]
    if its is None or own == its:
        return True
    plain = scene.said["onset_words"]
    words = scene.words[scene.clauses[its].first : scene.token_at(day.start)]
    return all(word.norm in plain for word in words if word.norm.isalpha())


def _weak_counts(scene: Scene, mention: Mention, said: str) -> bool:
    """ "MG", "DM" and "GPA" count where a disease may stand, not as a dose or a school mark; "no vasculitis" denies."""
    if scene.words[mention.last].norm in scene.said["families_of_diseases"]:
        return said == "absent"
    if re.match(read_words(scene.language, "grammar")["school_mark"], scene.folded[mention.end : mention.end + 12]):
        return False
    before = scene.words[mention.first - 1] if mention.first else None
    after = scene.words[mention.last + 1].norm if mention.last + 1 < len(scene.words) else ""
    number = before is not None and before.norm.replace(".", "").isdigit()
    if number and before is not None and any(age.start < before.end <= age.end for age in scene.ages):
        number = False  # "my stepson 17 MG"
    if before is not None and number and before.end >= mention.start - 1:
        dose = mention.concept == "myasthenia_gravis" and after not in scene.said["disease_closers"]
        if dose or float(before.norm) > _DOSE_LIMIT:
            return False
    if mention.concept == "myasthenia_gravis" and not number:
        return True
    clause = scene.clause_of(mention)
    alone = clause is not None and clause.last <= mention.last + 1 and clause.first == mention.first
    if alone or any(word.norm in scene.said["disease_context"] for word in scene.words):
        return True
    opened = before is not None and before.norm in scene.said["disease_openers"]
    beside = any(
        one is not mention and not one.weak and abs(one.first - mention.first) <= _BESIDE and kind in _VOUCHING
        for one, kind in zip(scene.mentions, scene.kinds, strict=True)
    )
    return opened or after in scene.said["disease_closers"] or beside or mention.concept in scene.spoken


_VOUCHING = ("condition", "look_alike", "treatment")
