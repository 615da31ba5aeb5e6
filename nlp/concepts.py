"""The vocabulary of concepts, language-independent: kinds, parents, units, plausible ranges and codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import TypeAdapter, model_validator

from nlp.facts import Code, Frozen

Kind = Literal[
    "age", "measurement", "result", "finding", "serology", "condition", "look_alike", "treatment", "history",
    "vaccine", "consent", "other_lab",
]  # fmt: skip
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class AssumedUnit(Frozen):
    """How a number without a unit is read: as `unit`, where the number lies between `low` and `high` of that unit."""

    unit: str
    low: float
    high: float


class Concept(Frozen):
    """One concept.

    `unit` is the canonical unit, `units` maps UCUM codes to the factor that turns them into it, `plausible` is the
    range outside which a value is taken for a mistake; `multiples`: people give it as multiples of its upper limit.
    `narrows` is a disease by whose loose name this one is called too: a discoid lupus is "lupus", and no SLE.
    """

    id: str
    kind: Kind
    is_a: str | None = None
    narrows: str | None = None
    unit: str | None = None
    units: Mapping[str, float] = {}
    plausible: tuple[float, float] | None = None
    assume: tuple[AssumedUnit, ...] = ()
    multiples: bool = False
    code: Code | None = None

    @model_validator(mode="after")
    def _units_are_complete(self) -> Concept:
        if self.kind == "measurement" and not (self.unit and self.units and self.plausible and self.assume):
            raise ValueError(f"measurement {self.id} needs unit, units, plausible and assume")
        return self


def read_yaml(*path: str) -> object:
    """A data file of this floor's vocabulary folder, as plain Python."""
    text = files("nlp").joinpath("vocabulary", *path).read_text(encoding="utf-8")
    return yaml.load(text, LOADER)


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by id, in the order of the file."""
    loaded = TypeAdapter(list[Concept]).validate_python(read_yaml("concepts.yaml"))
    return {concept.id: concept for concept in loaded}


@cache
def ancestors(concept_id: str) -> tuple[str, ...]:
    """The concept itself and all above it, nearest first."""
    chain = [concept_id]
    while (parent := concepts()[chain[-1]].is_a) is not None:
        chain.append(parent)
    return tuple(chain)
