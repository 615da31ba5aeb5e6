"""Infection tests and infections as facts."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.facts import Fact, When
from nlp.infections import TEST_OF, VIRUS, is_test
from nlp.result_cues import result_cues
from nlp.scene import Scene
from nlp.serology_results import results
from nlp.spans import Cue, Mention
from nlp.statements import when


def facts(scene: Scene) -> list[Fact]:
    """The newest result of each test for the patient, and those of others."""
    kept: dict[str, Fact] = {}
    others: list[Fact] = []
    cues = result_cues(scene.passage, scene.cues)
    for position, (result, cue) in sorted(results(scene, cues).items()):
        mention = scene.mentions[position]
        concept = TEST_OF.get(mention.concept, mention.concept)
        if scene.assertions.unasserted(mention.first) or (mention.weak and not _weak_counts(scene, mention, result)):
            continue
        subject = "other" if scene.is_other(mention, "serology") else "patient"
        start, end = min(mention.start, cue.start), max(mention.end, cue.end)
        time = _of_repeat(scene, mention, cue) if cue.category.endswith("_result") else when(scene, mention)
        fact = scene.fact(concept, start, end, value=result, subject=subject, when=time)
        if subject == "other":
            others.append(fact)
        elif concept not in kept or _newer(fact, kept[concept]):
            kept[concept] = fact
    if others and not kept:
        return others + _of_the_patient(scene, cues, others[-1])
    return others + list(kept.values()) + ([] if kept else _of_earlier_test(scene, cues))


def _of_the_patient(scene: Scene, cues: Sequence[Cue], other: Fact) -> list[Fact]:
    """ "My dad is HIV positive. I got tested last week, came back negative": the patient's result of that test."""
    for cue in cues:
        index = scene.passage.clause_at[cue.first]
        if index is None or cue.start < other.end or cue.category == "pending":
            continue
        clause = scene.clauses[index]
        mentioned = scene.passage.names_in(clause)
        tested = any(
            one.category == "was_tested" and one.first <= cue.last
            for near in scene.clauses_in(clause.sentence)
            for one in near.cues
            if one.start >= other.end
        )
        if tested and not mentioned and not scene.subjects.is_other(cue.first, "serology"):
            result = cue.category.partition("_")[0]
            return [scene.fact(other.concept, cue.start, cue.end, value=result)]
    return []


def _of_repeat(scene: Scene, mention: Mention, cue: Cue) -> When | None:
    """When the test was done; of one done again, or told twice, the date beside its last result."""
    repeats = [one.start for one in scene.cues_of("done_again") if mention.last < one.first < cue.first]
    before = scene.cues_of("positive_result", "negative_result")
    repeats += [cue.end for one in before if mention.last < one.first < cue.first]
    if not repeats:
        return when(scene, mention)
    near = [day for day in scene.dates if repeats[-1] <= day.start < cue.end + 30 and day.first <= scene.today]
    return When(start=near[0].first, end=near[0].last) if near else None


def _of_earlier_test(scene: Scene, cues: Sequence[Cue]) -> list[Fact]:
    """ "Redid it, and it flipped to positive": a result of the test that was spoken of last."""
    last = scene.last_test()
    if (last not in VIRUS and last != "quantiferon") or any(is_test(one, scene.concepts) for one in scene.mentions):
        return []
    back = scene.cues_of("anaphora")
    told = [cue for cue in cues if cue.category != "pending"]
    if not back or not told or scene.assertions.unasserted(told[0].first):
        return []
    cue = told[0]
    day = next((day for day in scene.dates if day.first <= scene.today), None)
    time = When(start=day.first, end=day.last) if day else None
    result = cue.category.partition("_")[0]
    return [scene.fact(TEST_OF.get(last, last), cue.start, cue.end, value=result, when=time)]


def _weak_counts(scene: Scene, mention: Mention, result: str) -> bool:
    """ "No hepatitis" denies both; "viral load" means the virus named last; "sAg, cAb" are of hepatitis B."""
    if mention.concept in TEST_OF:
        return result == "negative"
    beside = any(
        one.weak and one.concept != mention.concept and VIRUS.get(one.concept) == VIRUS.get(mention.concept) == "b"
        for one in scene.mentions
    )
    return beside or _speaks_of(scene, mention)


def _speaks_of(scene: Scene, mention: Mention) -> bool:
    """Whether a weak name ("viral load") can mean this test: its virus was named last, in the message or the chat."""
    named = [(one.first, VIRUS[one.concept]) for one in scene.mentions if not one.weak and one.concept in VIRUS]
    before = [virus for first, virus in named if first < mention.first][-1:]
    spoken = [VIRUS[one] for one in scene.spoken if one in VIRUS]
    return VIRUS.get(mention.concept) in (before or [virus for _, virus in named][-1:] or spoken)


def _newer(fact: Fact, other: Fact) -> bool:
    """Whether a later statement in the message replaces an earlier one."""
    if fact.when and other.when and fact.when.end and other.when.end:
        return fact.when.end >= other.when.end
    return True
