"""Sends what stands in the outbox: each chat's replies in their order, the chats side by side, until Telegram has them.

A reply leaves the outbox once Telegram has said yes, or will never say so. Where Telegram's own answer was lost it is
asked whether it is there at all before the reply is sent once more: a reply is at most doubled, never lost.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.errors import StoreError
from bot.telegram.api import CONNECTIONS, Api, retry_after
from bot.telegram.batches import Batches
from bot.telegram.lease import Lease
from bot.telegram.metrics import Metrics
from bot.telegram.outgoing import OUTGOING, Answer, Edit, Outgoing, Pdf, Text, Typing
from bot.telegram.request import AnswerLostError
from bot.telegram.store import Boxes, Reply

_log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds between two tries


class Sender:
    """Sends replies. `on_sent` is called when a chat has none left, `on_blocked` with a chat that nobody reads."""

    def __init__(
        self,
        api: Api,
        boxes: Boxes,
        lease: Lease,
        metrics: Metrics,
        on_sent: Callable[[], None],
        on_blocked: Callable[[int], None],
    ) -> None:
        self._api, self._boxes, self._lease, self._metrics = api, boxes, lease, metrics
        self._on_sent, self._on_blocked = on_sent, on_blocked
        self._sent = Batches(boxes.sent)
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._chats: dict[int, asyncio.Task[None]] = {}
        self._asides: set[asyncio.Task[None]] = set()
        self.under_way: set[int] = set()

    @property
    def idle(self) -> bool:
        """Whether nothing is left to send."""
        return not self._chats

    def take(self, replies: Iterable[Reply]) -> None:
        """Sends these replies, none of which is under way."""
        by_chat: dict[int, list[Reply]] = defaultdict(list)
        for reply in replies:
            by_chat[reply.chat_id].append(reply)
            self.under_way.add(reply.id)
        for chat_id, some in by_chat.items():
            before = self._chats.get(chat_id)
            self._chats[chat_id] = asyncio.create_task(self._chat(chat_id, some, before))
        self._metrics.in_work.set(len(self._chats))

    def show_typing(self, chat_id: int) -> None:
        """Shows that an answer is on its way, if that succeeds at once."""
        task = asyncio.create_task(self._try(Typing(), chat_id))
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def noted(self) -> None:
        """Returns when all that Telegram took is out of the outbox: until then a crash would double it."""
        await self._sent.all_done()

    async def stop(self) -> None:
        """Leaves what is not yet sent in the outbox."""
        tasks = [*self._chats.values(), *self._asides]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _chat(self, chat_id: int, replies: list[Reply], before: asyncio.Task[None] | None) -> None:
        try:
            if before:
                await asyncio.wait([before])
            for reply in replies:
                if not await self._deliver(reply):
                    await self._lasting(lambda: self._boxes.erase(chat_id))
                    self._metrics.blocked.inc()
                    self._on_blocked(chat_id)
                    return
                await self._lasting(lambda reply=reply: self._sent.add(reply.id))  # type: ignore[misc]
        finally:
            self.under_way.difference_update(reply.id for reply in replies)
            if self._chats.get(chat_id) is asyncio.current_task():
                del self._chats[chat_id]
            self._metrics.in_work.set(len(self._chats))
            self._on_sent()

    async def _deliver(self, reply: Reply) -> bool:
        """Sends one reply, however long that takes; False where the person has blocked the bot."""
        try:
            outgoing = OUTGOING.validate_json(reply.content)
        except ValidationError:
            self._metrics.dropped.inc()
            _log.error("a reply in the outbox has another form, of another version of trialfit; dropped")
            return True
        if isinstance(outgoing, Pdf):
            self.show_typing(reply.chat_id)
        wait = FIRST_WAIT
        while True:
            try:
                await self._send(outgoing, reply.chat_id)
            except Forbidden:
                return False
            except (BadRequest, ChatMigrated) as error:  # Telegram says why, but with words of the reply in it
                if _is_needless(outgoing, error):
                    return True
                if isinstance(outgoing, Text) and not outgoing.plain:
                    self._metrics.retries.inc()
                    outgoing = outgoing.model_copy(update={"plain": True})
                    continue
                self._metrics.dropped.inc()
                _log.warning("Telegram refuses a %s for good (%s); dropped", outgoing.method, type(error).__name__)
                return True
            except RetryAfter as error:
                await self._pause(retry_after(error))
            except TelegramError as error:
                await self._pause(wait * random.uniform(0.8, 1.2))
                if isinstance(error, AnswerLostError):
                    await self._until_there()
                wait = min(2 * wait, LONGEST_WAIT)
            else:
                self._metrics.sent.inc()
                self._metrics.seconds.observe(max(0.0, time.time() - reply.received))
                return True

    async def _try(self, outgoing: Outgoing, chat_id: int) -> None:
        with suppress(TelegramError):
            await self._send(outgoing, chat_id)

    async def _send(self, outgoing: Outgoing, chat_id: int) -> None:
        while not self._lease.valid:
            await asyncio.sleep(0.1)
        payload: dict[str, Any] = outgoing.payload(chat_id)
        if isinstance(outgoing, Pdf):
            payload["document"] = InputFile(outgoing.data, outgoing.name)
        async with self._room:
            await self._api.call(outgoing.method, payload)

    async def _pause(self, seconds: float) -> None:
        self._metrics.retries.inc()
        await asyncio.sleep(seconds)

    async def _until_there(self) -> None:
        """Waits until Telegram answers at all."""
        wait = FIRST_WAIT
        while True:
            try:
                async with self._room:
                    await self._api.call("getMe")
            except TelegramError:
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            else:
                return

    async def _lasting(self, write: Callable[[], Any]) -> None:
        """Writes to the database, however often that has to be tried."""
        wait = FIRST_WAIT
        while True:
            try:
                await write()
            except StoreError:
                self._metrics.faults.inc()
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            else:
                return


def _is_needless(outgoing: Outgoing, error: TelegramError) -> bool:
    """Whether it was there already, or comes too late: a button pressed twice, or while we were away."""
    said = error.message.lower()
    return (isinstance(outgoing, Edit) and "not modified" in said) or (
        isinstance(outgoing, Answer) and "query is too old" in said
    )
