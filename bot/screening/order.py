"""What the command is asked for: whether it can be done, how the list is read, and what works on it."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from bot.errors import ScreeningError, WrongUseError
from bot.screening.batches import Engine
from bot.screening.plan import Aim, Plan, plan_of
from bot.screening.records import Piece, open_records
from bot.screening.result_files import format_of
from bot.screening.rows import Row
from bot.screening.tables import Listed, open_table
from bot.screening.workers import cores, screened
from bot.wording.screening import screening_wording
from nlp.health_records import is_health_record
from nlp.reading import languages

_SAMPLE = 100  # rows by which a column of free text is found


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


def check(order: Order) -> None:
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


def opened(order: Order, aim: Aim) -> tuple[Plan, Listed[Row] | Listed[Piece]]:
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


def engine_of(order: Order) -> Engine:
    """What works on the batches."""
    if order.scheduler is None:
        return partial(screened, processes=order.workers or cores())
    try:
        from bot.screening.cluster import screened_by
    except ModuleNotFoundError:
        raise ScreeningError("a cluster needs more packages; run: pip install 'trialfit[desk,cluster]'") from None
    return partial(screened_by, order.scheduler)
