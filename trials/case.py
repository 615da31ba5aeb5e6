"""A profile as the rules see it on one day: the statement that counts for each concept, by concept and by parent."""

from __future__ import annotations

from datetime import date
from functools import cache

from nlp.concepts import ancestors, concepts
from trials.profile import Profile, Statement, is_dated


class Case:
    """What is known of one patient on `today`.

    `newest` holds the statement that counts for a concept; `family` those of a concept and of all below it.
    """

    __slots__ = ("_absences", "_denied", "family", "newest", "today")

    def __init__(self, profile: Profile, today: date) -> None:
        self.today = today
        self.newest: dict[str, Statement] = {}
        self.family: dict[str, list[Statement]] = {}
        for statement in profile.statements:
            concept = statement.fact.concept
            before = self.newest.get(concept)
            if before is None or not is_dated(concept) or statement.holds_on >= before.holds_on:
                self.newest[concept] = statement
        self._denied = {name: one for name, one in self.newest.items() if one.fact.assertion == "absent"}
        self._absences: dict[str, Statement | None] = {}
        for concept, statement in self.newest.items():
            for above in line(concept):
                self.family.setdefault(above, []).append(statement)

    def members(self, concept: str, leaving_out: frozenset[str] = frozenset()) -> list[Statement]:
        """The statements about a concept and all below it, but for those concepts and what is below them."""
        found = self.family.get(concept, [])
        if not leaving_out:
            return found
        return [one for one in found if leaving_out.isdisjoint(line(one.fact.concept))]

    def present(self, concept: str, leaving_out: frozenset[str] = frozenset()) -> list[Statement]:
        """Those of the members that are stated to be there."""
        return [one for one in self.members(concept, leaving_out) if one.fact.assertion == "present"]

    def absence(self, concept: str) -> Statement | None:
        """The latest statement that a concept, or one above it, is not there."""
        if concept not in self._absences:
            denied = [self._denied[one] for one in line(concept) if one in self._denied]
            self._absences[concept] = max(denied, key=lambda one: one.turn, default=None)
        return self._absences[concept]

    def mentioned(self, concept: str) -> bool:
        """Whether anything was said that bears on whether a concept is there."""
        return concept in self.family or self.absence(concept) is not None

    def settled(self, statement: Statement) -> bool:
        """Whether a later turn says of the concept, or of one above it, that there is no such thing."""
        denied = self.absence(statement.fact.concept)
        return denied is not None and denied.turn > statement.turn

    def taken_back(self, statement: Statement) -> bool:
        """Whether it is settled, or denied further on in the same message."""
        denied = self.absence(statement.fact.concept)
        return denied is not None and (denied.turn, denied.fact.start) > (statement.turn, statement.fact.start)


@cache
def line(concept: str) -> tuple[str, ...]:
    """The concept and all above it, nearest first; alone where the vocabulary does not know it."""
    return ancestors(concept) if concept in concepts() else (concept,)
