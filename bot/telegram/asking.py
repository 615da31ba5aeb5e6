"""Asking Telegram for something that has to be done before anything else, for as long as it takes."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.errors import SettingsError
from bot.telegram.api import Api, retry_after

_log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0  # seconds between two tries


async def ask(api: Api, stop: asyncio.Event, method: str, payload: dict[str, Any] | None = None) -> None:
    """Asks Telegram until it does it, or until `stop`. Raises SettingsError where it refuses."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await api.call(method, payload)
        except InvalidToken:
            raise SettingsError("TRIALFIT_TELEGRAM_TOKEN: Telegram knows no bot with this token") from None
        except BadRequest as error:
            raise SettingsError(f"TRIALFIT_WEBHOOK_URL: {method}: {error.message}") from None
        except RetryAfter as error:
            await pause(stop, retry_after(error))
        except TelegramError as error:
            _log.warning("%s did not succeed (%s); tried again in %.1f s", method, type(error).__name__, wait)
            await pause(stop, wait)
            wait = min(2 * wait, LONGEST_WAIT)
        else:
            return


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Waits, though not beyond `stop`."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
