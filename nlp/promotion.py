"""Relatives who are the patient: "my little brother has JDM", "I'm asking for my cousin"."""

from __future__ import annotations

from nlp.cast import Cast
from nlp.claims import Claims
from nlp.persons import Gender, Person

_BEHIND = 12  # tokens behind a relative's clause in which an illness or test is still the relative's
_AGE_NEAR = 30  # characters from a relative to the age

Promoted = dict[str, Gender | None]


def promoted(claims: Claims, *, known: bool) -> Promoted:
    """The words for relatives that mean the patient, with the gender that they tell.

    A relative is the patient where the writer asks for them, or says of nobody else what a patient has; the latter
    only where it is not `known` from earlier messages who the patient is.
    """
    cast = claims.cast
    found: Promoted = {}
    relatives: list[tuple[int, Person]] = []
    for index, persons in enumerate(cast.persons):
        for one in persons:
            if one.role != "relative":
                continue
            if _is_pointed_at(cast, index, one) or _is_asked_for_behind(cast, one):
                found[_word(cast, one)] = one.gender
            elif cast.is_of_writer(one) and not _passed_on(cast, index, one):
                relatives.append((index, one))
    _add_by_pronoun(cast, found)
    if found or known or cast.has("patient") or cast.has("child") or claims.ill_writer():
        return found
    if cast.kin and relatives:  # "big brother here, my little sister is 14"
        return {_word(cast, relatives[0][1]): relatives[0][1].gender}
    if cast.too:
        return {}
    by_writer = claims.by_writer()
    told = (one for index, one in relatives if _is_told_of(claims, index, one, by_writer=by_writer))
    return {_word(cast, one): one.gender for one in [next(told, None)] if one is not None}


def _word(cast: Cast, person: Person) -> str:
    return cast.passage.words[person.last].norm


def _is_pointed_at(cast: Cast, index: int, person: Person) -> bool:
    """Whether a clause asks for a relative, or says that they are the patient."""
    persons, clause = cast.persons[index], cast.passage.clauses[index]
    asking = [cue.last for cue in clause.of("asking_for", "for_my") if cue.category == "asking_for" or not cue.first]
    pointing = [one.last for one in persons if one.role == "patient" and not cast.owns(one)]
    if any(0 < person.last - last <= 5 for last in asking + pointing):
        return True
    return person is persons[0] and any(_is_predicate(cast, one) for one in [*persons, *_persons_of_more(cast, index)])


def _persons_of_more(cast: Cast, index: int) -> list[Person]:
    """The persons of the next clause where it says more of the same subject ("… and is your referral")."""
    more = cast.passage.clauses[index + 1 : index + 2]
    joined = more and more[0].joined and cast.passage.words[more[0].first].norm in cast.passage.said["is_words"]
    return cast.persons[index + 1] if joined else []


def _is_predicate(cast: Cast, person: Person) -> bool:
    """Whether "the patient" is what somebody is: "twin A has SLE and is your referral"."""
    before = cast.passage.norms(person.first - 2, person.first - 1)
    return person.role == "patient" and not cast.passage.said["is_words"].isdisjoint(before)


def _is_asked_for_behind(cast: Cast, person: Person) -> bool:
    """ "My lil bro who im writing for"."""
    who = any(cue.first == person.last + 1 for cue in cast.passage.cues_of("relative_pronouns"))
    return who and any(2 <= cue.first - person.last <= 4 for cue in cast.passage.cues_of("asking_for"))


def _passed_on(cast: Cast, index: int, person: Person) -> bool:
    """ "My brother died of lupus", "my late aunt"."""
    return any(abs(cue.first - person.last) <= 4 for cue in cast.passage.clauses[index].of("passed_on"))


def _add_by_pronoun(cast: Cast, found: Promoted) -> None:
    """ "My twin has lupus, I don't. I'm asking for her": the relative named before is the patient."""
    named: list[Person] = []
    child = cast.has("child")
    for clause, persons in zip(cast.passage.clauses, cast.persons, strict=True):
        for one in persons:
            if one.role == "third" and any(cue.last == one.first - 1 for cue in clause.of("asking_for")):
                fitting = [other for other in named if not other.gender or other.gender == one.gender]
                if fitting and not child:
                    found.setdefault(_word(cast, fitting[-1]), one.gender)
            if one.role == "relative":
                named.append(one)


def _is_told_of(claims: Claims, index: int, person: Person, *, by_writer: bool) -> bool:
    """Whether what a patient has is said of a relative, and not of the writer."""
    cast, passage = claims.cast, claims.cast.passage
    end, reach = passage.words[person.last].end, passage.clauses[index].last + _BEHIND
    if any(first < person.first for first in claims.conditions) or any(age.end <= end for age in cast.ages):
        return False
    ill = any(person.last < first <= reach for first in claims.conditions)
    measured = any(person.last < first <= reach for first in passage.places("measurement"))
    ages = [age for age in cast.ages if age.kind == "age"]
    aged = any(end < age.end and age.start - end < _AGE_NEAR for age in ages)
    if ill and aged:
        return True
    if by_writer:
        return False
    likely = person.promotable and (ill or any(age.start >= end for age in ages if age.start - end < _AGE_NEAR))
    return likely or (measured and aged and not cast.contrasted)
