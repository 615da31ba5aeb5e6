"""A registry record in the shape of the ClinicalTrials.gov API, version 2: the parts of it that are read."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from trials.errors import RecordError


def _as_date(value: Any) -> Any:
    """A day from "2026-01-09", "2026-01" (its first day) or "March 14, 2023"."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return f"{value}-01"
    for form in ("%B %d, %Y", "%B %Y"):
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    return value


Day = Annotated[date, BeforeValidator(_as_date)]


class Part(BaseModel):
    """A part of a record: keys in camel case, unknown ones ignored, absent ones None or empty."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore", defer_build=True
    )


class Identification(Part):
    """Numbers and titles."""

    nct_id: str
    brief_title: str | None = None


class DateStruct(Part):
    """A date of the study; `type` is ACTUAL or ESTIMATED."""

    date: Day | None = None
    type: str | None = None


class Status(Part):
    """Recruitment and dates."""

    overall_status: str | None = None
    start_date_struct: DateStruct | None = None
    completion_date_struct: DateStruct | None = None
    last_update_post_date_struct: DateStruct | None = None


class Party(Part):
    """A sponsor."""

    name: str | None = None


class Sponsors(Part):
    """Who runs the study."""

    lead_sponsor: Party | None = None


class Masking(Part):
    """Blinding."""

    masking: str | None = None


class DesignInfo(Part):
    """How participants are assigned."""

    allocation: str | None = None
    masking_info: Masking | None = None


class Enrollment(Part):
    """How many take part."""

    count: int | None = None
    type: str | None = None


class Design(Part):
    """Type, phases, design and size."""

    phases: tuple[str, ...] = ()
    design_info: DesignInfo | None = None
    enrollment_info: Enrollment | None = None


class Eligibility(Part):
    """Who may take part."""

    eligibility_criteria: str | None = None
    minimum_age: str | None = None


class Contact(Part):
    """Whom to ask."""

    name: str | None = None
    role: str | None = None
    phone: str | None = None


class Location(Part):
    """A site."""

    facility: str | None = None
    status: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None


class ContactsLocations(Part):
    """Contacts and sites."""

    central_contacts: tuple[Contact, ...] = ()
    locations: tuple[Location, ...] = ()


class Protocol(Part):
    """The protocol section."""

    identification_module: Identification
    status_module: Status = Status()
    sponsor_collaborators_module: Sponsors = Sponsors()
    design_module: Design = Design()
    eligibility_module: Eligibility = Eligibility()
    contacts_locations_module: ContactsLocations = ContactsLocations()


class Record(Part):
    """A whole record, with the few things that are asked of it most."""

    protocol_section: Protocol

    @property
    def nct_id(self) -> str:
        """The registry number."""
        return self.protocol_section.identification_module.nct_id

    @property
    def title(self) -> str:
        """The brief title, or the number where there is none."""
        return self.protocol_section.identification_module.brief_title or self.nct_id

    @property
    def status(self) -> str | None:
        """The overall status, e.g. RECRUITING."""
        return self.protocol_section.status_module.overall_status

    @property
    def last_update(self) -> date | None:
        """When the record was last updated."""
        return _date_in(self.protocol_section.status_module.last_update_post_date_struct)

    @property
    def completion_date(self) -> date | None:
        """When the study ends."""
        return _date_in(self.protocol_section.status_module.completion_date_struct)

    @property
    def eligibility_text(self) -> str:
        """The criteria as published, Markdown escapes removed; empty where there are none."""
        return (self.protocol_section.eligibility_module.eligibility_criteria or "").replace("\\", "")

    @property
    def sites(self) -> tuple[Location, ...]:
        """The sites."""
        return self.protocol_section.contacts_locations_module.locations

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The central contacts."""
        return self.protocol_section.contacts_locations_module.central_contacts

    @property
    def site(self) -> Location | None:
        """The first site."""
        return next(iter(self.sites), None)

    @property
    def contact(self) -> Contact | None:
        """The first central contact."""
        return next(iter(self.contacts), None)

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases, e.g. PHASE1."""
        return self.protocol_section.design_module.phases

    @property
    def minimum_age(self) -> float | None:
        """The minimum age in years."""
        return _years(self.protocol_section.eligibility_module.minimum_age)


def _date_in(struct: DateStruct | None) -> date | None:
    return struct.date if struct else None


def _years(age: str | None) -> float | None:
    match = re.match(r"(\d+)\s*(year|month|week|day)", age or "", re.IGNORECASE)
    if match is None:
        return None
    return int(match.group(1)) / {"year": 1, "month": 12, "week": 52.18, "day": 365.25}[match.group(2).lower()]


def load_record(path: Path) -> Record:
    """The record in a file.

    Raises RecordError, which names the file and the field, where it cannot be read.
    """
    try:
        return Record.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise RecordError(f"{path.name}: cannot be read ({error.strerror})") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"{path.name}: is not JSON in UTF-8 ({error})") from None
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise RecordError(f"{path.name}: {field}: {first['msg']}") from None
