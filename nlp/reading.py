"""From a message to its facts: the one door of this floor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from nlp import age_facts, condition_facts, findings, history, onset, serology, value_facts
from nlp.ages import CONDITION, PERSON, TEST, AgeSpan, find_ages
from nlp.assertions import Assertions
from nlp.clauses import split
from nlp.concepts import concepts
from nlp.dates import find_dates
from nlp.facts import Fact, Frozen
from nlp.given_names import Names, names_in
from nlp.lab_report import Report
from nlp.lexicon import lexicon, read_words
from nlp.numbers import find_numbers
from nlp.passage import Passage
from nlp.patient import Patient
from nlp.pipeline import FOUND, Found, pipeline
from nlp.ranges import find_ranges
from nlp.scene import Scene
from nlp.slips import without_slips
from nlp.spans import DateSpan, Mention, Number
from nlp.subjects import Subjects
from nlp.values import find_values

_PERSONS = ("child_words", "relative_words", "patient_words")
LONGEST = 20_000  # characters that are read of one message


class Context(Frozen):
    """What earlier messages of a chat leave for the reading of the next: who the patient is, and what was spoken of.

    `mentioned` holds concept ids, the latest last; `names` tells the patient and others by their given names.
    """

    patient: Patient | None = None
    names: Names = Names()
    mentioned: tuple[str, ...] = ()


class Reading(Frozen):
    """The facts of one message, and the context for the next."""

    facts: tuple[Fact, ...]
    context: Context


@cache
def languages() -> frozenset[str]:
    """The languages that have a vocabulary."""
    folder = files("nlp").joinpath("vocabulary")
    return frozenset(entry.name for entry in folder.iterdir() if entry.joinpath("names.yaml").is_file())


def read(text: str, language: str, today: date, context: Context | None = None) -> Reading:
    """What a message states, in the order of its words.

    Only the first `LONGEST` characters are read. Raises VocabularyError where there is no vocabulary for the language.
    """
    before = context or Context()
    nlp = pipeline(language)
    with nlp.memory_zone():
        found: Found = nlp(without_slips(text[:LONGEST], language)).user_data[FOUND]
    if not found.words:
        return Reading(facts=(), context=before)
    scene = _scene(text, found, language, today, before)
    return Reading(facts=tuple(_facts(scene)), context=_next_context(scene, before))


def _scene(text: str, found: Found, language: str, today: date, context: Context) -> Scene:
    """Everything that the modules for the facts need, found once."""
    folded, words, mentions, cues = found.folded, found.words, found.mentions, found.cues
    vocabulary = concepts()
    kinds = [vocabulary[one.concept].kind for one in mentions]
    clauses = split(folded, words, cues, language)
    dates = [day for day in find_dates(folded, language, today) if not _is_of_a_name(day, mentions)]
    numbers = find_numbers(folded, language)
    diseases = [one.first for one, kind in zip(mentions, kinds, strict=True) if kind == "condition"]
    names = names_in(text, words, cues, lexicon(language).words, diseases, context.names, language)
    marked = _marked(found, kinds, names)
    plain = [number for number in numbers if not number.joined]
    ages = find_ages(folded, marked, dates, plain, language, today) if plain else []
    if context.mentioned and vocabulary[context.mentioned[-1]].kind == "measurement" and "condition" not in kinds:
        ages = [age for age in ages if not age.weak]  # "that was in 2024, now 48" goes on about the test
    tests = [one for one, kind in zip(mentions, kinds, strict=True) if kind == "measurement"]
    dates = [day for day in dates if not (_is_of_an_age(day, ages) or _is_a_value(day, folded, tests, language))]
    _take(numbers, dates, ages, mentions)
    passage = Passage(folded, words, clauses, mentions, kinds, language)
    assertions = Assertions(passage)
    subjects = Subjects(passage, names, ages, context.patient)
    return Scene(
        text, folded, words, mentions, kinds, cues, clauses, dates, ages, numbers, passage, assertions, subjects,
        vocabulary, context.mentioned, language, today,
    )  # fmt: skip


def _facts(scene: Scene) -> list[Fact]:
    report = Report(scene, find_ranges(scene.folded, scene.numbers, scene.language))
    values = find_values(report)
    facts = [
        *age_facts.facts(scene),
        *onset.facts(scene),
        *value_facts.facts(scene, values),
        *serology.facts(scene),
        *condition_facts.facts(scene),
        *findings.facts(scene, [value.mention for value in values]),
        *history.facts(scene),
    ]
    return sorted(facts, key=lambda fact: (fact.start, fact.end, fact.concept))


def _marked(found: Found, kinds: Sequence[str], names: Names) -> str:
    """The text with conditions, laboratory tests and persons overwritten, for the patterns of ages."""
    spans = [(cue.start, cue.end, PERSON) for cue in found.cues if cue.category.startswith(_PERSONS)]
    for one, kind in zip(found.mentions, kinds, strict=True):
        if kind == "condition":
            spans.append((one.start, one.end, CONDITION))
        elif kind in ("measurement", "other_lab") and not one.weak:
            spans.append((one.start, one.end, TEST))
    spans += [(word.start, word.end, PERSON) for word in found.words if names.role(word.norm)]
    marked = found.folded
    for start, end, sign in spans:
        marked = marked[:start] + sign * (end - start) + marked[end:]
    return marked


def _is_of_a_name(day: DateSpan, mentions: Sequence[Mention]) -> bool:
    """Whether what looks like a date is part of a name: "ACAM2000"."""
    return any(
        one.start <= day.start and day.end <= one.end and one.end - one.start > day.end - day.start for one in mentions
    )


def _is_of_an_age(day: DateSpan, ages: Sequence[AgeSpan]) -> bool:
    """Whether the words of a date are part of an age or a birth date: "now 15", "born 3/4/1990"."""
    return any(age.kind in ("age", "birth") and age.start <= day.start and day.end <= age.end for age in ages)


def _is_a_value(day: DateSpan, folded: str, tests: Sequence[Mention], language: str) -> bool:
    """Whether what looks like a year is the value of the test right before it: "ANC 1900", "ANC was 2010"."""
    plain = read_words(language, "ages")["result_words"]
    return folded[day.start : day.end].isdigit() and any(
        one.end <= day.start <= one.end + 12
        and all(word in plain for word in re.findall(r"\w+", folded[one.end : day.start]))
        for one in tests
    )


def _take(
    numbers: Sequence[Number], dates: Sequence[DateSpan], ages: Sequence[AgeSpan], mentions: Sequence[Mention]
) -> None:
    """Numbers that are part of a date, an age or a name are no results."""
    spans = [(day.start, day.end, "date") for day in dates] + [(age.start, age.end, "age") for age in ages]
    spans += [(one.start, one.end, "name") for one in mentions]
    taken = {place: what for start, end, what in reversed(spans) for place in range(start, end)}
    for number in numbers:
        number.taken = taken.get(number.start, "")


def _next_context(scene: Scene, before: Context) -> Context:
    named = [one.concept for one in scene.mentions if not one.weak]
    kept = [concept for concept in before.mentioned if concept not in named]
    return Context(patient=scene.subjects.patient, names=scene.subjects.names, mentioned=(*kept, *dict.fromkeys(named)))
