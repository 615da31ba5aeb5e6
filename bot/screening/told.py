"""What is told of a run on stderr: headings and counts, nothing that stands in a cell."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import get_args

from bot.screening.batches import ERROR
from bot.screening.plan import Plan
from trials.matching import Verdict

_VERDICTS: tuple[str, ...] = get_args(Verdict)
_LONGEST_HEADING = 40  # characters; what is longer may be no heading but what stands in a cell


def say_unread(plan: Plan) -> None:
    """Names the columns that nobody reads."""
    named = [
        one.heading if len(one.heading) <= _LONGEST_HEADING and one.heading.isprintable() else f"(number {place})"
        for place, one in enumerate(plan.columns, start=1)
        if one.role == "unread"
    ]
    if named:
        print(f"trialfit: columns that are not read: {', '.join(named)}", file=sys.stderr)


def say_done(counts: Mapping[str, int], seconds: float, foreign: int, repeated: int) -> None:
    """Tells how many patients have which verdict, and what of the list was not as it should be."""
    if foreign:
        print(f"trialfit: not all is UTF-8; the rest was read as Windows-1252 (bytes: {foreign:,})", file=sys.stderr)
    if repeated:
        print(f"trialfit: {repeated:,} {'id comes' if repeated == 1 else 'ids come'} more than once", file=sys.stderr)
    verdicts = ", ".join(f"{counts[one]:,} {one}" for one in _VERDICTS if counts.get(one))
    bad = counts.get(ERROR, 0)
    failed = f"; {bad:,} {'row' if bad == 1 else 'rows'} could not be read (see the column error)" if bad else ""
    total = sum(counts.values())
    patients = f"{total:,} {'patient' if total == 1 else 'patients'}"
    print(f"trialfit: {patients} in {seconds:.1f} s: {verdicts or 'none'}{failed}", file=sys.stderr)
