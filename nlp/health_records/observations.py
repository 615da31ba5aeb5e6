"""Laboratory results: each Observation, and each of its components, as an amount or as positive or negative."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.concepts import concepts
from nlp.health_records.amounts import amount
from nlp.health_records.codes import LOINC, Coded
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.elements import CodeableConcept
from nlp.health_records.moments import Moment
from nlp.health_records.names import what
from nlp.health_records.outcomes import outcome
from nlp.health_records.resources import Measured, Observation

_NO_RESULT = frozenset({"registered", "cancelled", "entered-in-error"})
_READ = frozenset({"measurement", "serology"})


def results(observation: Observation, light: Light) -> list[Draft]:
    """The results of an Observation and of its components."""
    if observation.status in _NO_RESULT or observation.is_about_another:
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
        return amount(measured, concept, found, day, light)
    return outcome(measured, concept, found, day, light)


def _test(code: CodeableConcept, light: Light) -> Coded | None:
    """Which test it is; a LOINC code that is not known is some other test, whatever its name."""
    found = what(code, light.language)
    if found is None or concepts()[found.meaning.concept or "other_lab"].kind not in _READ | {"history"}:
        return None
    by_words = found.code.code not in code.codes
    return None if by_words and any(one.system == LOINC for one in code.coding) else found
