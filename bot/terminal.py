"""The chat in a terminal: pleasant for a person, plain lines when piped. Nothing is stored, not even a history file."""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import date

from bot.dialogue import Turn, standing_of, turn
from bot.session import Session
from bot.wording import wording

_QUIT = frozenset({"/quit", "/exit", "/q"})
_COLOURS = {"pass": "green", "fail": "red", "review": "yellow", "unknown": "dim"}


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
    while True:
        try:
            text = input("\n> ").strip()
        except (EOFError, KeyboardInterrupt):
            text = "/quit"
            print()
        if text.lower() in _QUIT:
            console.print(wording(session.language).say("bye"), style="cyan")
            return 0
        if text.lower() == "/status":
            _status(console, session, today)
            continue
        if text:
            session, said = turn(session, text, today)
            _show(console, said)


def _piped(session: Session, today: date) -> int:
    for line in sys.stdin:
        if line.strip().lower() in _QUIT:
            break
        session, said = turn(session, line.rstrip("\n"), today)
        print("\n\n".join(said.replies).replace("**", ""), end="\n\n", flush=True)
    return 0


def _show(console: object, said: Turn) -> None:
    """The replies, wrapped with a margin, and the short answers on offer."""
    from rich.console import Console
    from rich.markup import escape
    from rich.padding import Padding

    assert isinstance(console, Console)
    for reply in said.replies:
        console.print(Padding(_bold(escape(reply)), (1, 2, 0, 2)), width=min(console.width, 92))
    if said.buttons:
        console.print(Padding("  ".join(f"\\[{button}]" for button in said.buttons), (1, 2, 0, 2)), style="dim cyan")


def _bold(reply: str) -> str:
    """Replies mark what matters most as **bold**."""
    parts = reply.split("**")
    return "".join(f"[bold]{part}[/bold]" if i % 2 else part for i, part in enumerate(parts))


def _status(console: object, session: Session, today: date) -> None:
    """A table of all criteria with status, record line and the person's words."""
    from rich.console import Console
    from rich.table import Table

    assert isinstance(console, Console)
    standing = standing_of(session, today)
    table = Table(show_lines=True, expand=False)
    for heading in ("", "status", "the record says", "you said"):
        table.add_column(heading, overflow="fold")
    for outcome in standing.assessment.criteria:
        style = _COLOURS[outcome.status]
        quotes = "; ".join(dict.fromkeys(fact.quote for fact in outcome.facts))
        table.add_row(outcome.id, f"[{style}]{outcome.status}[/{style}]", outcome.record[:160], quotes)
    console.print(table)
