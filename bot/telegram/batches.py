"""One commit for all that comes in while another is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

MOST = 200
Item = TypeVar("Item")


class Batches(Generic[Item]):
    """Gathers items and commits them together, in the order in which they came."""

    def __init__(self, commit: Callable[[list[Item]], Awaitable[object]]) -> None:
        self._commit = commit
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None
        self._done = asyncio.Event()
        self._done.set()

    async def add(self, item: Item) -> None:
        """Returns when the item is committed; raises what its commit raises."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._task is None:
            self._done.clear()
            self._task = asyncio.create_task(self._run())
        await done

    async def all_done(self) -> None:
        """Returns when nothing is left to be committed."""
        await self._done.wait()

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                await self._commit([item for item, _ in batch])
            except Exception as error:  # is raised where it belongs: in every `add`
                for _, done in batch:
                    if not done.done():
                        done.set_exception(error)
            else:
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)
        self._task = None
        self._done.set()
