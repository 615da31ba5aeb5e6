"""Health records for tests: FHIR R4 resources as plain Python, and files of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from nlp.facts import Fact
from nlp.health_records import PatientRecord, RecordProblem, patients

TODAY = date(2026, 11, 22)
Resource = dict[str, Any]
SYSTEMS = {
    "loinc": "http://loinc.org",
    "snomed": "http://snomed.info/sct",
    "icd": "http://hl7.org/fhir/sid/icd-10-cm",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "cvx": "http://hl7.org/fhir/sid/cvx",
}
_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFIED = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def concept(*codes: str, text: str = "") -> Resource:
    """A CodeableConcept of codes such as "loinc 777-3" or "icd M32.9|a display"."""
    found: Resource = {"coding": []} if codes else {}
    for one in codes:
        name, _, display = one.partition("|")
        system, _, code = name.partition(" ")
        coding = {"system": SYSTEMS.get(system, system), "code": code}
        found["coding"].append(coding | ({"display": display} if display else {}))
    return found | ({"text": text} if text else {})


def patient(name: str = "p1", born: str | None = "2012-05-03", **more: Any) -> Resource:
    return {"resourceType": "Patient", "id": name} | ({"birthDate": born} if born else {}) | more


def of(kind: str, owner: str = "p1", **fields: Any) -> Resource:
    """A resource about a patient."""
    key = "patient" if kind in ("Immunization", "AllergyIntolerance", "FamilyMemberHistory") else "subject"
    return {"resourceType": kind, key: {"reference": f"Patient/{owner}"}, **fields}


def about(owner: str, resource: Resource) -> Resource:
    """The same resource about another patient."""
    key = "patient" if "patient" in resource else "subject"
    return resource | {key: {"reference": f"Patient/{owner}"}}


def lab(code: str, value: object = None, unit: str = "", day: str | None = "2026-11-01", **more: Any) -> Resource:
    """A laboratory result: a number with its UCUM unit, or a word such as "Negative"."""
    fields: Resource = {"status": "final", "code": concept(code)} | ({"effectiveDateTime": day} if day else {})
    if isinstance(value, str):
        fields["valueCodeableConcept"] = {"text": value}
    elif value is not None:
        ucum = {"system": "http://unitsofmeasure.org", "code": unit} if unit else {}
        fields["valueQuantity"] = {"value": value} | ucum
    return of("Observation", **(fields | more))


def condition(*codes: str, status: str = "active", verified: str = "confirmed", **more: Any) -> Resource:
    fields: Resource = {"code": concept(*codes)}
    if status:
        fields["clinicalStatus"] = {"coding": [{"system": _CLINICAL, "code": status}]}
    if verified:
        fields["verificationStatus"] = {"coding": [{"system": _VERIFIED, "code": verified}]}
    return of("Condition", **(fields | more))


def order(code: str, status: str = "active", day: str = "2026-01-05", **more: Any) -> Resource:
    """A MedicationRequest."""
    fields = {"status": status, "intent": "order", "medicationCodeableConcept": concept(code), "authoredOn": day}
    return of("MedicationRequest", **(fields | more))


def shot(code: str, day: str = "2026-11-10", status: str = "completed", **more: Any) -> Resource:
    """An Immunization."""
    return of("Immunization", **({"status": status, "vaccineCode": concept(code), "occurrenceDateTime": day} | more))


def bundle(*resources: Resource) -> Resource:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def bundle_file(folder: Path, *resources: Resource, name: str = "bundle.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(bundle(*resources)), encoding="utf-8")
    return path


def lines_file(folder: Path, resources: Iterable[Resource], name: str) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in resources), encoding="utf-8")
    return path


def one_record(folder: Path, *resources: Resource, today: date = TODAY) -> PatientRecord:
    """The record of the patient p1, of whom these resources are."""
    (found,) = patients(bundle_file(folder, patient(), *resources), today)
    assert isinstance(found, PatientRecord), found
    return found


def said(record: PatientRecord, name: str) -> list[object]:
    """What a record says of a concept: values, else assertions."""
    return [told(fact) for fact in record.facts if fact.concept == name]


def told(fact: Fact) -> object:
    return fact.assertion if fact.value is None else fact.value


def problems(path: Path) -> list[RecordProblem]:
    return [one for one in patients(path, TODAY) if isinstance(one, RecordProblem)]
