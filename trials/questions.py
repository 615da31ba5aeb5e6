"""What to ask next: related criteria together, the most decisive first, nothing that is known or was asked in vain."""

from __future__ import annotations

from trials.catalog import Trial
from trials.matching import Assessment
from trials.profile import Profile


def next_question(trial: Trial, assessment: Assessment, profile: Profile, declined: frozenset[str]) -> tuple[str, ...]:
    """The ids of the criteria that the next question is about, () when nothing is left to ask.

    `declined` are those asked before that stayed open. The order is that of the trial's own list of questions.
    """
    unknown = {one.id for one in assessment.criteria if one.status == "unknown"} - declined
    asked = (tuple(one for one in question if one in unknown) for question in trial.questions)
    return next((question for question in asked if question), ())
