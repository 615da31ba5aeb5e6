"""What was done: transplants, dialysis, operations on a cancer, plasma exchange."""

from __future__ import annotations

from datetime import timedelta

from nlp.concepts import concepts
from nlp.facts import Assertion
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.names import what
from nlp.health_records.resources import Procedure
from nlp.statements import is_a

_READ = ("organ_transplant", "stem_cell_transplant", "dialysis", "cancer_surgery", "adjuvant_therapy")
_STILL = timedelta(days=30)  # within which a dialysis means that the patient is on it


def procedures(procedure: Procedure, light: Light) -> list[Draft]:
    """What a Procedure that was done states."""
    found = what(procedure.code, light.language)
    concept, day = found.meaning.concept if found else None, procedure.date
    if procedure.status not in ("completed", "in-progress") or found is None or concept is None:
        return []
    if not (any(is_a(concept, one) for one in _READ) or concepts()[concept].kind == "treatment"):
        return []
    if day is not None and day.first > light.today:
        return []
    said: Assertion = "present"
    if concept == "dialysis" and (day is None or day.last < light.today - _STILL):
        said = "possible"  # it may be over
    quote = light.quote(concept, day.said if day else "")
    return [Draft(fact(concept, quote, found.code, assertion=said, when=day.when if day else None), day)]
