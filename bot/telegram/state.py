"""What Telegram needs to remember of a chat beside the dialogue's session."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.record_turn import Record
from bot.session import Session
from nlp.facts import Frozen

Tick = Literal["no", "yes", "unsure"]


class Open(Frozen):
    """The buttons that may be pressed: those of the last answer that had any.

    `token` is the number of the update that brought them, so that no two have the same; `text` the question above
    them, in the dialogue's markup. `choices` are words for the dialogue, each a button, in groups that stand apart.
    Where the question is a checklist, `items` are the names of what may be ticked and `ticks` what was. `beside` are
    choices under another message of the same answer. `message_id` is the message with the question, as far as known.
    """

    token: int
    text: str
    choices: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    beside: tuple[str, ...] = ()
    message_id: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """All choices, in their order."""
        return tuple(word for group in self.choices for word in group)


class Said(Frozen):
    """What the person said at once, as it was read, and the day.

    `parts` are the numbers and texts of the messages; a press has the number of its update, below zero. `record` is a
    health record that was sent, in place of words. `before` is the session before it, of some only.
    """

    parts: tuple[tuple[int, str], ...]
    today: date
    record: Record | None = None
    before: Session | None = None

    @property
    def text(self) -> str:
        """The messages as one."""
        return "\n".join(text for _, text in self.parts)

    def instead(self, message_id: int, text: str) -> Said:
        """The same with another text of one message."""
        parts = tuple((number, text if number == message_id else old) for number, old in self.parts)
        return self.model_copy(update={"parts": parts})


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

    def placed(self, token: int, message_id: int) -> ChatState:
        """The chat once the message with the buttons of `token` was sent: its number is known."""
        if self.open is None or self.open.token != token:
            return self
        return self.model_copy(update={"open": self.open.model_copy(update={"message_id": message_id})})
