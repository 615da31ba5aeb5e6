"""Batches of rows: what is screened in one go and kept as one part of the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from bot.screening.plan import Plan
from bot.screening.results import as_parquet, result
from bot.screening.rows import Row, patient_of

BATCH = 250  # rows: about a second of work
ERROR = "error"


class Batch(NamedTuple):
    """Some rows in a row; `number` counts the batches from 0."""

    number: int
    rows: tuple[Row, ...]


class Done(NamedTuple):
    """The results of a batch as a Parquet file, and how many patients have each verdict, or `ERROR`."""

    number: int
    parquet: bytes
    counts: Mapping[str, int]


Engine = Callable[[Iterable[Batch], Plan], Iterator[Done]]


def batches(rows: Iterable[Row]) -> Iterator[Batch]:
    """The rows in batches; the last may be shorter."""
    left, number = iter(rows), 0
    while some := tuple(islice(left, BATCH)):
        yield Batch(number, some)
        number += 1


def screen(batch: Batch, plan: Plan) -> Done:
    """The results of a batch. Raises TrialfitError where a data file is wrong."""
    results = [result(patient_of(row, plan), plan.aim.today) for row in batch.rows]
    counts = Counter(str(one.get("verdict") or ERROR) for one in results)
    return Done(batch.number, as_parquet(results, plan.aim.trial), counts)
