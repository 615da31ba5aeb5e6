"""Batches of a list: what is screened in one go and kept as one part of the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from bot.faults import fault
from bot.screening.plan import Plan
from bot.screening.records import Piece, patients_in, where
from bot.screening.results import Result, as_parquet, result
from bot.screening.rows import Row, id_of, patient_of
from bot.wording.screening import screening_wording
from nlp.errors import TrialfitError

BATCH = 250  # patients: a second or two of work
ERROR = "error"


class Batch(NamedTuple):
    """Some pieces of a list; `number` counts the batches from 0."""

    number: int
    pieces: tuple[Row | Piece, ...]


class Done(NamedTuple):
    """The results of a batch as a Parquet file, and how many patients have each verdict, or `ERROR`."""

    number: int
    parquet: bytes
    counts: Mapping[str, int]


Engine = Callable[[Iterable[Batch], Plan], Iterator[Done]]


def batches(pieces: Iterable[Row | Piece]) -> Iterator[Batch]:
    """The pieces of a list in batches; the last may be shorter."""
    left, number = iter(pieces), 0
    while some := tuple(islice(left, BATCH)):
        yield Batch(number, some)
        number += 1


def screen(batch: Batch, plan: Plan) -> Done:
    """The results of a batch; the pages of its patients are written where they are wanted.

    Raises TrialfitError where a data file is wrong, OSError where a page can't be written.
    """
    results = [one for piece in batch.pieces for one in _results(piece, plan)]
    counts = Counter(str(one.get("verdict") or ERROR) for one in results)
    return Done(batch.number, as_parquet(results, plan.aim.trial), counts)


def _results(piece: Row | Piece, plan: Plan) -> Iterator[Result]:
    """The results of a piece; whatever one sets off, the others go on."""
    try:
        patients = [patient_of(piece, plan)] if isinstance(piece, Row) else patients_in(piece, plan.aim)
        for patient in patients:
            yield result(patient, plan.aim.today)
            if plan.reports and not patient.error:
                from bot.pages.reports import write_report  # of no use to most runs, and slow to import

                write_report(plan.reports, patient.id, patient.session, plan.aim.today)
    except (TrialfitError, OSError):
        raise
    except Exception as error:
        name = id_of(piece, plan.columns) if isinstance(piece, Row) else where(piece)
        words = screening_wording(plan.aim.language).bad_rows
        yield {"id": name, "error": words["fault"].format(fault=fault(error))}
