"""Telegram's Bot API over python-telegram-bot: any method by name with JSON in and out, and what its errors mean."""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import httpx
from pydantic import SecretStr
from telegram import Bot
from telegram.error import NetworkError, RetryAfter
from telegram.request import HTTPXRequest

CONNECTIONS = 64  # requests under way at once
LONG_POLL = 30  # seconds that Telegram waits for updates
PATIENCE = 10.0  # seconds to wait for an answer beyond that

# what says that the request was never read; after any other error on the way Telegram may have done what was asked
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


os.environ["PTB_TIMEDELTA"] = "true"  # retry_after as it will be, without a warning each time


def be_quiet() -> None:
    """Keeps the libraries below from logging: their lines hold the token and what people write."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class Api(AbstractAsyncContextManager["Api"]):
    """The Bot API of one bot."""

    def __init__(self, token: SecretStr, base: str) -> None:
        """`base` is the URL without "/bot"."""
        be_quiet()
        warnings.filterwarnings("ignore", "Please use 'Bot", module="bot.telegram")  # we do want JSON
        base = base.rstrip("/")
        self._requests = [
            HTTPXRequest(size, read_timeout=PATIENCE, connect_timeout=PATIENCE, pool_timeout=None)
            for size in (2, CONNECTIONS)
        ]
        updates, others = self._requests
        self._bot = Bot(
            token.get_secret_value(),
            f"{base}/bot",
            f"{base}/file/bot",
            request=others,
            get_updates_request=updates,
        )

    async def __aexit__(self, *_: object) -> None:
        """Closes all connections."""
        for request in self._requests:
            await request.shutdown()

    async def call(self, method: str, payload: dict[str, Any] | None = None, wait: float = 0) -> Any:
        """What a method answers. Raises telegram.error.TelegramError. `wait`: seconds more than usual for an answer."""
        return await self._bot.do_api_request(method, api_kwargs=payload, read_timeout=PATIENCE + wait)

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


def answer_lost(error: NetworkError) -> bool:
    """Whether Telegram may have done what was asked, though no answer came."""
    cause = error.__cause__
    return isinstance(cause, httpx.HTTPError) and not isinstance(cause, _NOT_SENT)
