"""The work on batches by a Dask cluster: partitions of the list go out as Parquet, results come back as Parquet.

A batch whose worker dies is given to another; each batch comes back once, in the order of the list.
"""

from __future__ import annotations

import io
import socket
from asyncio import CancelledError
from collections import deque
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from threading import Lock
from urllib.parse import urlsplit

import polars as pl
from distributed import Client, Future, KilledWorker

from bot.errors import ScreeningError
from bot.faults import fault
from bot.screening.batches import Batch, Done, screen
from bot.screening.plan import Plan
from bot.screening.rows import Row
from nlp.errors import TrialfitError

_AHEAD = 2  # batches a worker that are handed out before the first of them is back
_PATIENCE = 30  # seconds to wait for a scheduler, for workers, and between looks whether any are left
_reading = Lock()  # the threads of a worker share one pipeline, which is made for one text at a time


def screened_by(address: str, found: Iterable[Batch], plan: Plan) -> Iterator[Done]:
    """The batches with their results, by the workers of the scheduler at an address such as tcp://10.0.0.1:8786.

    Raises ScreeningError where there is no scheduler, no worker with this version of trialfit, or where they are lost.
    """
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname, parts.port), timeout=_PATIENCE).close()  # a Client would not let go
        with Client(address, timeout=_PATIENCE, set_as_default=False) as client:
            _check_workers(client)
            yield from _in_order(client, iter(found), plan)
    except OSError:
        raise ScreeningError(f"{address}: no scheduler answers there") from None


def _check_workers(client: Client) -> None:
    """Whether there are workers, all with this version of trialfit. Raises ScreeningError."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise ScreeningError("the cluster has no workers; start some, then use --resume") from None
    here = version("trialfit")
    there = client.run(_version, on_error="return").values()
    if any(one != here for one in there):
        raise ScreeningError(f"all workers of the cluster need trialfit {here} with the extras desk and cluster")


def _in_order(client: Client, found: Iterator[Batch], plan: Plan) -> Iterator[Done]:
    waiting: deque[Future[Done | str]] = deque()
    for batch in found:
        waiting.append(client.submit(_work, batch.number, _as_parquet(batch), plan, pure=False))
        if len(waiting) >= _AHEAD * max(1, len(client.nthreads())):
            yield _result(client, waiting.popleft())
    while waiting:
        yield _result(client, waiting.popleft())


def _result(client: Client, future: Future[Done | str]) -> Done:
    """The results of a batch, once they are there. Raises ScreeningError where nobody is left to make them."""
    while True:
        try:
            found = future.result(timeout=_PATIENCE)
        except TimeoutError:
            if not client.nthreads():
                raise ScreeningError("the cluster has lost all its workers; start some, then use --resume") from None
        except CancelledError:
            raise ScreeningError("the scheduler is gone; when it is back, use --resume") from None
        except KilledWorker:
            raise ScreeningError("the same rows ended several workers, perhaps for want of memory") from None
        else:
            if isinstance(found, str):
                raise ScreeningError(found)
            return found


def _version() -> str:
    return version("trialfit")


def _work(number: int, rows: bytes, plan: Plan) -> Done | str:
    """The results of a batch, or what went wrong, as workers write down what is raised with the rows beside it."""
    try:
        found = pl.read_parquet(io.BytesIO(rows)).iter_rows()
        with _reading:
            return screen(Batch(number, tuple(Row(*row) for row in found)), plan)
    except TrialfitError as error:
        return str(error)
    except Exception as error:
        return fault(error)


def _as_parquet(batch: Batch) -> bytes:
    file = io.BytesIO()
    columns = [("number", pl.Int64()), ("cells", pl.List(pl.String)), ("error", pl.String())]
    pl.DataFrame(batch.pieces, schema=columns, orient="row").write_parquet(file)
    return file.getvalue()
