"""The dialogue's words as Telegram's HTML: all escaped, **…** bold, cut below Telegram's limit before tags come in."""

from __future__ import annotations

import re
from html import escape

LIMIT = 4_000  # UTF-16 units, below Telegram's 4,096
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_BREAKS = ("\n\n", "\n", " ")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def pieces(text: str) -> tuple[str, ...]:
    """The text in as few pieces as the limit allows, each with something to read."""
    found, text = [], _NO_TEXT.sub("", text)
    while units(text) > LIMIT:
        head = text.encode("utf-16-le")[: 2 * LIMIT].decode("utf-16-le", "ignore")
        at = next((at for mark in _BREAKS if (at := head.rfind(mark)) > 0), len(head))
        found.append(text[:at])
        text = text[at:]
    return tuple(piece.strip() for piece in (*found, text) if piece.strip())


def html(piece: str) -> str:
    """A piece as HTML."""
    return _BOLD.sub(r"<b>\1</b>", escape(piece, quote=False))


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
