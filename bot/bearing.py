"""Which concepts a criterion speaks of, and whether a fact bears on it."""

from __future__ import annotations

from nlp.concepts import ancestors, concepts
from trials.criteria import Criterion
from trials.windows import Window

# a birth date tells the age, and an age with the year of onset tells the onset
_TOLD_BY = {"birth_date": "age"}
_CONCEPTS: dict[tuple[str, str], frozenset[str]] = {}


def concepts_of(criterion: Criterion) -> frozenset[str]:
    """All concepts that a criterion's rules and answers name."""
    key = (criterion.id, criterion.text)
    if key not in _CONCEPTS:
        ruled = {name for leaf in criterion.leaves() for name in (leaf.concept, *leaf.condition.named())}
        said = {one.concept for one in (*criterion.answers.no, *criterion.answers.yes)}
        _CONCEPTS[key] = frozenset(ruled | said)
    return _CONCEPTS[key]


def bears(concept: str, criterion: Criterion) -> bool:
    """Whether a fact about the concept is one about a concept that the criterion names, or about one below it."""
    named = concepts_of(criterion)
    return _TOLD_BY.get(concept) in named or any(one in named for one in _line(concept))


def related(one: str, other: str) -> bool:
    """Whether one concept is the other, or stands above it."""
    return one in _line(other) or other in _line(one)


def _line(concept: str) -> tuple[str, ...]:
    return ancestors(concept) if concept in concepts() else (concept,)


def timed(concept: str, criterion: Criterion) -> bool:
    """Whether the criterion asks how long ago the concept was."""
    events = {leaf.concept for leaf in criterion.leaves() if isinstance(leaf.condition, Window)}
    return any(one in events for one in _line(concept))
