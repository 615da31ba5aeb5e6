"""The chat of this machine's user, kept in the store: `trialfit chat --keep`."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import date

from bot.dialogue import Turn
from bot.errors import SettingsError
from bot.record_turn import Record, answer
from bot.session import Session
from bot.sessions import open_store
from bot.settings import settings
from bot.terminal import Take

DOOR = "terminal"


@contextmanager
def kept_chat(trial: str, today: date) -> Iterator[tuple[Session, Take]]:
    """The session to begin with, and how to take a turn, which is stored before anything of it is said.

    A stored chat goes on, about its own trial; if there is none, one about this trial begins. Both raise StoreError
    or KeyFileError where the store cannot be used; opening it also SettingsError.
    """
    ours, person = settings(), _user()
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            store = runner.run(stack.enter_async_context(open_store(ours, date.today())))

            async def begin() -> Session:
                async with store.chat(DOOR, person, date.today()) as chat:
                    return chat.going_on(Session(trial=trial, kept_days=ours.retention_days))

            async def take(session: Session, said: str | Record) -> tuple[Session, Turn]:
                async with store.chat(DOOR, person, date.today()) as chat:
                    session, answered = answer(chat.going_on(session), said, today)
                    await chat.keep(session)
                return session, answered

            yield runner.run(begin()), lambda session, said: runner.run(take(session, said))
        finally:
            runner.run(stack.aclose())


def _user() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a user id without a name, as in some containers
        raise SettingsError("this system has no name for you, so no chat can be kept; set USER to one") from None
