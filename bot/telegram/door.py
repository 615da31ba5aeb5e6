"""One process of the Telegram door: what comes in, what is answered and what goes out, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from bot.errors import StoreError
from bot.sessions import Store
from bot.settings import Settings
from bot.telegram.api import Api
from bot.telegram.asking import ask, pause
from bot.telegram.documents import Documents
from bot.telegram.errors import LeaseLostError
from bot.telegram.intake import KINDS, Intake
from bot.telegram.lease import RENEWAL, Lease
from bot.telegram.metrics import Metrics
from bot.telegram.polling import poll
from bot.telegram.sender import Sender
from bot.telegram.store import Boxes
from bot.telegram.unstored import Unstored
from bot.telegram.webhook import Webhook, serving
from bot.telegram.worker import Worker

_log = logging.getLogger(__name__)
LOOK = 0.5  # seconds after which a worker looks for work that nobody told it of
TAKE_UP = 5.0  # seconds after which it looks for what dead processes left to be sent
DRAIN = 8.0  # seconds in which what is at hand is finished after `stop`
FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0  # seconds between two tries
SCRUB_SHARE = 20  # so many times as long as cleaning the files takes is waited before it is done again
Source = Callable[[Intake, Lease], Awaitable[None]]


class Door:
    """A process with its store and its way to Telegram; `stop` ends it, `today` is its calendar.

    Each of `poll`, `serve` and `help` goes on until `stop` and raises KeyFileError where the key was changed meanwhile,
    SettingsError where Telegram or this machine refuses what is set.
    """

    def __init__(
        self, settings: Settings, store: Store, api: Api, stop: asyncio.Event, today: Callable[[], date] = date.today
    ) -> None:
        self._settings, self._store, self._api, self._stop, self._today = settings, store, api, stop, today
        self.metrics = Metrics()
        self._wake = asyncio.Event()
        self._scrub_from = 0.0
        self._erased_on = today()  # the store did so when it was opened

    async def poll(self) -> None:
        """Asks Telegram for updates, as soon as no other process does."""

        async def source(intake: Intake, lease: Lease) -> None:
            await ask(self._api, self._stop, "deleteWebhook")
            await poll(self._api, intake, lease, self.metrics, self._stop)

        await self._run("polling", source)

    async def serve(self) -> None:
        """Takes what Telegram posts."""
        url, secret = self._settings.webhook_url, self._settings.webhook_secret
        assert url is not None
        assert secret is not None

        async def source(intake: Intake, lease: Lease) -> None:
            webhook = Webhook(intake, self.metrics, secret, lambda: lease.valid)
            async with serving(webhook, self._settings.listen, url):
                known: dict[str, object] = {
                    "url": url,
                    "secret_token": secret.get_secret_value(),
                    "allowed_updates": KINDS,
                }
                await ask(self._api, self._stop, "setWebhook", known)
                await self._stop.wait()

        await self._run(None, source)

    async def help(self) -> None:
        """Answers what other processes take in."""

        async def source(_: Intake, __: Lease) -> None:
            await self._stop.wait()

        await self._run(None, source)

    async def _run(self, name: str | None, source: Source) -> None:
        """Works with a lease of this name; where it is lost, with a new one."""
        while not self._stop.is_set():
            lease = Lease(self._store.database, name)
            if await self._taken(lease):
                try:
                    await self._work(lease, source)
                except* LeaseLostError:
                    _log.warning("another process took this one for dead and does its work; it begins anew")

    async def _taken(self, lease: Lease) -> bool:
        """Takes the lease; False, after some time, where another process has it or the database fails."""
        try:
            if await lease.take():
                return True
        except StoreError as error:
            self._failed(error)
        await pause(self._stop, 1.0)
        return False

    async def _work(self, lease: Lease, source: Source) -> None:
        """All that a process does while it has its lease."""
        boxes = Boxes(self._store, lease.holder)
        unstored, metrics = Unstored(), self.metrics

        def blocked(chat_id: int) -> None:
            unstored.drop(chat_id)
            worker.scrub_due = True

        sender = Sender(self._api, boxes, lease, metrics, self._wake.set, blocked)
        documents = Documents(self._api, self._wake.set)
        worker = Worker(
            self._store, boxes, unstored, sender, documents, metrics, self._settings.retention_days, self._today
        )
        try:
            async with asyncio.TaskGroup() as tasks:
                renewing = tasks.create_task(self._renew(lease))
                working = tasks.create_task(self._answer(worker, boxes, sender))
                await source(Intake(boxes, metrics, self._today, self._wake.set), lease)
                self._wake.set()
                with suppress(TimeoutError):
                    async with asyncio.timeout(DRAIN):
                        await asyncio.wait([working])
                        await self._drain(worker, sender, documents)
                working.cancel()
                renewing.cancel()
        finally:
            await documents.stop()
            await sender.stop()
            with suppress(StoreError, TimeoutError):
                async with asyncio.timeout(1):
                    await lease.release()

    async def _renew(self, lease: Lease) -> None:
        while True:
            await asyncio.sleep(RENEWAL)
            try:
                await lease.renew()
            except StoreError as error:
                self._failed(error)

    async def _answer(self, worker: Worker, boxes: Boxes, sender: Sender) -> None:
        """Answers what waits, sends what dead processes left, and erases what is old."""
        wait, taken_up = FIRST_WAIT, 0.0
        while not self._stop.is_set():
            self._wake.clear()
            try:
                if time.monotonic() > taken_up + TAKE_UP:
                    sender.take(await boxes.unsent(frozenset(sender.under_way)))
                    taken_up = time.monotonic()
                is_busy = await worker.work()
                await self._clean(worker)
            except StoreError as error:
                self._failed(error)
                await pause(self._stop, wait)
                wait = min(2 * wait, LONGEST_WAIT)
                continue
            wait = FIRST_WAIT
            if not is_busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), LOOK)

    async def _clean(self, worker: Worker) -> None:
        """Takes what was erased out of the files as well, and once a day erases what is old."""
        if worker.scrub_due and time.monotonic() > self._scrub_from:
            worker.scrub_due, start = False, time.monotonic()
            try:
                await self._store.database.scrub()
            except StoreError:
                worker.scrub_due = True
                raise
            end = time.monotonic()
            self._scrub_from = end + SCRUB_SHARE * (end - start)
        if self._erased_on != self._today():
            await self._store.erase_old(self._today())
            self._erased_on = self._today()

    async def _drain(self, worker: Worker, sender: Sender, documents: Documents) -> None:
        """Answers and sends what is at hand; what is not done in time waits in the database for the next start."""
        is_busy = True
        while is_busy or documents.chats or not sender.idle:
            try:
                is_busy = await worker.work()
                await self._clean(worker)
            except StoreError as error:
                self._failed(error)
            await asyncio.sleep(0.02)

    def _failed(self, error: StoreError) -> None:
        self.metrics.faults.inc()
        _log.warning("%s; it is tried again", error)
