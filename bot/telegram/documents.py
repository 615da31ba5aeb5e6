"""The text files that people send, fetched before their update is read."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.api import Api
from bot.telegram.incoming import Document

_log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds between two tries
GIVE_UP = 300.0  # seconds after which the person, whose next messages wait meanwhile, is told that it was not found


class Documents:
    """`texts` holds what was fetched, by update, None where there is nothing to be had; `chats` wait for one."""

    def __init__(self, api: Api, on_fetched: Callable[[], None]) -> None:
        self._api, self._on_fetched = api, on_fetched
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self.texts: dict[int, str | None] = {}

    @property
    def chats(self) -> list[int]:
        """The chats that wait until something is fetched."""
        return list(self._tasks)

    def fetch(self, document: Document) -> None:
        """Begins to fetch a document."""
        if document.chat_id not in self._tasks:
            self._tasks[document.chat_id] = asyncio.create_task(self._fetch(document))

    def forget(self, updates: Iterable[int]) -> None:
        """Drops the texts of updates that were answered."""
        for update_id in updates:
            self.texts.pop(update_id, None)

    async def stop(self) -> None:
        """Fetches nothing more."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, document: Document) -> None:
        wait, end = FIRST_WAIT, time.monotonic() + GIVE_UP
        try:
            while document.update_id not in self.texts:
                try:
                    content = await self._api.file(document.file_id)
                    self.texts[document.update_id] = _text(content[: document.most_bytes])
                except (BadRequest, Forbidden):
                    self.texts[document.update_id] = None
                except TelegramError as error:
                    if time.monotonic() > end:
                        self.texts[document.update_id] = None
                        break
                    _log.info("a file could not be fetched yet (%s)", type(error).__name__)
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, LONGEST_WAIT)
        finally:
            del self._tasks[document.chat_id]
            self._on_fetched()


def _text(content: bytes) -> str:
    """The text of a file: in UTF-8, or as Windows and older spreadsheets write it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
