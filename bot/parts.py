"""Pieces of a message, and facts whose quote and offsets are those of a piece."""

from __future__ import annotations

from typing import NamedTuple

from nlp.facts import Fact


class Part(NamedTuple):
    """A piece of the message and where it stands."""

    text: str
    start: int


def split(text: str, separator: str) -> list[Part]:
    """The pieces between separators, in order, empty ones too."""
    parts, start = [], 0
    for piece in text.split(separator):
        parts.append(Part(piece, start))
        start += len(piece) + 1
    return parts


def moved(fact: Fact, by: int) -> Fact:
    """The fact with its offsets shifted."""
    return fact.model_copy(update={"start": fact.start + by, "end": fact.end + by}) if by else fact


def placed(fact: Fact, part: Part, start: int, end: int) -> Fact:
    """The fact with the words of a piece of the part as its quote, blanks at the edges left out."""
    words = part.text[start:end]
    start += len(words) - len(words.lstrip())
    quote = words.strip()
    at = part.start + start
    return fact.model_copy(update={"quote": quote, "start": at, "end": at + len(quote)})
