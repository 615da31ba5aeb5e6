"""What could not be read of a record: where it stands and why, and nothing of what it says."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from pydantic import ValidationError

from nlp.facts import Frozen


class RecordProblem(Frozen):
    """What could not be read: `where` it stands (file, line, type of resource) and why; nothing of what it says."""

    where: str
    message: str


class Raw(NamedTuple):
    """A resource as it stands in a file: parsed JSON, and where."""

    content: dict[str, Any]
    where: str


class Problems:
    """Problems, one for each kind of them, with the place of the first and how many there are."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, raw: Raw, message: str) -> None:
        """Counts a problem of a resource of this type."""
        self._first.setdefault((kind, message), raw.where)
        self._counts[kind, message] += 1

    def all(self) -> tuple[RecordProblem, ...]:
        """One problem for each kind of them."""
        found = []
        for (kind, message), where in self._first.items():
            count = self._counts[kind, message]
            found.append(RecordProblem(where=where, message=message if count == 1 else f"{message} ({count} {kind})"))
        return tuple(found)


def reason(error: ValidationError) -> str:
    """The first field that has not the form that FHIR gives it."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"not as FHIR R4 has it: {field}" if field else "not as FHIR R4 has it"
