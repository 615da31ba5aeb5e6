"""The patients of a Bundle, each with the resources that name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from nlp.health_records.owners import id_of, named, patient_id
from nlp.health_records.patient import (
    TWO_WITH_ONE_ID,
    TYPES,
    PatientRecord,
    patient_record,
)
from nlp.health_records.problems import Raw, RecordProblem
from nlp.health_records.versions import other_version


class Scope(NamedTuple):
    """Where a Bundle stands, the day and the language."""

    where: str
    today: date
    language: str


def in_bundle(bundle: dict[str, Any], scope: Scope) -> Iterator[PatientRecord | RecordProblem]:
    """The patients of a Bundle, and a problem for each patient, or for the whole, that is not read."""
    entries = list(_entries(bundle, scope.where))
    inner = [one.raw for one in entries if one.kind == "Bundle"]
    for raw in inner:
        yield from in_bundle(raw.content, scope._replace(where=raw.where))
    if version := next((found for one in entries if (found := other_version(one.raw.content))), ""):
        yield RecordProblem(where=scope.where, message=f"this is FHIR {version}; only R4 is read")
        return
    people = _people([one for one in entries if one.kind == "Patient"])
    if not people and not inner:
        yield RecordProblem(where=scope.where, message="a Bundle without a Patient; nothing of it is read")
        return
    medicines = {name: one.raw.content for one in entries if one.kind == "Medication" for name in one.names}
    resources, lost = _by_owner(entries, people)
    for number, person in enumerate({id(one): one for one in people.values()}.values(), start=1):
        if person.is_ambiguous:
            yield RecordProblem(where=person.raw.where, message=TWO_WITH_ONE_ID)
            continue
        own = resources.get(id(person), [])
        identity = id_of(person.raw.content) or f"patient {number}"
        yield patient_record(identity, person.raw, own, medicines.get, scope.today, scope.language)
    if lost:
        kinds = ", ".join(sorted(lost))
        yield RecordProblem(
            where=scope.where,
            message=f"resources that name no patient of this Bundle: {lost.total()} ({kinds}); not read",
        )


class _Entry(NamedTuple):
    """A resource of a Bundle and the references by which others may name it."""

    kind: str
    names: tuple[str, ...]
    raw: Raw


class _Person:
    """A Patient of a Bundle; two with one id are one person if nothing speaks against it."""

    def __init__(self, raw: Raw) -> None:
        self.raw, self.is_ambiguous = raw, False

    def meets(self, other: Raw) -> None:
        self.is_ambiguous |= self.raw.content.get("birthDate") != other.content.get("birthDate")


def _entries(bundle: dict[str, Any], where: str) -> Iterator[_Entry]:
    listed = bundle.get("entry")
    for number, entry in enumerate(listed if isinstance(listed, list) else [], start=1):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            continue
        kind, url = str(resource.get("resourceType")), entry.get("fullUrl")
        own = f"{kind}/{id_of(resource)}" if id_of(resource) else ""
        names = tuple(one for one in (url, own) if isinstance(one, str) and one)
        yield _Entry(kind, names, Raw(resource, f"{where}, entry {number} ({kind})"))


def _people(entries: list[_Entry]) -> dict[str, _Person]:
    """The patients by all references that name them."""
    people: dict[str, _Person] = {}
    for entry in entries:
        known = next((people[name] for name in entry.names if name in people), None)
        person = known or _Person(entry.raw)
        person.meets(entry.raw)
        people |= dict.fromkeys(entry.names or (f"#{id(person)}",), person)
    return people


def _by_owner(entries: list[_Entry], people: dict[str, _Person]) -> tuple[dict[int, list[Raw]], Counter[str]]:
    """The resources of each patient, and how many of each type name none."""
    owned: dict[int, list[Raw]] = {}
    lost = Counter[str]()
    for entry in entries:
        if entry.kind not in TYPES:
            continue
        reference = named(entry.raw.content)
        person = people.get(reference) or people.get(f"Patient/{patient_id(reference)}")
        if person is None:
            lost[entry.kind] += 1
        else:
            owned.setdefault(id(person), []).append(entry.raw)
    return owned, lost
