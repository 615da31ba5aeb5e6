"""`trialfit sessions`: the upkeep of the store, each task with the line to print."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.rekey import rekey
from bot.sessions import open_store
from bot.settings import settings


def change_key(today: date) -> str:
    """Encrypts all stored chats with a new key. Raises SettingsError, KeyFileError or StoreError."""

    async def run() -> str:
        ours = settings()
        async with open_store(ours, today) as store:
            done = await rekey(store.database, ours)
        lost = f", {done.damaged} damaged ones erased" if done.damaged else ""
        old = "is gone from the key file" if ours.key is None else "can be taken out of TRIALFIT_KEY"
        return f"{done.chats} stored chats encrypted with the new key{lost}. The old key {old}."

    return asyncio.run(run())


def erase_old(today: date) -> str:
    """Erases the chats that are past their retention. Raises SettingsError, KeyFileError or StoreError."""

    async def run() -> str:
        ours = settings()
        async with open_store(ours, today):  # which erases them
            return f"No chat is stored that was untouched for {ours.retention_days} days."

    return asyncio.run(run())
