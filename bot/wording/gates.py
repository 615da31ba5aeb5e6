"""The words of the three gates: gates.yaml of each language, its form and its loading.

A person in need writes in any language, so there may be a language that has nothing but its gates.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.wording.forms import Cues, Plain, Words

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Circumstance(Words):
    """What makes a sign mean something else: words right before it, right after it, or anywhere near it.

    `lifted_by` names the circumstance that makes up for this one: what is long past counts if it is back today.
    """

    before: Cues | None = None
    after: Cues | None = None
    near: Cues | None = None
    lifted_by: str | None = None


class Signal(Words):
    """Signs of one kind, what they need near them, and the circumstances in which they mean nothing.

    `across`: the sign may reach from one sentence into the next.
    """

    cues: Cues
    needs: str | None = None
    unless: tuple[str, ...] = ()
    across: bool = False


class ChildWords(Words):
    """How a child says how old it is. The groups of `ages` are `age`, or `next` for the age to come.

    `aged` is an age that may be anybody's, unless words of `is_me` stand in the message; `bare` is an age as the whole
    answer; `ages` out of `numbers` may be words. `others` are said by somebody who writes for the patient, `takes_over`
    by an adult who goes on after a child.
    """

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
    """gates.yaml: what is said at each gate, and what sets it off.

    `marks` are marks as they are dictated, by what stands for them; `spelled` are words worth knowing misspelt.
    """

    replies: Mapping[str, str]
    marks: Mapping[str, Cues]
    spelled: frozenset[str]
    circumstances: Mapping[str, Circumstance]
    crisis: tuple[Signal, ...]
    emergency: tuple[Signal, ...]
    guardian: ChildWords


@cache
def gates_at_hand() -> tuple[tuple[str, Gates], ...]:
    """Every language that has gates, and its words for them."""
    folders = sorted(files("bot").joinpath("wording").iterdir(), key=lambda folder: folder.name)
    found = [(folder.name, folder.joinpath("gates.yaml")) for folder in folders if folder.is_dir()]
    return tuple((name, _gates(path.read_text(encoding="utf-8"))) for name, path in found if path.is_file())


def _gates(text: str) -> Gates:
    """The words of one file, every {part} in a cue replaced by the pattern that `parts` names so."""
    data = yaml.load(text, LOADER)
    parts: dict[str, str] = {}
    for name, pattern in data.pop("parts").items():
        parts[name] = _filled(pattern, parts)
    return Gates.model_validate(_filled(data, parts))


def _filled(data: Any, parts: Mapping[str, str]) -> Any:
    if isinstance(data, dict):
        return {key: _filled(value, parts) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(value, parts) for value in data]
    if isinstance(data, str):
        for name, pattern in parts.items():
            data = data.replace(f"{{{name}}}", f"(?:{pattern})")
    return data
