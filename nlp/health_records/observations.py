"""Laboratory results: amounts in the concept's own unit, and tests that are positive or negative."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from nlp.age_facts import tidy
from nlp.concepts import Concept, concepts, read_yaml
from nlp.health_records.codes import LOINC, Coded
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.elements import CodeableConcept, Quantity
from nlp.health_records.moments import Moment
from nlp.health_records.names import what
from nlp.health_records.resources import Measured, Observation, ReferenceRange
from nlp.health_records.ucum import unit

_NO_RESULT = frozenset({"registered", "cancelled", "entered-in-error"})
_READ = frozenset({"measurement", "serology"})
_AMOUNT = re.compile(r"\s*(<=|>=|<|>)?\s*(\d+(?:\.\d+)?)\s*(\S.*)?")
_HIGHEST = re.compile(r"\s*(?:\d+(?:\.\d+)?\s*(?:-|–|to)|<=?)\s*(\d+(?:\.\d+)?)\s*(\S.*)?")
_EMPTY = Quantity()
Outcome = Literal["positive", "negative", "unclear"]


def results(observation: Observation, light: Light) -> list[Draft]:
    """The results of an Observation and of its components."""
    if observation.status in _NO_RESULT or observation.focus:
        return []
    day = observation.date
    every: Iterable[Measured] = (observation, *observation.component)
    return [draft for one in every if (draft := _result(one, day, light))]


def _result(measured: Measured, day: Moment | None, light: Light) -> Draft | None:
    found = _test(measured.code, light)
    if found is None or found.meaning.concept is None:
        return None
    concept = concepts()[found.meaning.concept]
    if day is not None and day.first > light.today:
        return Draft(fact(concept.id, "", found.code), None, hides=False, problem="its date lies ahead")
    if concept.kind == "measurement":
        return _amount(measured, concept, found, day, light)
    return _outcome(measured, concept, found, day, light)


def _test(code: CodeableConcept, light: Light) -> Coded | None:
    """Which test it is; a LOINC code that is not known is some other test, whatever its name."""
    found = what(code, light.language)
    if found is None or concepts()[found.meaning.concept or "other_lab"].kind not in _READ | {"history"}:
        return None
    by_words = found.code.code not in code.codes
    return None if by_words and any(one.system == LOINC for one in code.coding) else found


def _amount(measured: Measured, concept: Concept, found: Coded, day: Moment | None, light: Light) -> Draft | None:
    quantity = measured.value_quantity or _quantity(measured.value_string)
    if quantity is None or quantity.value is None:
        return None
    written = f"{quantity.comparator or ''}{quantity.value:.10g} {quantity.unit or quantity.code}".strip()
    amount = _in_own_unit(quantity, quantity, concept)
    plain = found.meaning.reading == "whole_body" and not _is_by_surface(quantity)
    low, high = concept.plausible or (0, 0)
    problem = (
        "its unit is not known"
        if amount is None
        else "it is not by body surface"
        if plain
        else ""
        if low <= amount <= high and not _lacks_thousands(amount, quantity, concept)
        else "its value is no possible one in that unit"
    )
    if amount is None or problem:
        return Draft(fact(concept.id, "", found.code), day, hides=True, problem=problem)
    stated = fact(
        concept.id,
        light.result(concept.id, written, day),
        found.code,
        value=tidy(amount),
        unit=concept.unit,
        op=quantity.comparator,
        when=day.when if day else None,
        upper_limit=_upper_limit(measured.reference_range, quantity, concept),
    )
    return Draft(stated, day)


def _quantity(text: str) -> Quantity | None:
    """An amount that stands in words: "<0.5 mg/dL"."""
    match = _AMOUNT.fullmatch(text)
    parts = {"comparator": match[1], "value": match[2], "unit": match[3] or ""} if match else None
    return Quantity.model_validate(parts) if parts else None


def _in_own_unit(quantity: Quantity, written: Quantity, concept: Concept) -> float | None:
    """The amount in the concept's unit; `written` bears the unit. None where code and unit are unknown or at odds."""
    amounts = set()
    for form in (written.code, written.unit):
        amount = _converted(quantity.value or 0, form, concept) if form else None
        if amount is not None:
            amounts.add(round(amount, 9))
    if concept.unit == "1" and not written.code and not written.unit:
        amounts.add(quantity.value or 0)  # a ratio has no unit
    return amounts.pop() if len(amounts) == 1 else None


def _converted(value: float, form: str, concept: Concept) -> float | None:
    given = unit(form)
    if given is None:
        return None
    for code, factor in concept.units.items():
        if concept.unit == "/uL" and code == "g/L":
            continue  # what people mean by "G/L"
        own = unit(code)
        if own is not None and own.dimensions == given.dimensions:
            return value * float(given.size / own.size) * factor
    return None


def _is_by_surface(quantity: Quantity) -> bool:
    forms = (unit(form) for form in (quantity.code, quantity.unit))
    return any(one is not None and dict(one.dimensions).get("body") for one in forms)


def _lacks_thousands(amount: float, quantity: Quantity, concept: Concept) -> bool:
    """Whether a count "per microlitre" can only be in thousands: platelets 250 /uL."""
    least = next((one.low for one in concept.assume if one.unit == concept.unit == "/uL"), 0)
    return amount == quantity.value and 0 < amount < least


def _upper_limit(ranges: Iterable[ReferenceRange], value: Quantity, concept: Concept) -> float | None:
    """The upper limit of normal in the concept's unit, where the ranges name just one."""
    limits = set()
    for one in ranges:
        if one.type.codes - {"normal"}:
            continue
        text = _HIGHEST.fullmatch(one.text)
        high = one.high or (Quantity.model_validate({"value": text[1], "unit": text[2] or ""}) if text else _EMPTY)
        if high.value is not None:
            limits.add(_in_own_unit(high, high if high.unit or high.code else value, concept))
    only = limits.pop() if len(limits) == 1 else None
    return tidy(only) if only else None


def _outcome(measured: Measured, concept: Concept, found: Coded, day: Moment | None, light: Light) -> Draft | None:
    reading = found.meaning.reading
    said = {one for one in (_valued(measured, light), _load(measured, reading), _interpreted(measured, light)) if one}
    if not said:
        return None
    outcome = said.pop() if len(said) == 1 else "unclear"
    if outcome != "positive" and reading in ("only_positive", "hiv_load"):
        return None
    quote = light.result(concept.id, outcome, day)
    when = day.when if day else None
    if outcome == "unclear":
        return Draft(fact(concept.id, quote, found.code), day, hides=True)
    if concept.kind == "serology":
        return Draft(fact(concept.id, quote, found.code, value=outcome, when=when), day)
    there = "present" if outcome == "positive" else "absent"
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
