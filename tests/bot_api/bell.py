"""Waiting until something becomes true, woken only where something changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Bell:
    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, true: Callable[[], object], seconds: float) -> None:
        """TimeoutError where it does not become true in time."""
        async with asyncio.timeout(seconds):
            while not true():
                await self._rung.wait()
