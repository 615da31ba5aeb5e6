"""Three-valued truth with its grounds: true, false or not known, and the facts that make it so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from nlp.facts import Fact


class Truth(NamedTuple):
    """Whether something holds (None: not known), and because of which facts."""

    holds: bool | None
    because: tuple[Fact, ...] = ()

    def negated(self) -> Truth:
        """The opposite, for the same reasons."""
        return self if self.holds is None else Truth(not self.holds, self.because)


UNKNOWN = Truth(None)
FALSE = Truth(False)


def all_of(parts: Iterable[Truth]) -> Truth:
    """True if all are, false if one is; the grounds are those that decide."""
    return _joined(parts, False)


def any_of(parts: Iterable[Truth]) -> Truth:
    """True if one is, false if all are; the grounds are those that decide."""
    return _joined(parts, True)


def _joined(parts: Iterable[Truth], decisive: bool) -> Truth:
    deciding: tuple[Fact, ...] | None = None
    because: tuple[Fact, ...] = ()
    known = True
    for holds, grounds in parts:
        if holds is decisive:
            deciding = grounds if deciding is None else deciding + grounds
        known = known and holds is not None
        because += grounds
    if deciding is not None:
        return Truth(decisive, deciding)
    return Truth(not decisive if known else None, because)
