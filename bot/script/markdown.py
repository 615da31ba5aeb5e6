"""A script as Markdown that reads well raw and rendered: what is said stands in quotes, examples in nested ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.script.blocks import Block, Example, Heading, Record, Says, Script, Table, Text

_NO_SLUG = re.compile(r"[^\w\- ]")
_DEEPEST_IN_CONTENTS = 2


def markdown(script: Script) -> str:
    """The script as one Markdown text."""
    headings = [block for block in script.blocks if isinstance(block, Heading)]
    contents = [
        f"{'  ' * (heading.level - 1)}- [{heading.text}](#{_slug(heading.text)})"
        for heading in headings
        if heading.level <= _DEEPEST_IN_CONTENTS
    ]
    parts = [f"# {script.title}", f"*{script.subtitle}*", f"## {script.contents}", "\n".join(contents)]
    return "\n\n".join([*parts, *(part for block in script.blocks for part in _parts(block))]) + "\n"


def _parts(block: Block) -> Iterator[str]:
    """The paragraphs of a block."""
    match block:
        case Heading(level=level, text=text):
            yield f"{'#' * (level + 1)} {text}"
        case Text(text=text):
            yield text
        case Says(when=when, text=text, buttons=buttons):
            yield from [f"*{when}*"] if when else []
            yield _quoted(text, ">")
            yield from [" ".join(f"`[{label}]`" for label in buttons)] if buttons else []
        case Record(text=text):
            yield f"“{text}”"
        case Example(when=when, text=text):
            yield f"*{when}*"
            yield _quoted(text, ">>")
        case Table(head=head, rows=rows):
            yield "\n".join([_row(head), _row(["---"] * len(head)), *map(_row, rows)])


def _quoted(text: str, mark: str) -> str:
    """The lines as a quote that keeps their breaks."""
    lines = text.split("\n")
    breaks = ["  " if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return "\n".join(f"{mark} {line}{end}".rstrip(" ") + end for line, end in zip(lines, breaks, strict=True))


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |"


def _slug(text: str) -> str:
    """The anchor that a heading gets."""
    return _NO_SLUG.sub("", text.lower()).replace(" ", "-")
