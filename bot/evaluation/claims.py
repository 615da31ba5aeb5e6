"""What a message states, in the form in which stated and found are compared, and how far two statements agree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, model_validator

from nlp.facts import Assertion, Bound, Subject

CONDITIONS = frozenset({"sle", "dermatomyositis", "myasthenia_gravis", "aav"})
SEROLOGY = frozenset({"hbsag", "hcv_antibody", "hcv_rna", "hiv", "quantiferon"})
AGES = frozenset({"age", "onset_age"})
LABS = frozenset(
    {"anc", "hemoglobin", "platelets", "alt", "ast", "ggt", "creatinine_clearance", "creatinine", "inr", "pt", "ptt"}
)
SCORED = CONDITIONS | SEROLOGY | AGES | LABS
LAB_TOLERANCE = 0.02  # of the stated value: what rounding and converting units may cost
AGE_TOLERANCE = 0.06  # years


class Statement(BaseModel):
    """A fact of the machine interface, as far as it is scored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    concept: str
    value: float | str | None = None
    unit: str | None = None
    op: Bound | None = None
    assertion: Assertion | None = None
    subject: Subject = "patient"


class Label(Statement):
    """A fact that a message was labelled with."""

    @model_validator(mode="after")
    def _can_be_compared(self) -> Self:
        if self.concept in AGES | LABS and not isinstance(self.value, float):
            raise ValueError(f"{self.concept} needs a number as its value")
        if self.concept in LABS and self.unit is None:
            raise ValueError(f"{self.concept} needs a unit")
        if self.concept in SEROLOGY and self.value not in ("positive", "negative"):
            raise ValueError(f"{self.concept} needs the value positive or negative")
        return self


class Claim(NamedTuple):
    """A statement about the patient: of a condition the assertion is the value, of a bound `op` is not `=`."""

    concept: str
    value: float | str | None
    unit: str | None = None
    op: str = "="

    def agrees(self, found: Claim) -> bool:
        """Whether what was found is what this one states; numbers may differ by a tolerance."""
        if (self.concept, self.unit, self.op) != (found.concept, found.unit, found.op):
            return False
        if not isinstance(self.value, float) or not isinstance(found.value, float):
            return self.value == found.value
        tolerance = AGE_TOLERANCE if self.concept in AGES else LAB_TOLERANCE * abs(self.value)
        return abs(self.value - found.value) <= tolerance

    def __str__(self) -> str:
        value = f"{self.value:g}" if isinstance(self.value, float) else self.value
        unit = f" {self.unit}" if self.unit and self.unit != "1" else ""
        return f"{self.concept} {'' if self.op == '=' else f'{self.op} '}{value}{unit}"


def claims(statements: Iterable[Statement]) -> list[Claim]:
    """What is scored of these statements, in their order: those about the patient, of the scored concepts."""
    return [_claim(one) for one in statements if one.concept in SCORED and one.subject == "patient"]


def _claim(one: Statement) -> Claim:
    if one.concept in CONDITIONS:
        return Claim(one.concept, one.assertion or "present")
    if not isinstance(one.value, float) or one.concept in SEROLOGY:
        return Claim(one.concept, one.value)
    if one.concept in AGES:
        return Claim(one.concept, round(one.value, 1), op=one.op or "=")
    return Claim(one.concept, float(f"{one.value:.3g}"), one.unit, one.op or "=")
