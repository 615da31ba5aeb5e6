"""From a file or folder of FHIR R4 to its patients, one by one; memory stays flat, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from nlp.health_records.bundles import Scope, in_bundle
from nlp.health_records.exports import Export
from nlp.health_records.files import RecordError, Source, files_of, read, why_not
from nlp.health_records.patient import PatientRecord
from nlp.health_records.problems import Problems, Raw, RecordProblem
from nlp.health_records.versions import other_version


def patients(path: Path, today: date, language: str = "en") -> Iterator[PatientRecord | RecordProblem]:
    """The patients of a file or folder: Bundles, each of which stands for itself, and NDJSON files, which together
    are one export; a RecordProblem for each file, line or patient that cannot be read.

    Raises RecordError where there is nothing of that name, or nothing that could be a record.
    """
    files = files_of(path)
    if not files:
        raise RecordError(f"{path}: no .json or .ndjson file in this folder; give one with FHIR R4 Bundles or NDJSON")
    return patients_of(files, today, language)


def patients_of(files: Sequence[Source], today: date, language: str) -> Iterator[PatientRecord | RecordProblem]:
    """The same of files that are at hand."""
    is_empty = True
    for one in _all(files, today, language):
        is_empty = False
        yield one
    if is_empty:
        yield RecordProblem(where=files[0].name, message="no Patient is in it; nothing is read")


def _all(files: Sequence[Source], today: date, language: str) -> Iterator[PatientRecord | RecordProblem]:
    with Export(files) as export:
        for number, file in enumerate(files):
            try:
                yield from _file(file, number, export, today, language)
            except OSError as error:
                yield RecordProblem(where=file.name, message=f"cannot be opened: {error.strerror}")
        yield from export.patients(today, language)


def _file(
    file: Source, number: int, export: Export, today: date, language: str
) -> Iterator[PatientRecord | RecordProblem]:
    if reason := why_not(file):
        yield RecordProblem(where=file.name, message=reason)
        return
    problems = Problems()
    for place, content in read(file, number):
        where = f"{file.name}, line {place.line}" if place.line else file.name
        if content is None:
            problems.add("lines", Raw({}, where), "no JSON object: cut off or damaged")
        elif not isinstance(content.get("resourceType"), str):
            problems.add("lines", Raw(content, where), "this is no FHIR resource: it has no resourceType")
        elif content["resourceType"] == "Bundle":
            yield from in_bundle(content, Scope(where, today, language))
        elif version := other_version(content):
            problems.add("lines", Raw(content, where), f"this is FHIR {version}; only R4 is read")
        else:
            export.add(content, place)
    yield from problems.all()
