"""The elements of FHIR R4 resources, as far as they are read; whatever else a resource holds is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, FiniteFloat
from pydantic.alias_generators import to_camel

from nlp.health_records.moments import Dated, Moment

Comparator = Literal["<", "<=", ">", ">="]


class Element(BaseModel):
    """Part of a resource: its fields are named as in FHIR, with underscores."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, defer_build=True)


class Coding(Element):
    """A code of a code system; the display is the sender's."""

    system: str = ""
    code: str = ""
    display: str = ""


class CodeableConcept(Element):
    """The same thing in several code systems, and in words."""

    coding: tuple[Coding, ...] = ()
    text: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What it is called: the text, then the displays."""
        return tuple(word for word in (self.text, *(one.display for one in self.coding)) if word.strip())

    @property
    def codes(self) -> frozenset[str]:
        """The bare codes, for FHIR's own short lists ("active", "refuted")."""
        return frozenset(one.code for one in self.coding)


class Quantity(Element):
    """A measured amount. `unit` is for people, `code` is the unit in `system`."""

    value: FiniteFloat | None = None
    comparator: Comparator | None = None
    unit: str = ""
    system: str = ""
    code: str = ""


class Reference(Element):
    """Another resource: "Patient/1", a URL, "urn:uuid:…", or "#…" for one that is contained."""

    reference: str = ""
    display: str = ""


class Period(Element):
    """From when to when."""

    start: Dated | None = None
    end: Dated | None = None


class Annotation(Element):
    """A note of somebody."""

    text: str = ""
    time: Dated | None = None


class Attachment(Element):
    """A document: `data` is base64."""

    content_type: str = ""
    data: str = ""
    creation: Dated | None = None


class Resource(Element):
    """What every resource of a patient has; `note` is read as text."""

    status: str = ""
    note: tuple[Annotation, ...] = ()

    @property
    def states(self) -> frozenset[str]:
        """All words that say in what state it is."""
        return frozenset({self.status})

    @property
    def is_about_another(self) -> bool:
        """Whether it is about somebody else than the patient whose record it is in."""
        return False

    @property
    def dates(self) -> Iterator[Moment | None]:
        """The dates that may stand for the whole resource, the best first."""
        yield None

    @property
    def date(self) -> Moment | None:
        """The date of the resource."""
        return next((one for one in self.dates if one), None)
