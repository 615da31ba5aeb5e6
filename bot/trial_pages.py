"""What `trialfit trials` prints: a list of trials, a trial with its criteria, and whether its files are in order."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill, indent

from trials.catalog import Trial, load_trial, trial, trials

_WIDTH = 100


def listing() -> str:
    """One line for each trial at hand."""
    return "\n".join(f"{one.record.nct_id}  {one.record.status or '-':<12}  {one.record.title}" for one in trials())


def page(nct_id: str) -> str:
    """The essentials of a record, and each criterion with its line and who can answer it."""
    one = trial(nct_id)
    record = one.record
    place, contact = record.site, record.contact
    lines = [
        f"{record.nct_id}: {record.title}",
        f"status: {record.status}; record updated: {record.last_update}; study ends: {record.completion_date}",
    ]
    if place:
        lines.append(f"site: {place.facility}, {place.city}, {place.state}, {place.country} ({place.status})")
    if contact:
        lines.append(f"contact: {contact.name}, {contact.phone}")
    return "\n".join([*lines, "", *_criteria(one)])


def _criteria(one: Trial) -> list[str]:
    lines = []
    for criterion in one.criteria:
        text = indent(fill(criterion.text, _WIDTH - 6), "      ").strip()
        lines.append(f"{criterion.id:<4}  {text}\n      known by: {criterion.known_by}")
    return lines


def check(id_or_folder: str) -> str:
    """A line that says that the files are in order. Raises RecordError or CriteriaError where they are not."""
    folder = Path(id_or_folder)
    one = load_trial(folder) if folder.is_dir() else trial(id_or_folder)
    return f"{one.record.nct_id}: in order, {len(one.criteria)} criteria cover the record's eligibility text"
