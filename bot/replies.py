"""Paragraphs packed into replies that every door can show."""

from __future__ import annotations

from collections.abc import Iterable

LIMIT = 3_500


def pack(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs in as few replies as hold them, none longer than LIMIT; a paragraph too long is cut at a line."""
    replies: list[str] = []
    for paragraph in (piece for one in paragraphs if one.strip() for piece in _pieces(one)):
        if replies and len(replies[-1]) + 2 + len(paragraph) <= LIMIT:
            replies[-1] += "\n\n" + paragraph
        else:
            replies.append(paragraph)
    return tuple(replies)


def _pieces(paragraph: str) -> Iterable[str]:
    while len(paragraph) > LIMIT:
        at = paragraph.rfind("\n", 0, LIMIT)
        at = at if at > 0 else LIMIT
        yield paragraph[:at]
        paragraph = paragraph[at:].lstrip("\n")
    yield paragraph
