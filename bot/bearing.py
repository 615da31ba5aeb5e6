"""Which concepts a criterion speaks of, and whether a fact bears on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from trials.criteria import Criterion

from nlp.concepts import ancestors, concepts

# a birth date tells the age, and an age with the year of onset tells the onset
_TOLD_BY = {"birth_date": "age"}


def concepts_of(criterion: Criterion) -> frozenset[str]:
    """All concepts that a criterion's rules and answers name."""
    return _concepts_of(criterion.id, criterion.model_dump_json())


def bears(concept: str, criterion: Criterion) -> bool:
    """Whether a fact about the concept, or about one above it, can change the criterion's status."""
    named = concepts_of(criterion)
    return _TOLD_BY.get(concept) in named or any(one in named for one in _line(concept))


def related(one: str, other: str) -> bool:
    """Whether one concept is the other, or stands above it."""
    return one in _line(other) or other in _line(one)


def _line(concept: str) -> tuple[str, ...]:
    return ancestors(concept) if concept in concepts() else (concept,)


@cache
def _concepts_of(_id: str, dumped: str) -> frozenset[str]:
    return frozenset(_names(json.loads(dumped))) & frozenset(concepts())


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
