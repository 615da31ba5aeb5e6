"""All trials at hand: those that come with trialfit, and those of a further folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from trials.criteria import Criterion, load_sheet
from trials.errors import UnknownTrialError
from trials.records import Record, load_record

REGISTRY = Path(__file__).parent / "registry"


class Trial(NamedTuple):
    """A trial: its registry record, its criteria in the record's order, and its questions in the order of asking."""

    record: Record
    criteria: tuple[Criterion, ...]
    questions: tuple[tuple[str, ...], ...]


@cache
def trials(folder: Path | None = None) -> tuple[Trial, ...]:
    """The trials that come with trialfit, then those of `folder`, which replace any with the same id.

    `folder` holds a folder for each trial, with record.json and criteria.yaml. Raises RecordError or CriteriaError
    where a file is wrong.
    """
    found = _in(REGISTRY) | (_in(folder) if folder else {})
    return tuple(found.values())


def trial(nct_id: str, folder: Path | None = None) -> Trial:
    """The trial with an id. Raises UnknownTrialError, which names those at hand."""
    at_hand = {one.record.nct_id: one for one in trials(folder)}
    if nct_id not in at_hand:
        raise UnknownTrialError(f"no trial {nct_id} at hand; there are: {', '.join(at_hand)}")
    return at_hand[nct_id]


def load_trial(folder: Path) -> Trial:
    """The trial in a folder with record.json and criteria.yaml."""
    record = load_record(folder / "record.json")
    sheet = load_sheet(folder / "criteria.yaml", record)
    return Trial(record, sheet.criteria, sheet.questions)


def _in(folder: Path) -> dict[str, Trial]:
    loaded = (load_trial(one.parent) for one in sorted(folder.glob("*/record.json")))
    return {one.record.nct_id: one for one in loaded}
