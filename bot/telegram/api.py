"""Telegram's Bot API over python-telegram-bot: any method by name with JSON in and out, and what its errors mean."""

from __future__ import annotations

import logging
import warnings
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

from pydantic import SecretStr
from telegram import Bot
from telegram.error import RetryAfter

from bot.telegram.request import Request

CONNECTIONS = 16  # requests under way at once: more than the 30 messages a second that Telegram takes from a bot need
LONG_POLL = 30  # seconds that Telegram waits for updates


def be_quiet() -> None:
    """Keeps the libraries below from logging: their lines hold the token and what people write."""
    for name in ("telegram", "aiohttp", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class Api(AbstractAsyncContextManager["Api"]):
    """The Bot API of one bot."""

    def __init__(self, token: SecretStr, base: str) -> None:
        """`base` is the URL without "/bot"."""
        be_quiet()
        warnings.filterwarnings("ignore", "Please use 'Bot", module="bot.telegram")  # we do want JSON
        warnings.filterwarnings("ignore", "Deprecated since version v22.2", module="telegram.error")  # see retry_after
        base = base.rstrip("/")
        self._requests = [Request(), Request()]
        updates, others = self._requests
        self._bot = Bot(
            token.get_secret_value(),
            f"{base}/bot",
            f"{base}/file/bot",
            request=others,
            get_updates_request=updates,
        )

    async def __aenter__(self) -> Api:
        """Makes it ready for calls."""
        for request in self._requests:
            await request.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Closes all connections."""
        for request in self._requests:
            await request.shutdown()

    async def call(self, method: str, payload: dict[str, Any] | None = None, wait: float = 0) -> Any:
        """What a method answers. Raises telegram.error.TelegramError. `wait`: seconds more than usual for an answer."""
        return await self._bot.do_api_request(method, api_kwargs=payload, read_timeout=wait)

    async def updates(self, offset: int | None, kinds: list[str]) -> list[Any]:
        """The updates from `offset` on, as soon as there are any; those before it are confirmed."""
        payload = {"offset": offset, "timeout": LONG_POLL, "allowed_updates": kinds}
        updates = await self.call("getUpdates", payload, wait=LONG_POLL)
        return updates if isinstance(updates, list) else []

    async def file(self, file_id: str) -> bytes:
        """The content of a file that somebody sent."""
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())


def retry_after(error: RetryAfter) -> float:
    """The seconds that Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait
