"""The updates that wait for the bot, and the polls that fetch them: unconfirmed ones come again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.errors import ApiError

Json = dict[str, Any]

NOT_UNLESS_NAMED = {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "Conflict: terminated by setWebhook request"


@dataclass
class Updates:
    touch: Callable[[], object]  # tells those who wait that a poll is open
    last_id: int = 480_123_600
    waiting: dict[int, Json] = field(default_factory=dict)  # by update_id, oldest first
    allowed: list[str] = field(default_factory=list)  # empty: all but NOT_UNLESS_NAMED
    delivered: Counter[int] = field(default_factory=Counter)  # how often each was handed out
    open_poll: asyncio.Future[None] | None = None

    def put(self, update: Json) -> int | None:
        """Its update_id; None for a kind that the bot did not ask for."""
        kind = next(iter(update))
        if (kind not in self.allowed) if self.allowed else (kind in NOT_UNLESS_NAMED):
            return None
        self.last_id += 1
        self.waiting[self.last_id] = {"update_id": self.last_id, **update}
        if self.open_poll and not self.open_poll.done():
            self.open_poll.set_result(None)
        return self.last_id

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Json]:
        """The waiting updates from the offset on; those before it are confirmed and gone. Ends a poll still open."""
        self.end_poll(ApiError(409, OTHER_POLL))
        self.confirm(offset)
        if not self.waiting and timeout > 0:
            mine = self.open_poll = asyncio.get_running_loop().create_future()
            self.touch()
            try:
                await asyncio.wait([mine], timeout=min(timeout, LONGEST_POLL))
            finally:
                if self.open_poll is mine:
                    self.open_poll = None
            if mine.done():
                mine.result()  # raises what ended it
        return list(self.waiting.values())[:limit]

    def confirm(self, offset: int) -> None:
        """A negative offset counts from the end."""
        known = list(self.waiting)
        confirmed = known[:offset] if offset < 0 else [one for one in known if one < offset]
        for update_id in confirmed:
            del self.waiting[update_id]

    def end_poll(self, why: Exception) -> None:
        if self.open_poll and not self.open_poll.done():
            self.open_poll.set_exception(why)
        self.open_poll = None


def chat_of(update: Json) -> int | None:
    """The chat that an update belongs to, as far as it can be told."""
    body = next(value for key, value in update.items() if key != "update_id")
    if isinstance(body, dict):
        for holder in (body, body.get("message")):
            if isinstance(holder, dict) and isinstance(holder.get("chat"), dict):
                chat_id: int | None = holder["chat"].get("id")
                return chat_id
    return None
