"""Made-up screened lists of any length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import get_args

from chats import TODAY

from bot.pages.screened import Overview, OverviewRow, overview_of
from trials.catalog import trial
from trials.matching import Status

TRIAL = "NCT07089121"
CRITERIA = tuple(one.id for one in trial(TRIAL).criteria)
_STATUSES: tuple[Status, ...] = get_args(Status)


def row(name: str, day: date | None = None, **statuses: Status) -> OverviewRow:
    """A patient of whom all is in order but for these criteria."""
    found: dict[str, Status] = dict.fromkeys(CRITERIA, "pass") | statuses
    verdict = "not_a_fit" if "fail" in found.values() else "needs_info" if found["I1"] != "pass" else None
    verdict = verdict or ("possible_fit" if "unknown" in found.values() else "likely_fit")
    return OverviewRow.model_validate({"id": name, "verdict": verdict, "revisit_on": day, "statuses": found})


def rows(count: int, seed: int = 6) -> Iterator[OverviewRow]:
    """Patients P-1, P-2, … by chance, one in fifty unreadable."""
    chance = Random(seed)
    for number in range(1, count + 1):
        if chance.random() < 0.02:
            yield OverviewRow(id=f"P-{number}")
            continue
        odd = chance.choices(CRITERIA, k=chance.randrange(8))
        statuses = {one: chance.choices(_STATUSES, (2, 1, 1, 4))[0] for one in odd}
        day = TODAY + timedelta(days=chance.randrange(400)) if chance.random() < 0.05 else None
        yield row(f"P-{number}", day, **statuses)


def overview(*listed: OverviewRow) -> Overview:
    """The overview of these patients."""
    return overview_of(listed, TRIAL, TODAY)
