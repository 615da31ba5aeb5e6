"""Chats that may not be stored: they live here until the process ends or others have pushed them out."""

from __future__ import annotations

import zlib
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
    """The chats, of which the one unused for longest goes when there are too many; packed, some 2 kB each."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._chats: OrderedDict[int, tuple[bytes, date]] = OrderedDict()

    def get(self, chat_id: int) -> Remembered | None:
        """What is remembered of a chat."""
        if chat_id not in self._chats:
            return None
        packed, held = self._chats[chat_id]
        return Remembered(ChatState.model_validate_json(zlib.decompress(packed)), held)

    def put(self, chat_id: int, remembered: Remembered) -> None:
        """Remembers a chat."""
        packed = zlib.compress(remembered.state.model_dump_json().encode(), level=1)
        self._chats[chat_id] = packed, remembered.held
        self._chats.move_to_end(chat_id)
        if len(self._chats) > self._most:
            self._chats.popitem(last=False)

    def drop(self, chat_id: int) -> None:
        """Forgets a chat."""
        self._chats.pop(chat_id, None)
