"""The resources of one patient, read one by one and brought together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from nlp.calendar_days import completed_years
from nlp.facts import Fact, Frozen
from nlp.health_records import illnesses, medicines, observations, procedures, resources
from nlp.health_records.documents import Unread, texts
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.elements import CodeableConcept, Element, Resource
from nlp.health_records.merging import together
from nlp.health_records.moments import Moment
from nlp.health_records.notes import read_text
from nlp.health_records.problems import Problems, Raw, RecordProblem, reason


class PatientRecord(Frozen):
    """What a record says of one patient, by the id that the record gives; `problems` are parts that were not used."""

    id: str
    facts: tuple[Fact, ...]
    problems: tuple[RecordProblem, ...] = ()


Reader = Callable[[Any, Light], list[Draft]]
_READERS: dict[str, tuple[type[Resource], Reader | None]] = {
    "Condition": (resources.Condition, illnesses.conditions),
    "Procedure": (resources.Procedure, procedures.procedures),
    "Observation": (resources.Observation, observations.results),
    "MedicationRequest": (resources.Medicine, medicines.medicines),
    "MedicationStatement": (resources.Medicine, medicines.medicines),
    "MedicationAdministration": (resources.Medicine, medicines.medicines),
    "Immunization": (resources.Immunization, medicines.vaccines),
    "DiagnosticReport": (resources.DiagnosticReport, None),
    "DocumentReference": (resources.DocumentReference, None),
}
TYPES = frozenset(_READERS)
TWO_WITH_ONE_ID = "two different patients have the same id; neither is read"


class _Medication(Element):
    code: CodeableConcept = CodeableConcept()


def patient_record(
    patient_id: str,
    patient: Raw,
    resources_of: Iterable[Raw],
    medicine: Callable[[str], dict[str, Any] | None],
    today: date,
    language: str,
) -> PatientRecord | RecordProblem:
    """What the Patient and the resources about it say; a problem where the patient has died.

    `medicine` finds the Medication behind a reference.
    """
    problems, own = Problems(), resources.Patient()
    try:
        own = _validated(resources.Patient, patient.content)
    except ValidationError as error:
        problems.add("Patient", patient, reason(error))
    if own.deceased_boolean or own.deceased_date_time:
        return RecordProblem(where=patient.where, message="the record says that this patient is no longer living")
    found = list(_born(own.birth_date, today, language))
    for raw in resources_of:
        light = Light(today, language, own.birth_date, _medicines(raw.content, medicine))
        found += _drafts(raw, light, problems)
    return PatientRecord(id=patient_id, facts=together(found), problems=problems.all())


def _drafts(raw: Raw, light: Light, problems: Problems) -> Iterator[Draft]:
    kind = str(raw.content.get("resourceType"))
    model, reader = _READERS[kind]
    try:
        resource = _validated(model, raw.content)
        drafts = reader(resource, light) if reader else []
    except ValidationError as error:
        return problems.add(kind, raw, reason(error))
    for draft in drafts:
        if draft.problem:
            problems.add(kind, raw, f"not used: {draft.problem}")
        if draft.hides or not draft.problem:
            yield draft
    for text in texts(resource):
        if isinstance(text, Unread):
            problems.add(kind, raw, text.why)
        else:
            yield from read_text(text, light)


def _validated(model: type[Any], content: object) -> Any:
    return model.model_validate(content)


def _born(born: Moment | None, today: date, language: str) -> Iterator[Draft]:
    if born is None or born.first > today:
        return
    light = Light(today, language, born, lambda reference: None)
    years = {completed_years(day, today) for day in (born.first, min(born.last, today))}
    if len(years) == 1:
        age = years.pop()
        yield Draft(fact("age", light.say("age", years=str(age)), value=age), None)
    yield Draft(fact("birth_date", light.say("born", date=born.said), when=born.when), None)


def _medicines(
    content: dict[str, Any], medicine: Callable[[str], dict[str, Any] | None]
) -> Callable[[str], CodeableConcept | None]:
    """The medicine behind a reference, which may be contained in the resource."""

    def find(reference: str) -> CodeableConcept | None:
        contained = content.get("contained")
        inside = (one for one in contained if isinstance(one, dict)) if isinstance(contained, list) else ()
        found = next((one for one in inside if f"#{one.get('id')}" == reference), None) or medicine(reference)
        return TypeAdapter(_Medication).validate_python(found).code if found else None

    return find
