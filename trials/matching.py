"""Profile and criteria brought together: a status for each criterion with its grounds, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from nlp.facts import Fact, Frozen
from trials.amounts import leans_on_default
from trials.case import Case
from trials.catalog import Trial
from trials.conditions import uses_multiples
from trials.criteria import Criterion
from trials.profile import Profile
from trials.truth import UNKNOWN, Truth

Status = Literal["pass", "fail", "review", "unknown"]
Verdict = Literal["likely_fit", "possible_fit", "needs_info", "not_a_fit"]


class Outcome(Frozen):
    """The status of one criterion.

    `record` is the record's line; `facts` are those that decided, or are known so far where it is unknown; `revisit_on`
    is the first day on which a fail no longer stands in the way, where that can be computed; `default_limits` are the
    concepts whose value was compared with a default upper limit of normal.
    """

    id: str
    status: Status
    record: str
    facts: tuple[Fact, ...] = ()
    revisit_on: date | None = None
    default_limits: tuple[str, ...] = ()


class Assessment(Frozen):
    """Where one patient stands with one trial on one day; `revisit_on` is set if every fail ends on a known day."""

    trial: str
    verdict: Verdict
    revisit_on: date | None = None
    criteria: tuple[Outcome, ...]

    def as_contract(self) -> dict[str, Any]:
        """The assessment as the machine interface gives it: plain JSON types, quotes instead of facts."""
        return {
            "trial": self.trial,
            "verdict": self.verdict,
            "revisit_on": _text(self.revisit_on),
            "criteria": [
                {
                    "id": one.id,
                    "status": one.status,
                    "record": one.record,
                    "quotes": list(dict.fromkeys(fact.quote for fact in one.facts)),
                    "revisit_on": _text(one.revisit_on),
                }
                for one in self.criteria
            ],
        }


def assess(trial: Trial, profile: Profile, today: date) -> Assessment:
    """Where the patient of a profile stands with a trial on `today`."""
    case = Case(profile, today)
    outcomes = tuple(_outcome(criterion, case) for criterion in trial.criteria)
    return Assessment(
        trial=trial.record.nct_id,
        verdict=_verdict(trial, outcomes),
        revisit_on=_revisit(outcomes),
        criteria=outcomes,
    )


def _outcome(criterion: Criterion, case: Case) -> Outcome:
    status, grounds = _status(criterion, case)
    facts = tuple(dict.fromkeys(grounds)) if len(grounds) > 1 else grounds
    ends = criterion.fails.ends(case) if status == "fail" and criterion.revisit and criterion.fails else None
    return Outcome(
        id=criterion.id,
        status=status,
        record=criterion.text,
        facts=facts,
        revisit_on=ends,
        default_limits=_default_limits(criterion, facts),
    )


def _status(criterion: Criterion, case: Case) -> tuple[Status, tuple[Fact, ...]]:
    if criterion.always:
        return criterion.always, ()
    fails = criterion.fails.judge(case) if criterion.fails else UNKNOWN
    if fails.holds:
        return "fail", fails.because
    review = criterion.review.judge(case) if criterion.review else Truth(False)
    if review.holds:
        return "review", review.because
    if criterion.passes is None:
        is_pass = fails.holds is False and review.holds is False
        return ("pass", fails.because) if is_pass else ("unknown", fails.because + review.because)
    passes = criterion.passes.judge(case)
    if passes.holds:
        return "pass", passes.because
    return "unknown", fails.because + review.because + passes.because


def _default_limits(criterion: Criterion, facts: tuple[Fact, ...]) -> tuple[str, ...]:
    leaning = [fact.concept for fact in facts if leans_on_default(fact)]
    if not leaning:
        return ()
    in_multiples = {leaf.concept for leaf in criterion.leaves() if uses_multiples(leaf.condition)}
    return tuple(concept for concept in dict.fromkeys(leaning) if concept in in_multiples)


def _verdict(trial: Trial, outcomes: Iterable[Outcome]) -> Verdict:
    status = {one.id: one.status for one in outcomes}
    if "fail" in status.values():
        return "not_a_fit"
    if any(status[one.id] != "pass" for one in trial.criteria if one.decisive):
        return "needs_info"
    return "possible_fit" if "unknown" in status.values() else "likely_fit"


def _revisit(outcomes: Iterable[Outcome]) -> date | None:
    days = [one.revisit_on for one in outcomes if one.status == "fail"]
    return None if None in days else max((day for day in days if day), default=None)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
