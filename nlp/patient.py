"""Who the patient of a message is."""

from __future__ import annotations

from collections.abc import Mapping

from nlp.cast import Cast
from nlp.claims import Claims
from nlp.facts import Frozen
from nlp.persons import Gender, Person
from nlp.spans import Cue

_KIN_NEAR = 2  # tokens from "her" to what is hers: "her great aunt"


class Patient(Frozen):
    """The patient as far as the words tell: the `writer` or somebody else, and the gender where it was named."""

    writer: bool
    gender: Gender | None = None


def patient_of(claims: Claims, promoted: Mapping[str, Gender | None], known: Patient | None) -> Patient | None:
    """The patient, from what is said of whom; None where nothing tells.

    `promoted` are the words for relatives that mean the patient; `known` is whom earlier messages told to be it.
    """
    cast = claims.cast
    if cast.passage.clauses_with("its_me") and not cast.passage.clauses_with("not_its_me"):
        return Patient(writer=True)
    if promoted:
        return _somebody(next(iter(promoted.values())) or _gender(cast, "third"))
    if known is not None:
        return known if known.writer else _somebody(_owner_told(cast) or known.gender or _gender(cast, "third"))
    return _patient_told(claims)


def _patient_told(claims: Claims) -> Patient | None:
    """The patient by what is claimed of the writer, a child, "the patient" and "she"."""
    cast = claims.cast
    if cast.kin and not claims.ill_writer():
        return _somebody(_gender_told(cast))
    claimed = claims.by_writer()
    own_child = any(cast.is_of_writer(one) for one in cast.everybody() if one.role in ("child", "relative"))
    if claimed and claims.introduces_writer() and not own_child:
        return Patient(writer=True)
    if claims.ill_writer() and not claims.of_another():
        return Patient(writer=True)
    only_aged = claimed and own_child and not claims.by_writer(with_ages=False)
    if cast.has("patient") or (cast.has("child") and (only_aged or not claimed or claims.of_child())):
        return _somebody(_gender_told(cast))
    if claimed and (claims.ill_writer() or cast.relatives or not claims.of_third()):
        return Patient(writer=True)
    if cast.has("third") and all(_is_of_third(cue, cast) for cue in cast.relatives):
        return _somebody(_gender(cast, "third"))
    return None


def _somebody(gender: Gender | None) -> Patient:
    return Patient(writer=False, gender=gender)


def _is_of_third(relative: Cue, cast: Cast) -> bool:
    """Whether a relative is somebody's of whom the writer tells: "her dad has MG and her aunt had lupus"."""
    return any(_has_relative(one, relative) for one in cast.everybody())


def _has_relative(person: Person, relative: Cue) -> bool:
    """ "Her great aunt"."""
    return person.role == "third" and 0 < relative.first - person.last <= _KIN_NEAR


def _owner_told(cast: Cast) -> Gender | None:
    """The gender of the patient, where something said before is put right as that of "his sister"."""
    if not cast.passage.clauses_with("correction"):
        return None
    owners = (one.gender for one in cast.everybody() for cue in cast.relatives if _has_relative(one, cue))
    return next((gender for gender in owners if gender), None)


def _gender_told(cast: Cast) -> Gender | None:
    """The gender of the patient; that of a child counts for "the patient" only in the same sentence."""
    named = list(zip(cast.passage.clauses, cast.persons, strict=True))
    pointed = {clause.sentence for clause, persons in named if any(one.role == "patient" for one in persons)}
    genders = (
        one.gender
        for clause, persons in named
        for one in persons
        if one.role == "child" and one.gender and (not pointed or clause.sentence in pointed)
    )
    return next(genders, None) or _gender(cast, "third") or _gender(cast, "child")


def _gender(cast: Cast, role: str) -> Gender | None:
    """The first gender that is named of a person of this role."""
    return next((one.gender for one in cast.everybody() if one.role == role and one.gender), None)
