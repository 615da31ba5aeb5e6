"""A screened list, counted: how many have each verdict, and each status of each criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import get_args

from nlp.facts import Frozen
from trials.catalog import trial
from trials.matching import Status, Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
UNREAD = len(VERDICTS)  # where a verdict would stand
LETTERS: Mapping[Status, str] = {"pass": "p", "fail": "f", "review": "r", "unknown": "u"}
_NONE = "-"


class OverviewRow(Frozen):
    """What came out for one patient; a row that could not be read has no verdict and no statuses."""

    id: str
    verdict: Verdict | None = None
    revisit_on: date | None = None
    statuses: Mapping[str, Status] = {}


class Overview(Frozen):
    """A screened list, counted.

    `verdicts` are counts in the order of VERDICTS, last of rows that could not be read; `statuses` are counts by
    criterion. `lines` are the rows in short: id, place of the verdict, date or "", a letter for each criterion.
    """

    trial: str
    language: str
    today: date
    verdicts: tuple[int, ...]
    statuses: Mapping[str, Mapping[Status, int]]
    lines: tuple[tuple[str, int, str, str], ...]


def overview_of(rows: Iterable[OverviewRow], trial_id: str, today: date, language: str = "en") -> Overview:
    """The overview of what came out for a list of patients, who are looked at one by one."""
    criteria = tuple(one.id for one in trial(trial_id).criteria)
    lines = tuple(_line(row, criteria) for row in rows)
    verdicts = Counter(verdict for _, verdict, _, _ in lines)
    read = [letters for *_, letters in lines if letters]
    return Overview(
        trial=trial_id,
        language=language,
        today=today,
        verdicts=tuple(verdicts[place] for place in range(UNREAD + 1)),
        statuses={one: _counts(letters[place] for letters in read) for place, one in enumerate(criteria)},
        lines=lines,
    )


def _counts(letters: Iterable[str]) -> dict[Status, int]:
    counted = Counter(letters)
    return {status: counted[letter] for status, letter in LETTERS.items()}


def _line(row: OverviewRow, criteria: Sequence[str]) -> tuple[str, int, str, str]:
    if row.verdict is None:
        return row.id, UNREAD, "", ""
    letters = "".join(LETTERS[row.statuses[one]] if one in row.statuses else _NONE for one in criteria)
    return row.id, VERDICTS.index(row.verdict), row.revisit_on.isoformat() if row.revisit_on else "", letters
