"""A bulk export: resources of many patients over several files, found again by patient from where they stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nlp.health_records.files import Place, Source, read_again
from nlp.health_records.owners import id_of, named, patient_id
from nlp.health_records.patient import (
    TWO_WITH_ONE_ID,
    TYPES,
    PatientRecord,
    patient_record,
)
from nlp.health_records.problems import Raw, RecordProblem

_TABLES = """
CREATE TABLE resource (owner TEXT, kind TEXT, file INT, start INT, length INT, line INT);
CREATE TABLE medication (name TEXT PRIMARY KEY, file INT, start INT, length INT, line INT);
"""
_BATCH = 10_000


class Export:
    """The places of all resources, in a database that the system keeps on disk as far as it has to and then drops.

    It holds ids and places, nothing else of the record.
    """

    def __init__(self, files: Sequence[Source]) -> None:
        self._files = files
        first = files[0]
        self._where = first.parent.name if isinstance(first, Path) and len(files) > 1 else first.name
        self._waiting: list[tuple[object, ...]] = []

    def __enter__(self) -> Export:
        self._places = sqlite3.connect("")
        self._places.executescript(_TABLES)
        return self

    def __exit__(self, *_: object) -> None:
        self._places.close()

    def add(self, resource: dict[str, Any], place: Place) -> None:
        """Takes note of a resource."""
        kind = str(resource.get("resourceType"))
        if kind == "Medication":
            row = (f"Medication/{id_of(resource)}", *place)
            self._places.execute("INSERT OR REPLACE INTO medication VALUES (?, ?, ?, ?, ?)", row)
        elif kind == "Patient" or kind in TYPES:
            owner = id_of(resource) if kind == "Patient" else patient_id(named(resource))
            self._waiting.append((owner, kind, *place))
            if len(self._waiting) >= _BATCH:
                self._store()

    def patients(self, today: date, language: str) -> Iterator[PatientRecord | RecordProblem]:
        """The patients in the order of their Patient resources, then what belongs to none of them."""
        self._store()
        self._places.execute("CREATE INDEX by_owner ON resource (owner, kind)")
        order = "SELECT DISTINCT owner FROM resource WHERE kind = 'Patient' ORDER BY file, start"
        for (owner,) in self._places.execute(order):
            yield self._patient(owner, today, language)
        lost = "SELECT count(*), group_concat(DISTINCT kind) FROM resource WHERE owner NOT IN ({})"
        people = "SELECT owner FROM resource WHERE kind = 'Patient'"
        count, kinds = self._places.execute(lost.format(people)).fetchone()
        if count:
            message = f"resources that name no patient of these files: {count} ({kinds.replace(',', ', ')}); not read"
            yield RecordProblem(where=self._where, message=message)

    def _store(self) -> None:
        self._places.executemany("INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()

    def _patient(self, owner: str, today: date, language: str) -> PatientRecord | RecordProblem:
        found = "SELECT file, start, length, line, kind FROM resource WHERE owner = ? ORDER BY file, start"
        rows = [(Place(*row[:4]), row[4]) for row in self._places.execute(found, (owner,))]
        own = [self._raw(place, kind) for place, kind in rows if kind == "Patient"]
        if not owner or len({str(one.content.get("birthDate")) for one in own}) > 1:
            reason = TWO_WITH_ONE_ID if owner else "a Patient without an id"
            return RecordProblem(where=own[-1].where, message=reason)
        rest = (self._raw(place, kind) for place, kind in rows if kind != "Patient")
        return patient_record(owner, own[0], rest, self._medicine, today, language)

    def _medicine(self, reference: str) -> dict[str, Any] | None:
        name = "/".join(reference.split("/")[-2:])
        row = self._places.execute(
            "SELECT file, start, length, line FROM medication WHERE name = ?", (name,)
        ).fetchone()
        return self._raw(Place(*row), "Medication").content if row else None

    def _raw(self, place: Place, kind: str) -> Raw:
        line = f", line {place.line}" if place.line else ""
        file = self._files[place.file]
        return Raw(read_again(file, place), f"{file.name}{line} ({kind})")
