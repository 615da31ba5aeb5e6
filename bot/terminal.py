"""The chat in a terminal: pleasant for a person, plain lines when piped. There is no history file."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from bot.dialogue import Turn, standing_of
from bot.intents import command
from bot.record_turn import Record, answer
from bot.session import Session
from bot.welcome_back import welcome_back
from bot.wording import wording

if TYPE_CHECKING:
    from rich.console import Console

Take = Callable[[Session, str | Record], tuple[Session, Turn]]
Replies = tuple[str, ...]
_QUIT = frozenset({"/quit", "/exit", "/q"})
_COMMANDS = "/help  /status  /why E5  /read FILE  /restart  /quit"
_COLOURS = {"pass": "green", "fail": "red", "review": "yellow", "unknown": "dim"}
_WIDTH = 92
_MARGIN = (1, 2, 0, 2)


def talk(trial: str, today: date, keep: bool = False) -> int:
    """Talks until the person leaves or the input ends; returns the exit code.

    Nothing is stored, unless `keep`: then what `bot.kept_chat` says holds, also of errors.
    """
    if not keep:
        return _converse(Session(trial=trial), lambda session, said: answer(session, said, today), today)
    from bot.kept_chat import kept_chat

    with kept_chat(trial, today) as (session, take):
        return _converse(session, take, today)


def _converse(session: Session, take: Take, today: date) -> int:
    back = welcome_back(session, today) if session.met else ()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _piped(session, take, back, today)
    with contextlib.suppress(ImportError):  # line editing and a history in memory, where the system has them
        import readline  # noqa: F401
    from rich.console import Console

    console = Console(highlight=False, no_color="NO_COLOR" in os.environ or None)
    if back:
        _show(console, back)
    else:
        session, first = take(session, "/start")
        _show(console, first.replies, first.buttons)
    console.print(_COMMANDS, style="dim")
    while (text := _typed()).lower() not in _QUIT:
        if text.lower() == "/status":
            _status(console, session, today)
        elif text:
            session, replies, buttons = _answered(session, text, take, today)
            _show(console, replies, buttons)
    console.print(wording(session.language).say("bye"), style="cyan")
    return 0


def _typed() -> str:
    """The next line; Ctrl-C and Ctrl-D are as good as /quit."""
    try:
        return input("\n> ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return "/quit"


def _answered(session: Session, text: str, take: Take, today: date) -> tuple[Session, Replies, Replies]:
    """The chat after a line, the replies and the buttons; `/read FILE` stands for what is in the file."""
    words = wording(session.language)
    order = command(text, words)
    if order is None or order.name != "read":
        session, said = take(session, text)
        return session, said.replies, said.buttons
    from bot.reading_files import read_file

    opened = read_file(order.rest, today, words)
    if opened.says is None:
        return session, (opened.refused,), ()
    session, said = take(session, opened.says)
    return session, said.replies, said.buttons


def _piped(session: Session, take: Take, back: Replies, today: date) -> int:
    if back:
        _print(back)
    for line in sys.stdin:
        if line.strip().lower() in _QUIT:
            break
        session, replies, _ = _answered(session, line.rstrip("\n"), take, today)
        _print(replies)
    return 0


def _print(replies: Iterable[str]) -> None:
    print("\n\n".join(replies).replace("**", ""), end="\n\n", flush=True)


def _show(console: Console, replies: Iterable[str], buttons: Iterable[str] = ()) -> None:
    """The replies, wrapped with a margin, and the short answers on offer."""
    from rich.padding import Padding
    from rich.text import Text

    width = min(console.width, _WIDTH)
    for reply in replies:
        parts = enumerate(reply.split("**"))  # replies mark what matters most as **bold**
        text = Text.assemble(*((part, "bold" if i % 2 else "") for i, part in parts))
        console.print(Padding(text, _MARGIN), width=width)
    if buttons:
        offer = Text("  ".join(f"[{button}]" for button in buttons), "dim cyan")
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
