"""Chats that may not be stored: they live here until the process ends or others have pushed them out."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import NamedTuple

from bot.telegram.state import ChatState

MOST = 10_000


class Remembered(NamedTuple):
    """A chat, and the day on which it was written down that this process has it."""

    state: ChatState
    held: date


class Unstored:
    """The chats, of which the one unused for longest goes when there are too many."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._chats: OrderedDict[int, Remembered] = OrderedDict()

    def get(self, chat_id: int) -> Remembered | None:
        """What is remembered of a chat."""
        return self._chats.get(chat_id)

    def put(self, chat_id: int, remembered: Remembered) -> None:
        """Remembers a chat."""
        self._chats[chat_id] = remembered
        self._chats.move_to_end(chat_id)
        if len(self._chats) > self._most:
            self._chats.popitem(last=False)

    def drop(self, chat_id: int) -> None:
        """Forgets a chat."""
        self._chats.pop(chat_id, None)
