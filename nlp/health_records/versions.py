"""Versions of FHIR other than R4, told by elements that R4 does not have."""

from __future__ import annotations

from typing import Any

_LATER = {
    "MedicationRequest": ("medication",),
    "MedicationStatement": ("medication",),
    "MedicationAdministration": ("medication",),
    "Procedure": ("occurrenceDateTime", "occurrencePeriod"),
}
_EARLIER = {"Immunization": ("date", "notGiven"), "Condition": ("assertedDate", "asserter"), "Procedure": ("notDone",)}
_CODED_LATER = {"Condition": ("clinicalStatus", "verificationStatus")}


def other_version(resource: dict[str, Any]) -> str:
    """The version that a resource has to be of, "" where it may be R4."""
    kind = str(resource.get("resourceType"))
    if any(name in resource for name in _LATER.get(kind, ())):
        return "R5"
    if any(isinstance(resource.get(name), str) for name in _CODED_LATER.get(kind, ())):
        return "STU3"
    return "STU3" if any(name in resource for name in _EARLIER.get(kind, ()) if name != "asserter") else ""
