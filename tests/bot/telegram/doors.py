"""The Telegram door for tests: in this process or in one of its own, against the Bot API stand-in."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from chats import TODAY
from keeping import url_of
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.session_rows import chats, inbox, outbox
from bot.sessions import open_store
from bot.settings import Settings
from bot.telegram.api import Api
from bot.telegram.claim import person
from bot.telegram.door import Door
from bot.telegram.state import ChatState
from tests.bot.telegram import warm
from tests.bot_api import BotApi, Person, serve

ROOT = Path(__file__).parents[3]
SECRET = "a-secret_of-a-webhook"
LIMIT = 60  # seconds; a process that starts on a busy machine takes some
MOTHER = "I am the mom. yes, keep it"


@asynccontextmanager
async def standing_in(kept: Settings, **more: Any) -> AsyncIterator[tuple[BotApi, Settings]]:
    """A Bot API, and settings of a bot there."""
    async with serve() as api:
        own = {"telegram_token": SecretStr(api.token), "telegram_api": api.url}
        yield api, kept.model_copy(update={**own, **more})


@asynccontextmanager
async def running(ours: Settings, run: Callable[[Door], Awaitable[None]] = Door.poll) -> AsyncIterator[Door]:
    """A door at work until the block ends."""
    stop = asyncio.Event()
    assert ours.telegram_token is not None
    async with open_store(ours, TODAY) as store, Api(ours.telegram_token, ours.telegram_api) as bot:
        door = Door(ours, store, bot, stop, lambda: TODAY)
        task = asyncio.ensure_future(run(door))
        try:
            yield door
        finally:
            stop.set()
            await task


class Process:
    """A process of the door. It is forked from one that has all modules in memory: starting anew takes seconds."""

    def __init__(self, arguments: tuple[str, ...], env: dict[str, str]) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.bot.telegram.warm"])
        self._process = context.Process(target=warm.telegram, args=(arguments, env))
        self._process.start()

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()

    async def wait(self) -> int | None:
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode


def environment(ours: Settings) -> dict[str, str]:
    """The settings as a process is told them."""
    return {
        "TRIALFIT_DATABASE_URL": url_of(ours),
        "TRIALFIT_KEY_FILE": str(ours.key_file),
        "TRIALFIT_TELEGRAM_TOKEN": ours.telegram_token.get_secret_value() if ours.telegram_token else "",
        "TRIALFIT_TELEGRAM_API": ours.telegram_api,
        "TRIALFIT_WEBHOOK_URL": ours.webhook_url or "",
        "TRIALFIT_WEBHOOK_SECRET": ours.webhook_secret.get_secret_value() if ours.webhook_secret else "",
        "TRIALFIT_LISTEN": ours.listen,
    }


@asynccontextmanager
async def process(ours: Settings, *arguments: str) -> AsyncIterator[Process]:
    """`trialfit telegram` as a process of its own, killed when the block ends, however it ends."""
    started = Process(arguments, environment(ours))
    try:
        yield started
    finally:
        started.kill()
        await started.wait()


@asynccontextmanager
async def command(ours: Settings, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The same as the command itself, from its start."""
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "telegram", *arguments, cwd=ROOT, env={**os.environ, **environment(ours)}
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


async def eventually(true: Callable[[], object]) -> None:
    """Waits for something to become true."""
    async with asyncio.timeout(LIMIT):
        while not true():
            await asyncio.sleep(0.02)


async def settled(ours: Settings) -> None:
    """Waits until nothing is left to be read or sent, parked updates aside."""
    async with asyncio.timeout(LIMIT), open_store(ours, TODAY) as store:
        left = None
        while left != 0:
            await asyncio.sleep(0.02)
            async with store.database.transaction() as connection:
                rows = select(inbox.c.update_id).where(~inbox.c.parked).union_all(select(outbox.c.id)).subquery()
                left = (await connection.execute(select(func.count()).select_from(rows))).scalar_one()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def met(api: BotApi, name: str = "Mary") -> Person:
    """Somebody whose chat may be kept."""
    one = api.person(name)
    one.writes(MOTHER)
    await one.reads("may I keep", LIMIT)
    one.writes("yes")
    await one.reads("I keep it for 30 days", LIMIT)
    return one


async def platelets(ours: Settings, one: Person) -> list[str]:
    """The numbers of platelets that the stored chat knows of, in their order."""
    state = await stored(ours, one)
    said = state.session.profile.statements if state else ()
    return [one.fact.quote for one in said if one.fact.concept == "platelets"]


async def stored(ours: Settings, one: Person) -> ChatState | None:
    async with open_store(ours, TODAY) as store, store.database.transaction() as connection:
        who = person(one.id)
        rows = await store.stored(connection, [who], TODAY)
        return store.readable(ChatState, rows[who]) if rows else None


async def counts(ours: Settings) -> dict[str, int]:
    """How many rows there are of each kind."""
    async with open_store(ours, TODAY) as store, store.database.transaction() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (chats, inbox, outbox)
        }
