"""Which concepts a criterion speaks of, and whether a fact bears on it."""

from __future__ import annotations

from collections.abc import Iterator

from trials.criteria import Criterion

from nlp.concepts import ancestors, concepts

# a birth date tells the age, and an age with the year of onset tells the onset
_TOLD_BY = {"birth_date": "age"}
_CONCEPTS: dict[tuple[str, str], frozenset[str]] = {}


def concepts_of(criterion: Criterion) -> frozenset[str]:
    """All concepts that a criterion's rules and answers name."""
    key = (criterion.id, criterion.text)
    if key not in _CONCEPTS:
        _CONCEPTS[key] = frozenset(_names(criterion.model_dump(mode="json"))) & frozenset(concepts())
    return _CONCEPTS[key]


def bears(concept: str, criterion: Criterion) -> bool:
    """Whether a fact about the concept, or about one above it, can change the criterion's status."""
    named = concepts_of(criterion)
    return _TOLD_BY.get(concept) in named or any(one in named for one in _line(concept))


def related(one: str, other: str) -> bool:
    """Whether one concept is the other, or stands above it."""
    return one in _line(other) or other in _line(one)


def _line(concept: str) -> tuple[str, ...]:
    return ancestors(concept) if concept in concepts() else (concept,)


def _names(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield str(key)
            yield from _names(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _names(value)
