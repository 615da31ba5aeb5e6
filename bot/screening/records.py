"""Health records as a list: each Bundle is a piece of work for itself, an export is read through patient by patient."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.screening.patient import Patient
from bot.screening.plan import Aim
from bot.screening.tables import Listed
from bot.session import Session
from nlp.health_records import PatientRecord, RecordProblem
from nlp.health_records.files import files_of
from nlp.health_records.reader import patients_of
from trials.profile import Profile

_SNIFFED = 65_536
_TYPE = re.compile(rb'"resourceType"\s*:\s*"(\w+)"')
Piece = Path | PatientRecord | RecordProblem  # a file of one Bundle, or what was read of an export


def open_records(path: Path, aim: Aim) -> Listed[Piece]:
    """The records in a file or folder. Raises RecordError where there are none, OSError where they can't be read."""
    files = files_of(path)
    bundles = [one for one in files if _is_bundle(one)]
    others = [one for one in files if one not in bundles]
    begun = [0]

    def pieces() -> Iterator[Piece]:
        for bundle in bundles:
            begun[0] += 1
            yield bundle
        if others:
            yield from patients_of(others, aim.today, aim.language)

    return Listed(pieces(), None if others else len(bundles), lambda: begun[0])


def patients_in(piece: Piece, aim: Aim) -> Iterator[Patient]:
    """The patients of a piece; one with an error for what could not be read, by the name of its place."""
    found: Iterable[PatientRecord | RecordProblem]
    found = patients_of([piece], aim.today, aim.language) if isinstance(piece, Path) else [piece]
    for one in found:
        session = Session(language=aim.language, trial=aim.trial)
        if isinstance(one, RecordProblem):
            yield Patient(id=one.where, session=session, error=one.message)
            continue
        session = session.model_copy(update={"profile": Profile().tell(one.facts, aim.today)})
        notes = tuple(f"{problem.where}: {problem.message}" for problem in one.problems)
        yield Patient(id=one.id, session=session, notes=notes)


def where(piece: Piece) -> str:
    """What a piece is called."""
    return piece.name if isinstance(piece, Path) else piece.id if isinstance(piece, PatientRecord) else piece.where


def _is_bundle(path: Path) -> bool:
    """Whether a file is surely one Bundle; an export may hold Bundles in lines."""
    if path.suffix.lower() != ".json":
        return False
    try:
        with path.open("rb") as file:
            first = _TYPE.search(file.read(_SNIFFED))
    except OSError:  # the reader of the others says so
        return False
    return first is not None and first[1] == b"Bundle"
