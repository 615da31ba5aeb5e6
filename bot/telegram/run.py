"""`trialfit telegram`: opens what the door needs, and ends it by SIGTERM or Ctrl-C."""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from typing import Literal

from pydantic import SecretStr
from telegram.error import InvalidToken, TelegramError

from bot.sessions import open_store
from bot.settings import Settings, settings
from bot.telegram.api import Api
from bot.telegram.ending import end_on_signals
from bot.telegram.errors import ApiError
from bot.telegram.setup import setup_calls
from bot.telegram.workers import end_with_parent, more_workers
from nlp.errors import TrialfitError

Way = Literal["poll", "serve", "help"]


def run(way: Way, workers: int) -> None:
    """Runs the door by the settings, in so many processes. Raises SettingsError, KeyFileError or StoreError.

    The ways are those of `bot.telegram.door.Door`.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    ours = settings()
    ours.required(*(("telegram_token", "webhook_url", "webhook_secret") if way == "serve" else ("telegram_token",)))
    try:
        asyncio.run(_run(ours, way, workers))
    except* TrialfitError as errors:
        raise _first(errors) from None


def set_up() -> int:
    """Tells Telegram the bot's commands and descriptions; returns how many calls that took.

    Raises SettingsError, or ApiError where Telegram is not to be reached or refuses.
    """
    ours = settings()
    ours.required("telegram_token")
    assert ours.telegram_token is not None
    return asyncio.run(_set_up(ours.telegram_token, ours.telegram_api))


async def _set_up(token: SecretStr, base: str) -> int:
    calls = setup_calls()
    async with Api(token, base) as api:
        for method, payload in calls:
            try:
                await api.call(method, payload)
            except TelegramError as error:
                is_unknown = isinstance(error, InvalidToken)
                said = "knows no bot with TRIALFIT_TELEGRAM_TOKEN" if is_unknown else "does not do it"
                raise ApiError(f"{method}: Telegram {said} ({type(error).__name__})") from None
    return len(calls)


def _first(errors: BaseExceptionGroup[TrialfitError]) -> TrialfitError:
    error = errors.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


async def _run(ours: Settings, way: Way, workers: int) -> None:
    stop = asyncio.Event()
    end_on_signals(stop)
    assert ours.telegram_token is not None
    async with (
        more_workers(workers - 1, ours, stop),
        open_store(ours, date.today()) as store,
        Api(ours.telegram_token, ours.telegram_api) as api,
    ):
        from bot.telegram.door import Door  # here, as its metrics look for other workers when they are imported

        door = Door(ours, store, api, stop)
        watching = asyncio.create_task(end_with_parent(stop))
        await {"poll": door.poll, "serve": door.serve, "help": door.help}[way]()
        watching.cancel()
