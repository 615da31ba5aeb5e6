"""The fields of a record that templates may use, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.telling import day
from bot.wording import Wording, trial_wording
from trials.catalog import Trial
from trials.records import Contact, DateStruct, DesignInfo, Location, Masking

_FIELDS: dict[tuple[str, str], Mapping[str, str]] = {}


def record_fields(trial: Trial, words: Wording) -> Mapping[str, str]:
    """{nct} {name} {contact} {phone} {site} {place} {city} {record_date} {end_date} … , or "not named"."""
    key = (trial.record.nct_id, words.say("not_named"))
    if key not in _FIELDS:
        _FIELDS[key] = _read(trial, words)
    return _FIELDS[key]


def _read(trial: Trial, words: Wording) -> Mapping[str, str]:
    record, protocol = trial.record, trial.record.protocol_section
    site = record.sites[0] if record.sites else Location()
    contact = record.contacts[0] if record.contacts else Contact()
    design = protocol.design_module
    info = design.design_info or DesignInfo()
    sponsor = protocol.sponsor_collaborators_module.lead_sponsor
    places = [part for part in (site.city, site.state) if part]
    fields: dict[str, object] = {
        "nct": record.nct_id,
        "name": trial_wording(words.language, record.nct_id).name,
        "contact": contact.name,
        "phone": contact.phone,
        "site": site.facility,
        "site_status": _plain(site.status),
        "place": ", ".join(places),
        "city": ", ".join([*places, site.country] if site.country else places),
        "status": _plain(record.status),
        "record_date": _day(record.last_update, words),
        "start_date": _day(_date(protocol.status_module.start_date_struct), words),
        "end_date": _day(record.completion_date, words),
        "phase": "/".join(_plain(phase) for phase in design.phases).replace("phase", "phase ").replace("/phase ", "/"),
        "sponsor": sponsor.name if sponsor else None,
        "allocation": _plain(info.allocation),
        "masking": _plain((info.masking_info or Masking()).masking),
        "minimum_age": protocol.eligibility_module.minimum_age,
        "enrollment": design.enrollment_info.count if design.enrollment_info else None,
    }
    return {name: str(value) if value else words.say("not_named") for name, value in fields.items()}


def _plain(term: str | None) -> str:
    """A term of the registry in lower case: NOT_YET_RECRUITING is "not yet recruiting"."""
    return (term or "").lower().replace("_", " ")


def _date(struct: DateStruct | None) -> date | None:
    return struct.date if struct else None


def _day(when: date | None, words: Wording) -> str:
    return day(when, words) if when else ""
