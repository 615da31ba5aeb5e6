"""The words of the three gates: the folder gates of each language, its form and its loading.

A person in need writes in any language, so there may be a language that has nothing but its gates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any

import yaml
from pydantic import BeforeValidator

from bot.wording.forms import Cues, Plain, Words

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_GAP = "…"  # in a cue: up to _GAP_WORDS more words that begin no new thought
_GAP_WORDS = 5


class Sign:
    """Cues as one pattern of whole words, compiled when it is first looked for: most messages need none."""

    def __init__(self, cues: Iterable[str], end: str = r"(?!\w)") -> None:
        self._source = rf"(?<!\w)(?:{'|'.join(cues)}){end}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self._source)


Anywhere = Annotated[Sign, BeforeValidator(Sign)]
Before = Annotated[Sign, BeforeValidator(lambda cues: Sign(cues, end="$"))]


class Circumstance(Words):
    """What makes a sign mean something else: words right before it, right after it, or anywhere near it.

    `lifted_by` names the circumstance that makes up for this one: what is long past counts if it is back today.
    `beside`: what is near may also stand in the clause before or after.
    """

    before: Before | None = None
    after: Anywhere | None = None
    near: Anywhere | None = None
    lifted_by: str | None = None
    beside: bool = False


class Signal(Words):
    """Signs of one kind, what they need near them, and the circumstances in which they mean nothing.

    Only where a word begins with one of the `stems` are the cues looked for.
    """

    stems: frozenset[str]
    cues: Anywhere
    needs: str | None = None
    unless: tuple[str, ...] = ()


class Gate(Words):
    """crisis.yaml or emergency.yaml: what is said at the gate, and the signals that set it off, by name."""

    reply: str
    signals: Mapping[str, Signal]


class Guardian(Words):
    """guardian.yaml: how a child says how old it is. The groups of `ages` are `age`, or `next` for the age to come.

    `aged` is an age that may be anybody's, unless words of `is_me` stand in the message; `bare` is an age as the whole
    answer; `numbers` are ages in words. `others` are said by somebody who writes for the patient, `takes_over` by an
    adult who goes on after a child.
    """

    reply: str
    numbers: Mapping[str, int]
    ages: tuple[Cues, ...]
    aged: tuple[Cues, ...]
    is_me: Cues
    bare: Cues
    born: Cues
    school: Cues
    others: Cues
    takes_over: Cues
    quoted: Plain


class Gates(Words):
    """All gates of a language.

    `marks` are marks as they are dictated, `breaks` words that part a sentence in two, `same` the plain word for each
    of the other ways to write it, `written` these ways; `spelled` are words worth knowing misspelt.
    """

    marks: Mapping[str, Cues]
    breaks: Cues
    same: Mapping[str, str]
    written: Cues
    spelled: frozenset[str]
    circumstances: Mapping[str, Circumstance]
    crisis: Gate
    emergency: Gate
    guardian: Guardian


@cache
def gates_at_hand() -> Mapping[str, Gates]:
    """The gates of every language that has any, by language."""
    folders = sorted(files("bot").joinpath("wording").iterdir(), key=lambda folder: folder.name)
    found = {folder.name: folder.joinpath("gates") for folder in folders if folder.is_dir()}
    return {name: _gates(folder) for name, folder in found.items() if folder.is_dir()}


def _gates(folder: Traversable) -> Gates:
    """The gates of one folder; parts of words.yaml count in every file, those of another file only there."""
    words, *texts = (
        yaml.load(folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8"), LOADER)
        for name in ("words", "crisis", "emergency", "guardian")
    )
    gap = rf"(?:(?!(?:{'|'.join(words.pop('stops'))})(?!\w))[^\s,]+ ){{0,{_GAP_WORDS}}}"
    parts = _parts(words.pop("parts"), {}, gap)
    circumstances = _filled(words.pop("circumstances"), parts, gap)
    gates = {}
    for name, data in zip(("crisis", "emergency", "guardian"), texts, strict=True):
        own = _parts(data.pop("parts", {}), parts, gap)
        data = _filled(data, own, gap)
        circumstances |= data.pop("circumstances", {})
        gates[name] = data
    same = {form: word for word, forms in words.pop("same").items() for form in forms}
    return Gates.model_validate(
        words | gates | {"same": same, "written": _listed(same), "circumstances": circumstances}
    )


def _listed(forms: Mapping[str, str]) -> list[str]:
    """The written forms as cues, the longer ones first."""
    return [re.escape(form) for form in sorted(forms, key=len, reverse=True)]


def _parts(written: Mapping[str, list[str]], known: Mapping[str, str], gap: str) -> dict[str, str]:
    parts = dict(known)
    for name, alternatives in written.items():
        parts[name] = _filled("|".join(alternatives), parts, gap)
    return parts


def _filled(data: Any, parts: Mapping[str, str], gap: str) -> Any:
    """The data with every {part} and every gap in its cues replaced by a pattern."""
    if isinstance(data, dict):
        return {key: _filled(value, parts, gap) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(value, parts, gap) for value in data]
    if not isinstance(data, str):
        return data
    for name, pattern in parts.items():
        data = data.replace(f"{{{name}}}", f"(?:{pattern})")
    return data.replace(_GAP, gap)
