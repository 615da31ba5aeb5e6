"""How the cues of the gates are written: named parts, gaps between words; compiled when first looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator

_GAP = "…"  # in a cue: up to _GAP_WORDS more words that begin no new thought
_GAP_WORDS = 5


class Sign:
    """Cues as one pattern of whole words, compiled when it is first looked for: most messages need none."""

    def __init__(self, cues: str | Iterable[str], end: str = r"(?!\w)") -> None:
        self._source = rf"(?<!\w)(?:{'|'.join([cues] if isinstance(cues, str) else cues)}){end}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self._source)


Anywhere = Annotated[Sign, BeforeValidator(Sign)]
Before = Annotated[Sign, BeforeValidator(lambda cues: Sign(cues, end="$"))]


def gap_before(stops: Iterable[str]) -> str:
    """The pattern of a gap: further words, none of which begins a new thought."""
    return rf"(?:(?!(?:{'|'.join(stops)})(?!\w))[^\s,]+ ){{0,{_GAP_WORDS}}}"


def listed(forms: Mapping[str, str]) -> list[str]:
    """The written forms as cues, the longer ones first."""
    return [re.escape(form) for form in sorted(forms, key=len, reverse=True)]


def parts_of(written: Mapping[str, list[str]], known: Mapping[str, str], gap: str) -> dict[str, str]:
    """The parts known so far and those written, which may use the ones above them."""
    parts = dict(known)
    for name, alternatives in written.items():
        parts[name] = filled("|".join(alternatives), parts, gap)
    return parts


def filled(data: Any, parts: Mapping[str, str], gap: str) -> Any:
    """The data with every {part} and every gap in its cues replaced by a pattern."""
    if isinstance(data, dict):
        return {key: filled(value, parts, gap) for key, value in data.items()}
    if isinstance(data, list):
        return [filled(value, parts, gap) for value in data]
    if not isinstance(data, str):
        return data
    for name, pattern in parts.items():
        data = data.replace(f"{{{name}}}", f"(?:{pattern})")
    return data.replace(_GAP, gap)
