"""Counts of facts, and the shares they come to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Tally:
    """Facts that were found as stated, that were missed, and that nobody stated."""

    hits: int = 0
    missed: int = 0
    invented: int = 0

    def add(self, hits: int, missed: int, invented: int) -> None:
        """Counts some more."""
        self.hits += hits
        self.missed += missed
        self.invented += invented

    @property
    def precision(self) -> float:
        """The share of the found facts that were stated."""
        return ratio(self.hits, self.hits + self.invented)

    @property
    def recall(self) -> float:
        """The share of the stated facts that were found."""
        return ratio(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return round(2 * self.precision * self.recall / both, 4) if both else 0.0


def ratio(part: float, whole: float) -> float:
    """A share, to four digits; 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0
