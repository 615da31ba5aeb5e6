"""Whose a resource is: the patient that it names."""

from __future__ import annotations

import re
from typing import Any

_PATIENT = re.compile(r"(?:^|/)Patient/([^/\s]+)(?:/_history/[^/]+)?$")


def named(resource: dict[str, Any]) -> str:
    """The reference to the patient in a resource, "" where there is none."""
    subject = resource.get("subject", resource.get("patient"))
    reference = subject.get("reference") if isinstance(subject, dict) else None
    return reference if isinstance(reference, str) else ""


def patient_id(reference: str) -> str:
    """The id in a reference to a Patient, "" in any other: "Patient/1", "https://…/Patient/1"."""
    match = _PATIENT.search(reference)
    return match[1] if match else ""


def id_of(resource: dict[str, Any]) -> str:
    """The id of a resource, "" where it has none."""
    own = resource.get("id")
    return own if isinstance(own, str) else ""
