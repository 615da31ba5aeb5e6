"""What the profile holds about one criterion."""

from __future__ import annotations

from bot.bearing import bears
from nlp.facts import Fact
from trials.criteria import Criterion
from trials.profile import Profile


def known_about(profile: Profile, criterion: Criterion) -> tuple[Fact, ...]:
    """The newest fact of each concept that bears on the criterion."""
    named = dict.fromkeys(statement.fact.concept for statement in profile.statements)
    newest = (profile.newest(concept) for concept in named if bears(concept, criterion))
    return tuple(fact for fact in newest if fact is not None)


def without(profile: Profile, facts: tuple[Fact, ...]) -> Profile:
    """The profile as if these facts had not been told."""
    kept = tuple(statement for statement in profile.statements if statement.fact not in facts)
    return profile.model_copy(update={"statements": kept})
