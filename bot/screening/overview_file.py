"""The overview of a screened list as a file, for its owner alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from bot.own_files import own_file
from bot.pages.overview import overview_html
from bot.pages.screened import OverviewRow, overview_of
from bot.screening.plan import Aim
from trials.catalog import trial


def write_overview(results: pl.LazyFrame, aim: Aim, path: Path) -> None:
    """Writes the overview of these results, in place of a file of that name. Raises OSError where it can't."""
    overview = overview_of(_rows(results, aim.trial), aim.trial, aim.today, aim.language)
    with own_file(path, replace=True) as draft:
        draft.write_text(overview_html(overview), encoding="utf-8")


def _rows(results: pl.LazyFrame, trial_id: str) -> Iterator[OverviewRow]:
    criteria = [one.id for one in trial(trial_id).criteria]
    found = results.select("id", "verdict", "revisit_on", *criteria).collect()
    for name, verdict, revisit_on, *statuses in found.iter_rows():
        known = dict(zip(criteria, statuses, strict=True)) if verdict else {}
        yield OverviewRow(id=name, verdict=verdict, revisit_on=revisit_on, statuses=known)
