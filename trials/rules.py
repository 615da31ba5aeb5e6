"""Rules: conditions on concepts, joined by all, any, not and stated; typed data, read from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, Field, SerializeAsAny, Tag, model_validator

from nlp.facts import Frozen
from trials.case import Case
from trials.conditions import Among, Condition, State, Threshold
from trials.truth import Truth, all_of, any_of
from trials.windows import Window

_KINDS: dict[str, type[Condition]] = {
    "below": Threshold, "at_least": Threshold, "above": Threshold, "at_most": Threshold,
    "within": Window, "longer_ago_than": Window, "some": Among, "every": Among, "is": State,
}  # fmt: skip
_JOINS = ("all", "any", "not", "stated")
_KEYWORDS = {"is": "state", "except": "leaving_out"}


def _kind_of(condition: Any) -> type[Condition] | None:
    return next((_KINDS[key] for key in condition if key in _KINDS), None) if isinstance(condition, dict) else None


def _spelled_out(condition: Any) -> Any:
    """A condition as a mapping with the names of the model's fields; a word alone is `{is: word}`."""
    if isinstance(condition, str | list):
        condition = {"is": condition}
    if isinstance(condition, dict) and isinstance(condition.get("is"), str):
        condition = {**condition, "is": [condition["is"]]}
    return condition


class Leaf(Frozen):
    """`{concept: condition}`: a condition on one concept."""

    concept: str
    condition: SerializeAsAny[Condition]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        if not isinstance(data, dict) or len(data) != 1:
            raise ValueError("a rule is one of all, any, not, stated, or one concept with its condition")
        concept, condition = next(iter(data.items()))
        spelled = _spelled_out(condition)
        model = _kind_of(spelled)
        if model is None:
            raise ValueError(f"{concept}: not a condition: {condition!r}; one of {', '.join(_KINDS)} is missing")
        fields = {_KEYWORDS.get(key, key): value for key, value in spelled.items()}
        if sum(key in _KINDS for key in spelled) != 1:
            raise ValueError(f"{concept}: only one of {', '.join(_KINDS)} at a time")
        return {"concept": concept, "condition": model.model_validate(fields)}

    def judge(self, case: Case, closed: bool = False) -> Truth:
        """Whether it holds; with `closed`, what was never said counts as not so."""
        return self.condition.judge(case, self.concept, closed)

    def ends(self, case: Case) -> date | None:
        """The first day on which a rule that holds today holds no more, where that can be computed."""
        return self.condition.ends(case, self.concept)

    def leaves(self) -> Iterator[Leaf]:
        """The conditions of a rule."""
        yield self


class All(Frozen):
    """True if every part is."""

    all: tuple[Rule, ...] = Field(min_length=1)

    def judge(self, case: Case, closed: bool = False) -> Truth:
        """See Leaf."""
        return all_of([part.judge(case, closed) for part in self.all])

    def ends(self, case: Case) -> date | None:
        """See Leaf: when the first of the parts ends."""
        return min((day for part in self.all if (day := part.ends(case))), default=None)

    def leaves(self) -> Iterator[Leaf]:
        """See Leaf."""
        for part in self.all:
            yield from part.leaves()


class AnyOf(Frozen):
    """True if one part is."""

    any: tuple[Rule, ...] = Field(min_length=1)

    def judge(self, case: Case, closed: bool = False) -> Truth:
        """See Leaf."""
        return any_of([part.judge(case, closed) for part in self.any])

    def ends(self, case: Case) -> date | None:
        """See Leaf: when the last of the parts that hold has ended; None if one of them does not end."""
        days = [part.ends(case) for part in self.any if part.judge(case).holds]
        return None if None in days else max((day for day in days if day), default=None)

    def leaves(self) -> Iterator[Leaf]:
        """See Leaf."""
        for part in self.any:
            yield from part.leaves()


class Not(Frozen):
    """True if the part is false."""

    not_: Rule = Field(alias="not")

    def judge(self, case: Case, closed: bool = False) -> Truth:
        """See Leaf."""
        return self.not_.judge(case, closed).negated()

    def ends(self, case: Case) -> date | None:
        """Never computed."""
        return None

    def leaves(self) -> Iterator[Leaf]:
        """See Leaf."""
        return self.not_.leaves()


class Stated(Frozen):
    """The part, with all that was never said counted as not so."""

    stated: Rule

    def judge(self, case: Case, closed: bool = True) -> Truth:
        """See Leaf."""
        return self.stated.judge(case, True)

    def ends(self, case: Case) -> date | None:
        """See Leaf."""
        return self.stated.ends(case)

    def leaves(self) -> Iterator[Leaf]:
        """See Leaf."""
        return self.stated.leaves()


def _join_of(data: Any) -> str:
    return next((key for key in _JOINS if isinstance(data, dict) and key in data), "leaf")


Rule: TypeAlias = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Stated, Tag("stated")]
    | Annotated[Leaf, Tag("leaf")],
    Discriminator(_join_of),
]
for _model in (All, AnyOf, Not, Stated):
    _model.model_rebuild()
