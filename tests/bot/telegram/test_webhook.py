"""The webhook as Telegram and strangers meet it: the secret, limits, and what monitoring may see."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from doors import LIMIT, SECRET, eventually, free_port, platelets, running, settled, standing_in
from leaks import MARKERS, found, marked
from pydantic import SecretStr
from test_faults import lock, value

from bot.errors import SettingsError
from bot.settings import Settings
from bot.telegram.door import Door
from tests.bot_api import BotApi

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": {"id": 1}, "text": "hi"}


@asynccontextmanager
async def posting(kept: Settings) -> AsyncIterator[tuple[BotApi, Settings, Door, aiohttp.ClientSession]]:
    """A door with a webhook; the stand-in posts to it, and so may a test."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"  # the stand-in takes plain HTTP
    more = {"webhook_url": url, "webhook_secret": SecretStr(SECRET), "listen": f"127.0.0.1:{port}"}
    async with (
        standing_in(kept, **more) as (api, ours),
        running(ours, Door.serve) as door,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http,
    ):
        await api.until(lambda: api.webhook, LIMIT)
        yield api, ours, door, http


@pytest.mark.parametrize(
    ("given", "body", "status"),
    [
        (None, b"{}", 403),
        ("", b"{}", 403),
        (SECRET[:-1], b"{}", 403),
        (f"{SECRET} ", b'{"update_id": 1}', 200),  # HTTP drops the space
        (SECRET.upper(), b"not even JSON", 403),
        ("ä", b"{}", 403),
        (SECRET, b"not even JSON", 400),
        (SECRET, b"\xff", 400),
        (SECRET, b"[" * 200_000, 400),
        (SECRET, b" " * 1_100_000, 413),
        (SECRET, b"[]", 200),  # parked: to say no would only bring it again
        (SECRET, b'{"update_id": "x"}', 200),
        (SECRET, b'{"update_id": 7, "message": []}', 200),
        (SECRET, b'{"update_id": 99999999999999999999}', 200),
    ],
)
def test_what_a_post_is_answered(given: str | None, body: bytes, status: int, sqlite: Settings) -> None:
    async def run() -> None:
        async with posting(sqlite) as (_, __, ___, http):
            headers = {} if given is None else {HEADER: given}
            async with http.post("/telegram", data=body, headers=headers) as answer:
                assert answer.status == status

    asyncio.run(run())


def test_what_is_packed_is_not_unpacked(sqlite: Settings) -> None:
    async def run() -> None:
        async with posting(sqlite) as (_, __, door, http):
            packed = gzip.compress(json.dumps({"update_id": 7, "message": MESSAGE}).encode())
            headers = {HEADER: SECRET, "Content-Encoding": "gzip"}
            async with http.post("/telegram", data=packed, headers=headers) as answer:
                assert answer.status == 400
            assert value(door, "updates_received_total") == 0

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "image/png"])
def test_the_secret_counts_and_not_what_a_post_says_of_its_kind(kind: str, sqlite: Settings) -> None:
    async def run() -> None:
        async with posting(sqlite) as (_, __, door, http):
            body = json.dumps({"update_id": 7, "message": MESSAGE}).encode()
            headers = {HEADER: SECRET, "Content-Type": kind}
            async with http.post("/telegram", data=body, headers=headers) as answer:
                assert answer.status == 200
            assert value(door, "updates_received_total") == 1

    asyncio.run(run())


def test_the_secret_is_asked_for_before_the_body_is_read(sqlite: Settings) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'{"update_id": 1'
        await asyncio.sleep(3600)

    async def run() -> None:
        async with (
            posting(sqlite) as (_, __, ___, http),
            http.post("/telegram", data=endless(), headers={HEADER: "wrong"}) as answer,
        ):
            assert answer.status == 403

    asyncio.run(asyncio.wait_for(run(), LIMIT))


def test_a_chat_over_the_webhook(kept: Settings) -> None:
    async def run() -> None:
        async with posting(kept) as (api, ours, _, __):
            mary = api.person()
            for text, answer in [("I am the mom", "may I keep"), ("yes", "I keep it"), ("platelets 138k", "138,000")]:
                mary.writes(text)
                await mary.reads(answer, LIMIT)
            api.fail("drop after", "webhook", times=3)
            for text in ("anc 2000", "hemoglobin 10.4"):
                mary.writes(text)
            await mary.reads("10.4", LIMIT)
            await eventually(lambda: not api.updates.waiting)
            assert len(await platelets(ours, mary)) == 1
            assert "\n".join(one.text for one in mary.chat.by_bot()).count("2,000") == 1

    asyncio.run(run())


def test_an_update_that_cannot_be_written_down_is_not_taken(kept: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.engines", "bot.database"):
        monkeypatch.setattr(f"{module}.PATIENCE", 0.3)

    async def run() -> None:
        async with posting(kept) as (api, ours, door, http):
            mary = api.person()
            mary.writes("hi")
            await mary.reads("young person")
            release = await asyncio.to_thread(lock, ours)
            async with http.post(
                "/telegram", json={"update_id": 1, "message": MESSAGE}, headers={HEADER: SECRET}
            ) as no:
                assert no.status == 503
            mary.writes("I am the mom")
            release()
            await mary.reads("may I keep", LIMIT)
            assert value(door, "database_faults_total") > 0

    asyncio.run(run())


def test_what_monitoring_sees_is_nothing_personal(sqlite: Settings) -> None:
    async def run() -> None:
        async with posting(sqlite) as (api, ours, door, http):
            mary = api.person(MARKERS[0])
            for text in marked(1):
                mary.writes(text)
            await eventually(lambda: value(door, "updates_received_total") == 2)
            await settled(ours)
            async with http.get("/healthz") as healthy, http.get("/metrics") as metrics:
                assert (healthy.status, await healthy.text()) == (200, "ok\n")
                text = await metrics.text()
            assert "trialfit_updates_received_total 2.0" in text
            assert "trialfit_reply_seconds_count" in text
            assert found([*MARKERS, str(mary.id), SECRET], [text.encode()]) == set()
            async with http.get("/telegram") as get, http.get("/else") as other:
                assert (get.status, other.status) == (405, 404)

    asyncio.run(run())


def test_a_place_to_listen_that_is_taken(sqlite: Settings) -> None:
    async def run() -> None:
        async with posting(sqlite) as (_, ours, __, ___), running(ours, Door.serve):
            await asyncio.sleep(1)

    with pytest.RaisesGroup(pytest.RaisesExc(SettingsError, match="TRIALFIT_LISTEN"), flatten_subgroups=True):
        asyncio.run(run())
