"""The persons that a message names, and the stretches of it that are about a family or stand in brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from nlp.lexicon import cue_phrases, read_words, word_sets
from nlp.spans import Clause, Cue
from nlp.text import Token

Gender = Literal["female", "male"]
_GENDERS: dict[str, Gender] = {"female": "female", "male": "male"}
_ROLES = {
    "first_person": "first", "third_person": "third", "own": "third",
    "patient_words": "patient", "child_words": "child", "relative_words": "relative",
}  # fmt: skip
_NEAR = 4  # tokens between a child and the place it is known from


@dataclass(slots=True)
class Person:
    """Somebody named at tokens `first` to `last`."""

    first: int
    last: int
    role: str  # first, third, patient, child, relative; kin: a relative or carer who writes
    gender: Gender | None
    promotable: bool = False


def family_history(clauses: Sequence[Clause], words: Sequence[Token]) -> set[int]:
    """The clauses under a heading such as "FHx:", to the end of its line, or to the next word for the patient."""
    found: set[int] = set()
    active, line_sentence = False, 0
    for index, clause in enumerate(clauses):
        categories = {cue.category for cue in clause.cues}
        if (
            active
            and (
                clause.opened_by == "\n"
                or not categories.isdisjoint(("patient_words", "past_history", "own_heading"))
                or any(category.startswith("own.") for category in categories)
                or clause.sentence > line_sentence + 3
            )
        ) or (
            active
            and clause.sentence != line_sentence
            and any(cue.category.startswith(("third_person", "first_person")) for cue in clause.cues)
        ):
            active = False
        if "family_history" in categories:
            active, line_sentence = True, clause.sentence
        if active:
            found.add(index)
    return found


def bracketed(clauses: Sequence[Clause], words: Sequence[Token]) -> set[int]:
    """The clauses inside brackets: "my sister (she's 13, I'm 19) has JDM"."""
    found: set[int] = set()
    open_brackets = position = 0
    for index, clause in enumerate(clauses):
        for word in words[position : clause.first + 1]:
            open_brackets = max(0, open_brackets + (word.norm == "(") - (word.norm == ")"))
        position = clause.first + 1
        if open_brackets:
            found.add(index)
    return found


def speakers(clauses: Sequence[Clause], persons: Sequence[Sequence[Person]]) -> dict[int, int]:
    """The clauses that a relative speaks ("Mother: I have lupus too"), each with the clause of that label."""
    found: dict[int, int] = {}
    for index in range(1, len(clauses)):
        clause, label = clauses[index], clauses[index - 1]
        named = [(one.role, one.first) for one in persons[index - 1]]
        if clause.opened_by == ":" and named == [("relative", label.first)] and label.last - label.first <= 1:
            if any(one.first == clause.first and one.role in ("first", "third") for one in persons[index]):
                found[index] = index - 1
        elif index - 1 in found and clause.opened_by != "\n":
            found[index] = found[index - 1]
    return found


@cache
def _role(category: str) -> str:
    """The role of the person that a category of cues stands for; empty for none."""
    family, _, gender = category.partition(".")
    return "first" if gender == "first" else _ROLES.get(family, "")


def persons_in(clause: Clause, words: Sequence[Token], language: str) -> list[Person]:
    """The persons that a clause is about, without those who only report, sign or stand after a preposition."""
    named = [cue for cue in clause.cues if _role(cue.category)]
    if not named:
        return []
    said = word_sets(language, "grammar")
    self_words = read_words(language, "grammar")["self_words"]
    covered = {
        i
        for cue in clause.cues
        if cue.category in ("writer_roles", "no_person", "its_me")
        for i in range(cue.first, cue.last + 1)
    }
    reporters = {cue.first for cue in clause.of("reporters")}
    prepositions = {cue.last for cue in clause.of("prepositions")}
    promotable = {cue.last for cue in clause.of("promotable")}
    found: dict[int, Person] = {}
    for cue in sorted(named, key=lambda cue: cue.first - cue.last):
        gender = cue.category.partition(".")[2]
        role = _role(cue.category)
        if role == "relative" and _is_one_child(cue, words, language):
            role = "child"
        elif role == "child" and _is_only_sex(cue, clause, words, said):
            continue
        elif role in ("child", "patient") and (place := _known_from(cue, clause, words, said)):
            role = "relative"
            covered.update(range(cue.last + 1, place.last + 1))  # "a kid on my son's team"
        if any(i in covered for i in range(cue.first, cue.last + 1)):
            continue
        if any(i in found for i in range(cue.first, cue.last + 1)) or (
            role in ("child", "patient") and _is_self(cue, clause, words, self_words)
        ):
            continue
        if role == "relative" and _is_writer(cue, clause, words, self_words, said["before_relatives"]):
            covered.update(range(cue.first, cue.last + 1))
            continue
        asked_for = any(
            one.category in ("asking_for", "for_my") and 0 < cue.first - one.last <= 3 for one in clause.cues
        )
        reports = cue.last + 1 in reporters or _after_preposition(cue, words, prepositions, said)
        if role == "relative" and reports and not asked_for:
            covered.update(range(cue.first, cue.last + 1))
            found.pop(cue.first - 1, None)  # the "my" of "my brother sent this"
            continue
        if role == "child" and words[cue.last + 1 : cue.last + 2] and words[cue.last + 1].norm in said["here"]:
            role = "first"  # "27 yo guy here"
        person = Person(cue.first, cue.last, role, _GENDERS.get(gender), cue.last in promotable)
        found.update(dict.fromkeys(range(cue.first, cue.last + 1), person))
    unique = {id(person): person for person in found.values()}
    return sorted(unique.values(), key=lambda person: person.first)


def _is_writer(
    cue: Cue,
    clause: Clause,
    words: Sequence[Token],
    own: Mapping[str, Sequence[str]],
    owners: frozenset[str],
) -> bool:
    """Whether a relative is who writes: "I am her mother"."""
    before = cue.first - 1
    while before >= clause.first and words[before].norm in owners:
        before -= 1
    said = [words[i].norm for i in range(max(clause.first, before - 1), before + 1)]
    return (said[-1:] and said[-1] in own["joined"]) or (
        len(said) == 2 and said[0] in own["pronouns"] and said[1] in own["verbs"]
    )


def _is_only_sex(cue: Cue, clause: Clause, words: Sequence[Token], said: Mapping[str, frozenset[str]]) -> bool:
    """Whether "27 year old male" stands without an article: it may be the writer as well as somebody else."""
    if cue.first != cue.last or words[cue.first].norm not in said["sexes"]:
        return False
    before = [word.norm for word in words[clause.first : cue.first]]
    return bool(before) and all(one.isdigit() or one in said["aged_words"] for one in before)


def _is_self(cue: Cue, clause: Clause, words: Sequence[Token], self_words: Mapping[str, Sequence[str]]) -> bool:
    """Whether "boy" is what the writer is: "I am a 17 year old boy", "I'm a full time patient"."""
    reach = 8 if cue.category.startswith("child_words") else 4
    before = [words[i].norm for i in range(max(clause.first, cue.first - reach), cue.first)]
    if before and (before[-1] in self_words["owners"] or any(one in self_words["apart"] for one in before)):
        return False  # "I'm asking for my daughter", "I'm a fellow with a patient"
    return any(one in self_words["joined"] for one in before) or any(
        one in self_words["pronouns"] and other in self_words["verbs"] for one, other in pairwise(before)
    )


def _is_one_child(cue: Cue, words: Sequence[Token], language: str) -> bool:
    """Whether "kids" is "kid's": "my kid's 14", "the kid's lupus"."""
    word = words[cue.last]
    apostrophe = word.end - word.start > len(word.norm)
    return apostrophe and cue.first == cue.last and word.norm[:-1] in cue_phrases(language)["child_words.any"]


def _known_from(cue: Cue, clause: Clause, words: Sequence[Token], said: Mapping[str, frozenset[str]]) -> Cue | None:
    """The place from which a child is only known: "a boy in his class", "some little girl at our church"."""
    before = words[max(clause.first, cue.first - 2) : cue.first]
    article = any(word.norm in said["article_words"] for word in before)
    if not article or cue.last + 1 == len(words) or words[cue.last + 1].norm not in said["place_words"]:
        return None
    places = (one for one in clause.of("elsewhere") if 0 < one.first - cue.last <= _NEAR)
    return next(places, None)


def _after_preposition(
    cue: Cue, words: Sequence[Token], prepositions: set[int], said: Mapping[str, frozenset[str]]
) -> bool:
    """Whether "from my mom", "like her sister": the relative is no subject, as in "both of my sisters"."""
    before = cue.first - 1
    while before >= 0 and words[before].norm in said["before_relatives"]:
        before -= 1
    return before in prepositions and not (before > 0 and words[before - 1].norm in said["quantifiers"])
