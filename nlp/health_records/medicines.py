"""Medicines ordered, told of or given, and vaccines."""

from __future__ import annotations

import re

from nlp.concepts import concepts
from nlp.facts import Code, When
from nlp.health_records.codes import Coded, Meaning, coded
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.elements import CodeableConcept
from nlp.health_records.names import mentioned, what
from nlp.health_records.resources import Immunization, Medicine
from nlp.statements import is_a

_TAKEN = frozenset({"active", "completed", "stopped", "on-hold", "in-progress"})
_ONGOING = frozenset({"active"})
_ONLY_AN_IDEA = frozenset({"proposal", "plan", "option"})
_LIVE = "live_vaccine"
_WORD = re.compile(r"[a-z]+")


def medicines(medicine: Medicine, light: Light) -> list[Draft]:
    """The treatment that a medicine is; nothing where it was not taken, or not ordered."""
    day = medicine.date
    if medicine.status not in _TAKEN or medicine.intent in _ONLY_AN_IDEA or medicine.do_not_perform:
        return []
    if day is not None and day.first > light.today:
        return []
    drug = _drug(medicine, light)
    found = _treatment(drug, medicine, light) if drug else None
    if found is None or found.meaning.concept is None or concepts()[found.meaning.concept].kind != "treatment":
        return []
    concept = found.meaning.concept
    end = min((one.end for one in medicine.periods if one.end), default=None, key=lambda one: one.order)
    start = next((one.start for one in medicine.periods if one.start), None) or day
    is_over = medicine.status not in _ONGOING or (end is not None and end.last < light.today)
    if is_a(concept, "anticoagulant") and is_over:
        return [Draft(fact(concept, ""), day, hides=True)]  # it counts only as long as it is taken
    last = end or (day if is_over else None)
    when = When(start=start.first if start else None, end=last.last if last else None) if start or last else None
    quote = light.quote(concept, day.said if day else "")
    return [Draft(fact(concept, quote, found.code if found.code.code else None, assertion="present", when=when), day)]


def _drug(medicine: Medicine, light: Light) -> CodeableConcept | None:
    """The medicine, which may stand elsewhere; where it does not, its name may stand in the reference."""
    own, reference = medicine.medication_codeable_concept, medicine.medication_reference
    if own or reference is None:
        return own
    return light.medicine(reference.reference) or CodeableConcept(text=reference.display)


def _treatment(drug: CodeableConcept, medicine: Medicine, light: Light) -> Coded | None:
    """Which treatment it is, by its code, else by its name; on the skin, the eyes or the lungs it is another one."""
    ways = [word for one in medicine.dosages for word in (one.text, *one.route.words)]
    words = set(_WORD.findall(" ".join((*drug.words, *ways)).lower()))
    if words & set(light.words["no_treatment"]):
        return None
    names = {one for text in drug.words for one, *_ in mentioned(text, light.language) if _is_treatment(one)}
    by_code, local = coded(drug), _local(names, words, light)
    if local and (names or by_code):
        return Coded(Meaning(concept=local), _code(local))
    if by_code:
        return by_code
    return Coded(Meaning(concept=(name := names.pop())), _code(name)) if len(names) == 1 else None


def _local(names: set[str], words: set[str], light: Light) -> str | None:
    by_word = (concept for concept, said in light.words["local"].items() if words & set(said))
    return next((one for one in names if one in light.words["local"]), None) or next(by_word, None)


def _code(concept: str) -> Code:
    return concepts()[concept].code or Code(system="", code="")


def _is_treatment(concept: str) -> bool:
    return concepts()[concept].kind == "treatment"


def vaccines(immunization: Immunization, light: Light) -> list[Draft]:
    """The live vaccine that was given; others are left out, as they do not mean that no live one was given."""
    found, day = what(immunization.vaccine_code, light.language), immunization.date
    concept = found.meaning.concept if found else None
    if immunization.status != "completed" or found is None or concept is None or not is_a(concept, _LIVE):
        return []
    if day is not None and day.first > light.today:
        return []
    quote = light.quote(concept, day.said if day else "")
    given = immunization.occurrence_date_time is not None and found.meaning.reading != "possible"
    when = None if day is None else day.when if given else When(end=day.last)
    return [Draft(fact(concept, quote, found.code if found.code.code else None, assertion="present", when=when), day)]
