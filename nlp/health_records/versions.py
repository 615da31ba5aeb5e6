"""Versions of FHIR other than R4, told by elements that R4 does not have, or has in another form."""

from __future__ import annotations

from typing import Any

_R5 = {
    "MedicationRequest": ("medication",),
    "MedicationStatement": ("medication",),
    "MedicationAdministration": ("medication",),
    "Procedure": ("occurrenceDateTime", "occurrencePeriod"),
}
_STU3 = {"Immunization": ("date", "notGiven"), "Condition": ("assertedDate",), "Procedure": ("notDone",)}
# what STU3 has as a bare word
_STATUS = frozenset(
    {"active", "recurrence", "relapse", "inactive", "remission", "resolved"}
    | {"provisional", "differential", "confirmed", "refuted", "entered-in-error", "unknown"}
)


def other_version(resource: dict[str, Any]) -> str:
    """The version that a resource has to be of, "" where it may be R4."""
    kind = str(resource.get("resourceType"))
    if any(name in resource for name in _R5.get(kind, ())):
        return "R5"
    words = (resource.get("clinicalStatus"), resource.get("verificationStatus")) if kind == "Condition" else ()
    is_older = any(name in resource for name in _STU3.get(kind, ())) or any(
        isinstance(word, str) and word in _STATUS for word in words
    )
    return "STU3" if is_older else ""
