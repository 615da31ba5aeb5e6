"""The webhook: Telegram posts an update, which is in the inbox before the answer says so."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import SecretStr

from bot.errors import SettingsError, StoreError
from bot.telegram.batches import Batches
from bot.telegram.intake import Intake
from bot.telegram.metrics import Metrics

MOST_BYTES = 1_000_000
_SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Answers Telegram at the path of its URL, and beside it /healthz and /metrics."""

    def __init__(self, intake: Intake, metrics: Metrics, secret: SecretStr, is_healthy: Callable[[], bool]) -> None:
        self._batches = Batches[Any](intake.take)
        self._metrics = metrics
        self._secret = secret.get_secret_value().encode()
        self._is_healthy = is_healthy

    async def update(self, request: web.Request) -> web.Response:
        """200 once the update is committed, 503 where that cannot be now; Telegram then tries again."""
        given = request.headers.get(_SECRET, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            await self._batches.add(raw)
        except StoreError:
            self._metrics.faults.inc()
            return web.Response(status=503)
        return web.Response()

    async def health(self, _: web.Request) -> web.Response:
        """200 while the process does its work, 503 where its database is gone."""
        return web.Response(text="ok\n") if self._is_healthy() else web.Response(status=503, text="no database\n")

    async def metrics(self, _: web.Request) -> web.Response:
        """The counts."""
        return web.Response(body=self._metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4"})


@asynccontextmanager
async def serving(webhook: Webhook, listen: str, url: str) -> AsyncIterator[str]:
    """Serves at `listen` (host:port) until the block ends; gives the address. Raises SettingsError."""
    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_post(urlsplit(url).path or "/", webhook.update)
    app.router.add_get("/healthz", webhook.health)
    app.router.add_get("/metrics", webhook.metrics)
    # Telegram packs nothing, and what strangers pack may be a thousand times as long unpacked
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=5, auto_decompress=False)
    await runner.setup()
    host, port = listen.rsplit(":", 1)
    try:
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except (OSError, OverflowError) as error:
            raise SettingsError(f"TRIALFIT_LISTEN: cannot listen at {listen} ({type(error).__name__})") from None
        yield "http://{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()
