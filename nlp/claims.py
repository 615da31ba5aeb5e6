"""Of whom a message says that they are ill, of an age, or have a result."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.ages import AgeSpan
from nlp.cast import Cast
from nlp.persons import Person

_CLAIMED = ("condition", "history", "look_alike", "measurement", "treatment", "serology")


class Claims:
    """What a message claims of the persons in its `cast`. `conditions` are the tokens at which diseases are named."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.conditions = cast.passage.places("condition")
        self._passage = cast.passage
        self._claimed = [
            one.first
            for one, kind in zip(cast.passage.mentions, cast.passage.kinds, strict=True)
            if kind == "condition" or (kind in _CLAIMED and not one.weak)
        ]

    def by_writer(self, *, with_ages: bool = True) -> bool:
        """Whether the first person is said to have a disease or a result, or an age."""
        ages = self._ages("age", "onset") if with_ages else []
        return self._any("first", [*self._claimed, *ages])

    def ill_writer(self) -> bool:
        """Whether the first person is said to have one of the diseases, or to have been ill since some age."""
        return self._any("first", [*self.conditions, *(self._ages("onset") if self.conditions else [])])

    def of_third(self) -> bool:
        """Whether "he" or "she" is said to have one of the diseases or an age."""
        return self._any("third", [*self.conditions, *self._ages("age", "onset")])

    def of_child(self) -> bool:
        """Whether the child is the one of whom a disease or an age is said."""
        if self._any("child", [*self.conditions, *self._ages("age", "onset", "birth")]):
            return True
        ages = [age for age in self.cast.ages if age.kind == "age" and not self._is_of_writer(age)]
        near = [self._passage.token_at(age.start) for age in ages]
        return any(
            one.role == "child" and any(-1 <= one.first - token <= 4 for token in near) for one in self.cast.everybody()
        )

    def of_another(self) -> bool:
        """Whether somebody besides the writer is said to be ill, or is the one asked for."""
        if self.cast.too or self.cast.has("patient") or self._passage.clauses_with("asking_for"):
            return True
        return any(self._any(role, self.conditions) for role in ("child", "third", "relative"))

    def introduces_writer(self) -> bool:
        """ "I am a 26 year old woman": whatever else is named, the writer speaks as a patient."""
        if self._passage.clauses_with("writer_roles"):
            return False  # "I am a 38 year old mom of a 12 yo"
        ages = [age for age in self.cast.ages if age.kind == "age"]
        return any(self.cast.says_i_am(self._passage.token_at(age.start)) for age in ages)

    def _ages(self, *kinds: str) -> list[int]:
        """The last tokens of the ages of these kinds."""
        return [self._passage.token_at(age.end - 1) for age in self.cast.ages if age.kind in kinds]

    def _any(self, role: str, spots: Sequence[int]) -> bool:
        return any(self._is_had(spot, role) for spot in spots)

    def _is_had(self, spot: int, role: str) -> bool:
        """Whether the subject of what stands at a token is a person of this role, who has it, not only reads of it."""
        index = self._passage.clause_at[spot]
        if index is None or index in self.cast.family:
            return False
        clause = self._passage.clauses[index]
        person = None if clause.asks or clause.supposes else self.cast.subject(spot)
        if person is None or person.role != role:
            return False
        return role != "first" or self._is_own(spot, person, index)

    def _is_own(self, spot: int, person: Person, index: int) -> bool:
        """Whether the writer, named as `person`, has what stands at a token of clause `index`."""
        word, said = self._passage.words[person.first].norm, self._passage.said
        if word in said["we_words"]:
            return False
        if word in said["i_words"]:
            return True
        if self.cast.only_says(person, index):
            return False
        following = person.last + 1
        return spot - person.last <= 2 or any(
            cue.first in (following, following + 1)
            for one in self._passage.clauses[max(0, index - 1) : index + 1]
            for cue in one.of("claim_verbs")
        )

    def _is_of_writer(self, age: AgeSpan) -> bool:
        """Whether "I" stands right before an age: "I am now 31"."""
        token = self._passage.token_at(age.end - 1)
        person = self.cast.subject(token)
        if person is None or token - person.last > 3:
            return False
        return self._passage.words[person.first].norm in self._passage.said["i_am_words"]
