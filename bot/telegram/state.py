"""What Telegram needs to remember of a chat beside the dialogue's session."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.session import Session
from nlp.facts import Frozen

Tick = Literal["no", "yes", "unsure"]


class Open(Frozen):
    """The buttons that may be pressed: those of the last answer that had any.

    `token` is the number of the update that brought them, so that no two have the same; `text` the question above
    them, in the dialogue's markup. `choices` are words for the dialogue, each a button. Where the question is a
    checklist, `items` are the names of what may be ticked and `ticks` what was. `beside` are choices under another
    message of the same answer.
    """

    token: int
    text: str
    choices: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    beside: tuple[str, ...] = ()


class Said(Frozen):
    """A message of the person as it was read, and the day; `before` is the session before it, of some only."""

    message_id: int
    text: str
    today: date
    before: Session | None = None


class ChatState(Frozen):
    """A chat on Telegram; JSON round-trip.

    It may be written to the database only with `session.permission == "yes"`; otherwise what is stored of the chat is
    to be erased. `said` are the last messages, oldest first, the first of them with the session before it.
    `greeted`: in a group, that it was asked to talk in private.
    """

    session: Session = Session()
    open: Open | None = None
    said: tuple[Said, ...] = ()
    greeted: bool = False
