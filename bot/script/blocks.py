"""The blocks that a script is made of; each is shown by bot.script.markdown and bot.script.pdf."""

from __future__ import annotations

from typing import TypeAlias

from nlp.facts import Frozen


class Heading(Frozen):
    """A heading: of a chapter (level 1) down to a single question (level 3)."""

    level: int
    text: str


class Text(Frozen):
    """A paragraph in the script's own words."""

    text: str


class Says(Frozen):
    """What the bot says, word for word, with its marks; `when` it does, and the `buttons` under it."""

    when: str
    text: str
    buttons: tuple[str, ...] = ()


class Record(Frozen):
    """A line of the trial's record, as it stands there."""

    text: str


class Example(Frozen):
    """A whole reply as it was given in one chat; `when` tells in which."""

    when: str
    text: str


class Table(Frozen):
    """Rows of cells under a head; `shares` are the widths of the columns, together 1."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Block: TypeAlias = Heading | Text | Says | Record | Example | Table


class Script(Frozen):
    """A script: its title, a line below it, the name of its table of contents, what stands at the foot of a page (with
    the field {number}), and its blocks from top to bottom.
    """

    title: str
    subtitle: str
    contents: str
    page: str
    blocks: tuple[Block, ...]
