"""The chat in a terminal: pleasant for a person, plain lines when piped. Nothing is stored, not even a history file."""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import date
from typing import TYPE_CHECKING

from bot.dialogue import Turn, standing_of, turn
from bot.session import Session
from bot.wording import wording

if TYPE_CHECKING:
    from rich.console import Console

_QUIT = frozenset({"/quit", "/exit", "/q"})
_COMMANDS = "/help  /status  /why E5  /restart  /quit"
_COLOURS = {"pass": "green", "fail": "red", "review": "yellow", "unknown": "dim"}
_WIDTH = 92
_MARGIN = (1, 2, 0, 2)


def talk(trial: str, today: date) -> int:
    """Talks until the person leaves or the input ends; returns the exit code."""
    session = Session(trial=trial)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _piped(session, today)
    with contextlib.suppress(ImportError):  # line editing and a history in memory, where the system has them
        import readline  # noqa: F401
    from rich.console import Console

    console = Console(highlight=False, no_color="NO_COLOR" in os.environ or None)
    session, first = turn(session, "/start", today)
    _show(console, first)
    console.print(_COMMANDS, style="dim")
    while (text := _typed()).lower() not in _QUIT:
        if text.lower() == "/status":
            _status(console, session, today)
        elif text:
            session, said = turn(session, text, today)
            _show(console, said)
    console.print(wording(session.language).say("bye"), style="cyan")
    return 0


def _typed() -> str:
    """The next line; Ctrl-C and Ctrl-D are as good as /quit."""
    try:
        return input("\n> ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return "/quit"


def _piped(session: Session, today: date) -> int:
    for line in sys.stdin:
        if line.strip().lower() in _QUIT:
            break
        session, said = turn(session, line.rstrip("\n"), today)
        print("\n\n".join(said.replies).replace("**", ""), end="\n\n", flush=True)
    return 0


def _show(console: Console, said: Turn) -> None:
    """The replies, wrapped with a margin, and the short answers on offer."""
    from rich.padding import Padding
    from rich.text import Text

    width = min(console.width, _WIDTH)
    for reply in said.replies:
        parts = enumerate(reply.split("**"))  # replies mark what matters most as **bold**
        text = Text.assemble(*((part, "bold" if i % 2 else "") for i, part in parts))
        console.print(Padding(text, _MARGIN), width=width)
    if said.buttons:
        offer = Text("  ".join(f"[{button}]" for button in said.buttons), "dim cyan")
        console.print(Padding(offer, _MARGIN), width=width)


def _status(console: Console, session: Session, today: date) -> None:
    """A table of all criteria with status, record line and the person's words."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for heading in ("", "status", "the record says", "you said"):
        table.add_column(heading, overflow="fold")
    for outcome in standing_of(session, today).assessment.criteria:
        quotes = "; ".join(dict.fromkeys(fact.quote for fact in outcome.facts))
        table.add_row(outcome.id, Text(outcome.status, _COLOURS[outcome.status]), Text(outcome.record), Text(quotes))
    console.print(table)
