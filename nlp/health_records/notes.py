"""Texts in a record: reports, visit notes and remarks, read as messages of their day."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser

from nlp.concepts import concepts
from nlp.facts import Fact
from nlp.health_records.drafts import Draft, Light
from nlp.health_records.elements import Attachment, Resource
from nlp.health_records.moments import Moment
from nlp.health_records.resources import DiagnosticReport, DocumentReference
from nlp.reading import LONGEST, read
from nlp.statements import is_a

_FRESH = timedelta(days=31)  # how old a text may be for what it says of the present, or denies
_DATED = frozenset({"measurement", "serology", "result"})
_NEVER = frozenset({"age", "birth_date", "consent"})
_OF_THE_MOMENT = (
    "disease_activity", "anticoagulant", "anticoagulant_dose", "dialysis", "infection", "investigational_agent",
    "planned_live_vaccine", "chronic_illness",
)  # fmt: skip
_NOT_IN_FORCE = frozenset({"entered-in-error", "cancelled", "superseded", "registered"})
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "section"})
_SILENT = frozenset({"script", "style", "head"})


class UnreadableError(ValueError):
    """A text that is not read; the message says why."""


def notes(resource: Resource, light: Light) -> list[Draft]:
    """What the texts of a resource state. Raises UnreadableError where the form of a document is not read."""
    return [draft for text, day in _texts(resource) for draft in _read(text, day, light)]


def _texts(resource: Resource) -> Iterator[tuple[str, Moment | None]]:
    yield from ((one.text, one.time or resource.date) for one in resource.note)
    if isinstance(resource, DiagnosticReport) and resource.status not in _NOT_IN_FORCE:
        yield resource.conclusion, resource.date
        yield from ((_decoded(one), resource.date) for one in resource.presented_form)
    if isinstance(resource, DocumentReference) and not _NOT_IN_FORCE & {resource.status, resource.doc_status}:
        yield from ((_decoded(one.attachment), resource.date) for one in resource.content)


def _decoded(attachment: Attachment) -> str:
    kind, _, charset = attachment.content_type.lower().partition(";")
    if not attachment.data:
        return ""
    if kind.strip() not in ("text/plain", "text/html"):
        raise UnreadableError("a document that is not plain text or HTML")
    try:
        encoding = charset.partition("charset=")[2].strip(' "') or "utf-8"
        text = base64.b64decode(attachment.data, validate=False).decode(encoding, "replace")
    except (binascii.Error, LookupError):
        raise UnreadableError("a document that cannot be decoded") from None
    return _Plain.of(text) if kind.strip() == "text/html" else text


class _Plain(HTMLParser):
    """The text of simple HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._silent = 0

    @classmethod
    def of(cls, html: str) -> str:
        """The text without its tags."""
        parser = cls()
        parser.feed(html)
        parser.close()
        return "".join(parser._parts)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block begins a line."""
        self._silent += tag in _SILENT
        self._parts.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        """A block ends a line, a cell a word."""
        self._silent -= tag in _SILENT and self._silent > 0
        self._parts.append("\n" if tag in _BLOCKS else " " if tag in ("td", "th") else "")

    def handle_data(self, data: str) -> None:
        """Words, unless they are none."""
        self._parts.append("" if self._silent else data)


def _read(text: str, day: Moment | None, light: Light) -> Iterator[Draft]:
    if day is None or day.first > light.today:
        return  # "last week" means nothing without the day of the note
    today = min(day.last, light.today)
    for part in _parts(text):
        for fact in read(part, light.language, today).facts:
            if (kept := _kept(fact, today, light.today)) is not None:
                quote = light.say("noted", words=fact.quote, date=day.said)
                when = kept.when or (day.when if concepts()[kept.concept].kind in _DATED else None)
                update = {"quote": quote, "when": when, "source": "record"}
                yield Draft(kept.model_copy(update=update), day, noted=True)


def _parts(text: str) -> Iterator[str]:
    """The text in pieces that are read whole, cut between lines where there are any."""
    while len(text) > LONGEST:
        cut = text.rfind("\n", LONGEST // 2, LONGEST)
        cut = cut if cut > 0 else LONGEST
        yield text[:cut]
        text = text[cut:]
    yield text


def _kept(fact: Fact, day: date, today: date) -> Fact | None:
    """A fact of a text, unless it is a guess, about somebody else, or about a present that has passed."""
    if fact.subject != "patient" or fact.guesses or fact.concept in _NEVER:
        return None
    if today - day <= _FRESH:
        return fact
    passing = any(is_a(fact.concept, one) for one in _OF_THE_MOMENT)
    return None if passing or fact.assertion == "absent" else fact
