"""python-telegram-bot on the stand-in, for the tests of the stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.bot_api import BotApi, Person, serve

Talk = Callable[[BotApi, Bot, Person], Awaitable[None]]
POLL = {"timeout": 5, "allowed_updates": []}


def bot_on(api: BotApi, token: str = "", read_timeout: float = 5) -> Bot:
    # verify: certificates that nothing here is signed by take 50 ms to load
    request = HTTPXRequest(8, read_timeout=read_timeout, httpx_kwargs={"verify": False})
    address, files = f"{api.url}/bot", f"{api.url}/file/bot"
    return Bot(token or api.token, base_url=address, base_file_url=files, request=request, get_updates_request=request)


def talking(talk: Talk, read_timeout: float = 5) -> None:
    """Runs a talk with a stand-in, PTB's Bot on it, and Mary, who wrote and whose first update is confirmed."""

    async def run() -> None:
        async with serve() as api, bot_on(api, read_timeout=read_timeout) as bot:
            mary = api.person("Mary")
            mary.writes("/start")
            api.updates.waiting.clear()
            api.asked.clear()
            await talk(api, bot, mary)

    asyncio.run(run())
