"""`trialfit screen`: a list in, a row a patient out."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, get_args

import polars as pl

from bot.errors import ScreeningError, WrongUseError
from bot.screening.batches import BATCH, ERROR, Engine, batches
from bot.screening.parts import Parts, Run
from bot.screening.plan import Aim, Plan, plan_of
from bot.screening.progress import progress
from bot.screening.records import Piece, open_records
from bot.screening.result_files import format_of, write_results
from bot.screening.rows import Row
from bot.screening.tables import Listed, open_table
from bot.screening.workers import cores, screened
from bot.wording.screening import screening_wording
from nlp.health_records import is_health_record
from nlp.reading import languages
from trials.matching import Verdict

VERDICTS: tuple[str, ...] = get_args(Verdict)
_SAMPLE = 100  # rows by which a column of free text is found
_LONGEST_HEADING = 40  # characters; what is longer may be no heading but what stands in a cell


class Order(NamedTuple):
    """What the command is asked for."""

    list: Path
    out: Path
    trial: str
    lang: str
    today: date | None
    text: str | None
    id: str | None
    resume: bool
    reports: Path | None
    overview: Path | None
    workers: int | None
    scheduler: str | None


def run(order: Order) -> int:
    """Screens a list; the exit code is 1 where a row could not be read, else 0.

    Raises WrongUseError or ScreeningError where it can't be done; what is finished then waits for `--resume`.
    """
    _check(order)
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
    plan, pieces = _opened(order, Aim(trial=order.trial, language=order.lang, today=today))
    this = Run(version=version("trialfit"), digest=_digest(order.list), batch=BATCH, plan=plan)
    if earlier is None:
        parts.begin(this)
    elif earlier != this:
        raise ScreeningError(f"{parts.folder} is of another list, version or other options; delete it and begin anew")
    _say_unread(plan)
    finished = parts.done()
    counts = Counter(parts.counts())
    with progress(pieces.size) as advance:
        left = (one for one in batches(pieces.pieces) if one.number not in finished)
        for done in _engine(order)(left, plan):
            parts.add(done.number, done.parquet)
            counts.update(done.counts)
            advance(pieces.position(), counts.total())
    write_results(parts.all(order.trial), order.out)
    if order.overview:
        from bot.screening.overview_file import write_overview  # of no use to most runs, and slow to import

        write_overview(parts.all(order.trial), plan.aim, order.overview)
    repeated = parts.repeated_ids()
    parts.remove()
    _say_done(counts, time.monotonic() - started, pieces.foreign(), repeated)
    return int(counts[ERROR] > 0)


def _opened(order: Order, aim: Aim) -> tuple[Plan, Listed[Row] | Listed[Piece]]:
    """How the list is read, and its pieces."""
    if is_health_record(order.list):
        if order.scheduler or order.text or order.id:
            raise WrongUseError("--scheduler, --text and --id are for tables; this is a health record")
        return Plan(columns=(), aim=aim, reports=order.reports), open_records(order.list, aim)
    headings, rows = open_table(order.list, screening_wording(order.lang))
    first = list(islice(rows.pieces, _SAMPLE))
    plan = plan_of(headings, [row.cells for row in first], aim, order.text, order.id)
    plan = plan.model_copy(update={"reports": order.reports})
    return plan, rows._replace(pieces=chain(first, rows.pieces))


def _engine(order: Order) -> Engine:
    """What works on the batches."""
    if order.scheduler is None:
        return partial(screened, processes=order.workers or cores())
    try:
        from bot.screening.cluster import screened_by
    except ModuleNotFoundError:
        raise ScreeningError("a cluster needs more packages; run: pip install 'trialfit[desk,cluster]'") from None
    return partial(screened_by, order.scheduler)


def _check(order: Order) -> None:
    """Whether list and results can be where they are said to be. Raises WrongUseError, ScreeningError."""
    format_of(order.out)
    if order.lang not in languages():
        raise WrongUseError(f"--lang: not a language at hand; there are: {', '.join(sorted(languages()))}")
    if order.scheduler and order.reports:
        raise WrongUseError("--reports: the workers of a cluster may not reach that folder; leave out --scheduler")
    if not order.list.exists():
        raise ScreeningError(f"{order.list}: no such file")
    for option, made in (("--out", order.out), ("--overview", order.overview)):
        if made is not None:
            _check_place(option, made, order.list)
    if order.overview and order.overview.resolve() == order.out.resolve():
        raise WrongUseError("--overview: the same file as --out; give it another name")


def _check_place(option: str, made: Path, source: Path) -> None:
    """Whether a file can be made there. Raises WrongUseError where it would take the list's place, ScreeningError."""
    if made.exists() and made.samefile(source):
        raise WrongUseError(f"{option}: it would take the place of the list; give it another name")
    if made.is_dir():
        raise ScreeningError(f"{made}: a folder; name a file")
    if not made.parent.is_dir():
        raise ScreeningError(f"{made.parent}: no such folder; make it first")


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


def _say_unread(plan: Plan) -> None:
    """Names the columns that nobody reads, and the one of free text."""
    named = [
        one if len(one) <= _LONGEST_HEADING else f"(number {place})"
        for place, one in enumerate((column.heading for column in plan.columns), start=1)
        if one in plan.unread
    ]
    if named:
        print(f"trialfit: columns that are not read: {', '.join(named)}", file=sys.stderr)


def _say_done(counts: Mapping[str, int], seconds: float, foreign: int, repeated: int) -> None:
    if foreign:
        print(f"trialfit: {foreign:,} bytes were not UTF-8 and were read as Windows-1252", file=sys.stderr)
    if repeated:
        print(f"trialfit: {repeated:,} {'id comes' if repeated == 1 else 'ids come'} more than once", file=sys.stderr)
    verdicts = ", ".join(f"{counts[one]:,} {one}" for one in VERDICTS if counts.get(one))
    bad = counts.get(ERROR, 0)
    failed = f"; {bad:,} {'row' if bad == 1 else 'rows'} could not be read (see the column error)" if bad else ""
    total = sum(counts.values())
    print(f"trialfit: {total:,} patients in {seconds:.1f} s: {verdicts or 'none'}{failed}", file=sys.stderr)
