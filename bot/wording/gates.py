"""The words of the three gates: the folder gates of each language, its form and its loading.

A person in need writes in any language, so there may be a language that has nothing but its gates.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from bot.wording.cues import Anywhere, Before, filled, gap_before, listed, parts_of
from bot.wording.forms import Cues, Plain, Words

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    gap = gap_before(words.pop("stops"))
    parts = parts_of(words.pop("parts"), {}, gap)
    circumstances = filled(words.pop("circumstances"), parts, gap)
    gates = {}
    for name, data in zip(("crisis", "emergency", "guardian"), texts, strict=True):
        own = parts_of(data.pop("parts", {}), parts, gap)
        data = filled(data, own, gap)
        circumstances |= data.pop("circumstances", {})
        gates[name] = data
    same = {form: word for word, forms in words.pop("same").items() for form in forms}
    return Gates.model_validate(words | gates | {"same": same, "written": listed(same), "circumstances": circumstances})
