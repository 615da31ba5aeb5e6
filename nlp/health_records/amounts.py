"""Laboratory values: amounts in the concept's own unit, with the upper limit of normal beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.age_facts import tidy
from nlp.concepts import Concept
from nlp.health_records.codes import Coded
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.elements import Quantity
from nlp.health_records.moments import Moment
from nlp.health_records.resources import Measured, ReferenceRange
from nlp.health_records.ucum import unit

_AMOUNT = re.compile(r"\s*(<=|>=|<|>)?\s*(\d+(?:\.\d+)?)\s*(\S.*)?")
_HIGHEST = re.compile(r"\s*(?:\d+(?:\.\d+)?\s*(?:-|–|to)|<=?)\s*(\d+(?:\.\d+)?)\s*(\S.*)?")
_EMPTY = Quantity()


def amount(measured: Measured, concept: Concept, found: Coded, day: Moment | None, light: Light) -> Draft | None:
    """The value of a test; one that hides what is older where it cannot be used; None where there is none."""
    whole = "" if measured.value_integer is None else str(measured.value_integer)
    quantity = measured.value_quantity or _quantity(measured.value_string or whole)
    if quantity is None or quantity.value is None:
        coded = measured.value_codeable_concept
        in_words = measured.value_string.strip() or (coded and any(coded.words))
        problem = "its value is no number"
        return Draft(fact(concept.id, "", found.code), day, hides=True, problem=problem) if in_words else None
    written = f"{quantity.comparator or ''}{quantity.value:.10g} {quantity.unit or quantity.code}".strip()
    value = _in_own_unit(quantity, quantity, concept)
    problem = _problem(value, quantity, found, concept)
    if value is None or problem:
        return Draft(fact(concept.id, "", found.code), day, hides=True, problem=problem)
    stated = fact(
        concept.id,
        light.result(concept.id, written, day),
        found.code,
        value=tidy(value),
        unit=concept.unit,
        op=quantity.comparator,
        when=day.when if day else None,
        upper_limit=_upper_limit(measured.reference_range, quantity, concept),
    )
    return Draft(stated, day)


def _problem(value: float | None, quantity: Quantity, found: Coded, concept: Concept) -> str:
    """Why an amount is not used, "" where it is."""
    if value is None:
        return "its unit is not known"
    if found.meaning.reading == "whole_body" and not _is_by_surface(quantity):
        return "it is not by body surface"
    low, high = concept.plausible or (0, 0)
    possible = low <= value <= high and not _lacks_thousands(value, quantity, concept)
    return "" if possible else "its value is no possible one in that unit"


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
