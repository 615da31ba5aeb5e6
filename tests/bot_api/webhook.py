"""Updates posted to the bot: each chat's in order, chats side by side, again and again until it answers 2xx."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.bot_api.faults import Call
from tests.bot_api.params import Params
from tests.bot_api.updates import Json, chat_of

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.5  # seconds; Telegram's own are longer
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """One address that updates go to, until it is closed; posts all that waits already."""

    def __init__(self, api: BotApi, url: str, secret: str, max_connections: int) -> None:
        self.api, self.url, self.secret, self.max_connections = api, url, secret, max_connections
        self.error: tuple[int, str] | None = None  # date and message of the last
        self._session = ClientSession(timeout=ClientTimeout(total=60))
        self._queues: dict[int | None, deque[Json]] = {}  # by chat
        self._lanes: dict[int | None, asyncio.Task[None]] = {}
        self._free = asyncio.Semaphore(max_connections)
        for update in api.updates.waiting.values():
            self.add(update)

    def add(self, update: Json) -> None:
        chat_id = chat_of(update)
        self._queues.setdefault(chat_id, deque()).append(update)
        lane = self._lanes.get(chat_id)
        if lane is None or lane.done():
            self._lanes[chat_id] = asyncio.create_task(self._post_all(self._queues[chat_id]))

    async def _post_all(self, queue: deque[Json]) -> None:
        pause = FIRST_PAUSE
        while queue:
            async with self._free:
                done = not self.api.down and await self._post(queue[0])
            if done:
                self.api.updates.waiting.pop(queue.popleft()["update_id"], None)
            self.api.touch()
            if done:
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _post(self, update: Json) -> bool:
        """Whether the bot said that it has it."""
        fault = self.api.faults.take(Call("webhook", Params(update)))
        if fault and fault.kind == "drop before":
            return False
        if fault and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        self.api.updates.delivered[update["update_id"]] += 1
        try:
            headers = {HEADER: self.secret} if self.secret else {}
            async with self._session.post(self.url, json=update, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return not (fault and fault.kind == "drop after")
                said = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, TimeoutError) as error:
            said = f"Connection failed: {type(error).__name__}"
        self.error = (int(time.time()), said)
        return False

    async def close(self) -> None:
        for lane in self._lanes.values():
            lane.cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)
        await self._session.close()
