"""A message made comparable without moving a single character, and its division into tokens."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SPECIAL = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-",
        "−": "-", "µ": "u", "μ": "u", "×": "x", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200b": " ", "\t": " ",
        "⁹": "9", "³": "3", "²": "2", "⁶": "6", "¹": "1", "₃": "3", "·": ".", "º": " ", "°": " ", "￼": " ",
    }
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_")
_ARROWS = ("\u2190", "\u21ff")
_JOINER = frozenset("-/")


class Token(NamedTuple):
    """A word, a number or a mark; `norm` is its folded form without apostrophes, `start` and `end` are offsets."""

    norm: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in lower case, with plain quotes, dashes and letters, of exactly the same length."""
    if text.isascii():
        return text.lower().replace("\t", " ").replace("\r", "\n").replace("`", "'")
    return "".join(_fold_character(character) for character in text.translate(_SPECIAL)).replace("\r", "\n")


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) == "So" and not _ARROWS[0] <= character <= _ARROWS[1]:
        return " "  # an emoji parts words as a space does
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text; a hyphen or slash inside a word or number parts it and is itself left out."""
    found = []
    last = len(folded) - 1
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        norm = match.group()
        if norm in _JOINER and 0 < start < last and folded[start - 1].isalnum() and folded[end].isalnum():
            continue
        found.append(Token(norm.replace("'", "") if "'" in norm and len(norm) > 1 else norm, start, end))
    return found
