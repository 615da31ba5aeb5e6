"""Marker words that stand nowhere else, and where on the disk they are found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

WORD = "Zqxwvk"  # begins every invented name and word
NUMBER = "417923"  # is part of every invented value
PERSON = "90817263"  # begins every invented id of a person
_ADDRESS = re.compile(r"0x[0-9a-f]+")
MARKERS = (WORD, NUMBER, f"{int(NUMBER):,}", PERSON)


def marked(number: int) -> list[str]:
    """What one person writes: names, words that nobody knows, values."""
    return [
        f"my daughter {WORD}ana{number} is 14, lupus nephritis since she was 11, platelets {NUMBER}",
        f"sorry, dr {WORD}berg says {WORD}itis, anc {int(NUMBER):,} last week. is {WORD}mab ok?",
    ]


def found(needles: Iterable[str | bytes], texts: Iterable[bytes]) -> set[str | bytes]:
    """The needles that stand in one of the texts, in capitals or not."""
    all_of_it = [text.lower() for text in texts]
    raw = {needle: needle.encode() if isinstance(needle, str) else needle for needle in needles}
    return {needle for needle, one in raw.items() if any(one.lower() in text for text in all_of_it)}


def logged(text: str) -> bytes:
    """What a log says, without addresses in memory: of thousands, sooner or later one holds the digits of a marker."""
    return _ADDRESS.sub("", text).encode()


def files_below(folder: Path) -> list[bytes]:
    """The bytes of every file in a folder."""
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
