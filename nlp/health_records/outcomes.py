"""Tests that come out positive or negative: infections, and the lupus anticoagulant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from nlp.concepts import Concept, read_yaml
from nlp.health_records.codes import Coded
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.elements import CodeableConcept
from nlp.health_records.moments import Moment
from nlp.health_records.resources import Measured

Outcome = Literal["positive", "negative", "unclear"]


def outcome(measured: Measured, concept: Concept, found: Coded, day: Moment | None, light: Light) -> Draft | None:
    """How a test came out; one that hides what is older where that is not clear; None where nothing is said of it."""
    reading = found.meaning.reading
    said = {one for one in (_valued(measured, light), _load(measured, reading), _interpreted(measured, light)) if one}
    if not said:
        return None
    came = said.pop() if len(said) == 1 else "unclear"
    if came != "positive" and reading in ("only_positive", "hiv_load"):
        return None
    quote = light.result(concept.id, came, day)
    when = day.when if day else None
    if came == "unclear":
        return Draft(fact(concept.id, quote, found.code), day, hides=True)
    if concept.kind == "serology":
        return Draft(fact(concept.id, quote, found.code, value=came, when=when), day)
    there = "present" if came == "positive" else "absent"
    return Draft(fact(concept.id, quote, found.code, assertion=there, when=when), day)


def _valued(measured: Measured, light: Light) -> Outcome | None:
    if measured.value_boolean is not None:
        return "positive" if measured.value_boolean else "negative"
    value = measured.value_codeable_concept or CodeableConcept(text=measured.value_string)
    return _said(value, light)


def _interpreted(measured: Measured, light: Light) -> Outcome | None:
    said = {outcome for one in measured.interpretation if (outcome := _said(one, light))}
    return said.pop() if len(said) == 1 else "unclear" if said else None


def _said(value: CodeableConcept, light: Light) -> Outcome | None:
    """How a test came out, by a code or by words that say nothing else."""
    codes, words = _result_codes(), light.words["results"]
    texts = {" ".join(text.lower().strip(" .*").split()) for text in value.words}
    said = {one for one in codes if value.codes & set(codes[one]) or texts & set(words[one])}
    return said.pop() if len(said) == 1 else "unclear" if said else None


@cache
def _result_codes() -> Mapping[Outcome, Sequence[str]]:
    return TypeAdapter(Mapping[Outcome, Sequence[str]]).validate_python(read_yaml("result_codes.yaml"))


def _load(measured: Measured, reading: str) -> Outcome | None:
    """A virus that was counted is there; "<15" may be either."""
    quantity = measured.value_quantity
    if reading not in ("viral_load", "hiv_load") or quantity is None or quantity.value is None:
        return None
    if quantity.comparator in ("<", "<="):
        return "unclear"
    return "positive" if quantity.value > 0 else "negative"
