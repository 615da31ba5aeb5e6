"""The texts of a resource: its notes, a report's conclusion, and documents as plain text or HTML."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from nlp.health_records.elements import Attachment, Resource
from nlp.health_records.moments import Moment
from nlp.health_records.resources import DiagnosticReport, DocumentReference

_NOT_IN_FORCE = frozenset({"entered-in-error", "cancelled", "superseded", "registered", "not-done"})
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "section"})
_SILENT = frozenset({"script", "style", "head"})


class Text(NamedTuple):
    """A text, and its day where that is told."""

    words: str
    day: Moment | None


class Unread(NamedTuple):
    """A document that is not read, and why."""

    why: str


def texts(resource: Resource) -> Iterator[Text | Unread]:
    """All texts of a resource that is in force and about the patient."""
    if _NOT_IN_FORCE & resource.states or resource.is_about_another:
        return
    for one in _texts(resource):
        undated = isinstance(one, Text) and one.day is None and one.words.strip()
        yield Unread("a text without a date") if undated else one


def _texts(resource: Resource) -> Iterator[Text | Unread]:
    yield from (Text(one.text, one.time or resource.date) for one in resource.note)
    documents: tuple[Attachment, ...] = ()
    if isinstance(resource, DiagnosticReport):
        yield Text(resource.conclusion, resource.date)
        documents = resource.presented_form
    elif isinstance(resource, DocumentReference):
        documents = tuple(one.attachment for one in resource.content)
    yield from (_decoded(one, resource.date) for one in documents)


def _decoded(attachment: Attachment, day: Moment | None) -> Text | Unread:
    kind, _, charset = attachment.content_type.lower().partition(";")
    if kind.strip() not in ("text/plain", "text/html"):
        return Unread("a document that is not plain text or HTML")
    if not attachment.data:
        return Unread("a document that is not in the record itself")
    try:
        encoding = charset.partition("charset=")[2].strip(' "') or "utf-8"
        text = base64.b64decode(attachment.data).decode(encoding, "replace")
    except (binascii.Error, LookupError, ValueError):
        return Unread("a document that cannot be decoded")
    return Text(_Plain.of(text) if kind.strip() == "text/html" else text, day)


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
