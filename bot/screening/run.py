"""`trialfit screen`: a list in, a row a patient out."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path

import polars as pl

from bot.errors import ScreeningError
from bot.screening.batches import BATCH, ERROR, batches
from bot.screening.order import Order, check, engine_of, opened
from bot.screening.parts import Parts, Run
from bot.screening.plan import Aim
from bot.screening.progress import progress
from bot.screening.result_files import write_results
from bot.screening.told import say_done, say_unread


def run(order: Order) -> int:
    """Screens a list; the exit code is 1 where a row could not be read, else 0.

    Raises WrongUseError or ScreeningError where it can't be done; what is finished then waits for `--resume`.
    """
    check(order)
    parts = Parts(order.out)
    try:
        with _terminable(), parts.left_when_begun():
            return _run(order, parts)
    except KeyboardInterrupt:
        print(f"trialfit: stopped{_kept(parts)}", file=sys.stderr)
        return 130
    except (OSError, pl.exceptions.PolarsError) as error:
        place = getattr(error, "filename", None) or order.out
        raise ScreeningError(f"{place}: {_reason(error)}{_kept(parts)}") from None


def _kept(parts: Parts) -> str:
    return f"; what is finished is in {parts.folder}: go on with --resume" if parts.done() else ""


def _reason(error: Exception) -> str:
    """Why a file can't be read or written; Polars gives the number of the system's reason in a sentence."""
    number = re.search(r"os error (\d+)", str(error))
    reason = getattr(error, "strerror", None) or (os.strerror(int(number[1])) if number else None)
    return reason or f"can't be read or written ({type(error).__name__})"


def _run(order: Order, parts: Parts) -> int:
    started, earlier = time.monotonic(), parts.resumed() if order.resume else None
    today = order.today or (earlier.plan.aim.today if earlier else date.today())
    plan, pieces = opened(order, Aim(trial=order.trial, language=order.lang, today=today))
    this = Run(version=version("trialfit"), digest=_digest(order.list), batch=BATCH, plan=plan)
    if earlier is None:
        parts.begin(this)
    elif earlier != this:
        raise ScreeningError(f"{parts.folder} is of another list, version or other options; delete it and begin anew")
    say_unread(plan)
    finished = parts.done()
    counts = Counter(parts.counts())
    with progress(pieces.size) as advance:
        left = (one for one in batches(pieces.pieces) if one.number not in finished)
        for done in engine_of(order)(left, plan):
            parts.add(done.number, done.parquet)
            counts.update(done.counts)
            advance(pieces.position(), counts.total())
    write_results(parts.all(order.trial), order.out)
    if order.overview:
        from bot.screening.overview_file import write_overview  # of no use to most runs, and slow to import

        write_overview(parts.all(order.trial), plan.aim, order.overview)
    repeated = parts.repeated_ids()
    parts.remove()
    say_done(counts, time.monotonic() - started, pieces.foreign(), repeated)
    return int(counts[ERROR] > 0)


@contextmanager
def _terminable() -> Iterator[None]:
    """Takes the wish to end (SIGTERM) as an interrupt."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _digest(path: Path) -> str:
    """A digest of a file, or of all files of a folder with their names."""
    whole = hashlib.blake2b()
    for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if one.is_file():
            with one.open("rb") as file:
                whole.update(f"{one.name} {hashlib.file_digest(file, 'blake2b').hexdigest()}\n".encode())
    return whole.hexdigest()
