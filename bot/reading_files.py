"""Files that a person gives to the chat: a text is read as a message, a health record as what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.dialogue import LONGEST
from bot.record_ends import ends
from bot.record_turn import Record
from bot.wording import Wording

if TYPE_CHECKING:
    from nlp.health_records.files import Source

_QUOTES = "\"'"


class Opened(NamedTuple):
    """What a file says to the chat: a text or a record; None where it says nothing, and `refused` tells why."""

    says: str | Record | None
    refused: str = ""


def read_file(name: str, today: date, words: Wording) -> Opened:
    """The file or folder of this name on this machine."""
    from nlp.health_records import is_health_record
    from nlp.health_records.files import files_of

    path = Path(name.strip().strip(_QUOTES)).expanduser()
    if not name.strip():
        return Opened(None, words.say("file.how"))
    try:
        if not path.exists():
            return Opened(None, words.say("file.missing"))
        if is_health_record(path):
            return read_record(files_of(path), today, words)
        return _text(path, words)
    except OSError:
        return Opened(None, words.say("file.closed"))


def read_record(files: Sequence[Source], today: date, words: Wording) -> Opened:
    """The health record in files at hand, where it is that of one patient."""
    from nlp.health_records.files import is_xml_record
    from nlp.health_records.patient import PatientRecord
    from nlp.health_records.reader import patients_of

    found: PatientRecord | None = None
    for one in patients_of(files, today, words.language):
        if not isinstance(one, PatientRecord):
            continue
        if found is not None:
            return Opened(None, words.say("record.several"))
        found = one
    if found is None:
        return Opened(None, words.say("record.xml" if any(map(is_xml_record, files)) else "record.unread"))
    return Opened(Record(facts=ends(found.facts), unused=len(found.problems)))


def _text(path: Path, words: Wording) -> Opened:
    if path.is_dir():
        return Opened(None, words.say("file.other"))
    with path.open("rb") as file:
        content = file.read(4 * LONGEST + 1)  # one byte more than the most that is read, so that a cut is said
    if b"\0" in content:
        return Opened(None, words.say("file.other"))
    text = content.decode("utf-8-sig", "replace")
    return Opened(text) if text.strip() else Opened(None, words.say("file.empty"))
