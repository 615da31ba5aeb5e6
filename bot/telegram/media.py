"""What is no text: what of it can be read, and what the person is told."""

from __future__ import annotations

from typing import NamedTuple

from bot.telegram.incoming import Document, Other
from bot.wording.telegram import TelegramWords

_PICTURES = "image/"
_PDF = ("application/pdf", ".pdf")


class Found(NamedTuple):
    """The words that are read as a message, "" where there are none, and a note about the rest."""

    text: str
    note: str


def read(incoming: Document | Other, document: str | None, words: TelegramWords) -> Found:
    """The words of a file, or those beside it; `document` is the text of a file that could be fetched."""
    caption = incoming.caption.strip()
    if isinstance(incoming, Other):
        if not caption or incoming.kind == "forwarded":
            return Found("", words.media[incoming.kind])
        return Found(caption, words.beside.get(incoming.kind, words.beside["other"]))
    if incoming.readable and not incoming.is_record and document and _has_words(document):
        return Found("\n".join(part for part in (caption, document) if part), words.read)
    return Found(caption, words.beside["file"] if caption else words.media[_why(incoming, document)])


def _has_words(document: str) -> bool:
    """Whether it is a text at all: only other kinds of files hold zeros."""
    return "\0" not in document and any(map(str.isalnum, document))


def _why(incoming: Document, document: str | None) -> str:
    """Why a file was not read: the name of its answer."""
    kind, ending = _PDF
    if incoming.readable:
        return "lost" if document is None else "empty"
    if incoming.mime_type == kind or incoming.file_name.lower().endswith(ending):
        return "pdf"
    if incoming.mime_type.startswith(_PICTURES):
        return "image"
    return "large" if (incoming.is_text or incoming.is_record) and incoming.size > incoming.most_bytes else "file"
