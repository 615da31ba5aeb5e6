"""What is known of one patient: every statement in the order it was made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nlp.concepts import concepts
from nlp.facts import Fact, Frozen

# Of these the latest result counts, not the latest statement.
_DATED_KINDS = frozenset({"measurement", "serology", "result"})


class Statement(Frozen):
    """A fact, the day on which it was said, and the turn of the chat in which it was said (from 1)."""

    fact: Fact
    said: date
    turn: int

    @property
    def holds_on(self) -> date:
        """The day that a result is from: its date, at the latest the day on which it was said, which is the default."""
        when = self.fact.when
        day = (when.end or when.start) if when else None
        return min(day, self.said) if day else self.said


class Profile(Frozen):
    """The statements about the patient, oldest first."""

    statements: tuple[Statement, ...] = ()

    def tell(self, facts: Iterable[Fact], today: date) -> Profile:
        """The profile with one more message; facts about others are left out."""
        turn = self.statements[-1].turn + 1 if self.statements else 1
        added = tuple(Statement(fact=fact, said=today, turn=turn) for fact in facts if fact.subject == "patient")
        return Profile(statements=self.statements + added) if added else self

    def newest(self, concept: str) -> Fact | None:
        """The fact about a concept that counts now: the last one said, of results the one with the latest date."""
        return next(iter(self.everything(concept)), None)

    def everything(self, concept: str) -> tuple[Fact, ...]:
        """All facts about a concept, the one that counts first."""
        about = [one for one in reversed(self.statements) if one.fact.concept == concept]
        if is_dated(concept):
            about.sort(key=lambda one: one.holds_on, reverse=True)
        return tuple(one.fact for one in about)


def is_dated(concept: str) -> bool:
    """Whether the latest result of a concept counts instead of the latest statement."""
    known = concepts().get(concept)
    return known is not None and known.kind in _DATED_KINDS
