"""Every fault on the way to Telegram and back: nothing is lost, and doubled only what Telegram's lost answer hid."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from html import escape
from typing import Any

import psycopg
import pytest
from doors import LIMIT, MOTHER, counts, eventually, met, platelets, running, settled, standing_in, stored
from keeping import sqlite_file, url_of

import bot.telegram.door
import bot.telegram.lease
import bot.telegram.polling
import bot.telegram.request
import bot.telegram.sender
import bot.telegram.worker
from bot.settings import Settings
from bot.telegram.incoming import Words


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.telegram.request, "PATIENCE", 0.5)
    for module in (bot.telegram.sender, bot.telegram.polling):
        monkeypatch.setattr(module, "FIRST_WAIT", 0.05)
    for module in ("bot.engines", "bot.database"):
        monkeypatch.setattr(f"{module}.PATIENCE", 0.5)


def value(door: Any, name: str) -> float:
    """A number of the door's metrics."""
    lines = door.metrics.text().decode().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(f"trialfit_{name} ")))


REPLIES = [
    ("429", 0),
    ("500", 0),
    ("502", 0),
    ("drop before", 1),  # as many as there can be: the bot cannot tell it from "drop after"
    ("drop after", 1),
    ("delay", 1),
    ("late", 1),
]


@pytest.mark.parametrize(("fault", "twice"), REPLIES)
def test_a_reply_arrives_through_any_fault(fault: Any, twice: int, sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours) as door:
            mary = await met(api)
            api.fail(fault, "sendMessage", seconds=1)
            mary.writes("platelets 138k")
            await mary.reads("platelets 138,000", LIMIT)
            mary.writes("anc 2000")
            await mary.reads("2,000", LIMIT)
            assert value(door, "replies_retried_total") == 1
            assert api.repeated().total() <= twice
            assert len(await platelets(ours, mary)) == 1

    asyncio.run(run())


@pytest.mark.parametrize("fault", ["500", "502", "429", "drop before", "drop after", "late"])
def test_updates_that_come_twice_or_late_are_read_once(fault: Any, kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary = await met(api)
            api.fail(fault, "getUpdates", times=1 if fault == "429" else 2, seconds=1)
            mary.writes("platelets 138k")
            await mary.reads("platelets 138,000", LIMIT)
            mary.writes("anc 2000")  # after what came twice
            await mary.reads("2,000", LIMIT)
            assert not api.repeated()
            assert len(await platelets(ours, mary)) == 1

    asyncio.run(run())


def test_an_outage_of_telegram(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary = await met(api)
            api.goes_down()
            for text in ("my daughter is 14", "platelets 138k"):
                mary.writes(text)
            await asyncio.sleep(0.5)
            api.comes_back()
            await mary.reads("platelets 138,000", LIMIT)
            assert not api.repeated()

    asyncio.run(run())


def test_who_is_slowed_down_slows_nobody_else(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary, john = await met(api, "Mary"), await met(api, "John")
            api.fail("429", "sendMessage", seconds=2, when=lambda call: call.params.number("chat_id") == mary.id)
            mary.writes("platelets 138k")
            await api.until(lambda: any(one.answer == 429 for one in api.asked))
            mary.writes("anc 2000")
            john.writes("platelets 77k")
            await john.reads("77,000")
            await mary.reads("2,000")
            order = [one.chat_id for one in api.sent][-4:]
            assert order[0] == john.id
            texts = [one.text for one in mary.chat.by_bot()]
            both = [text for text in texts if "138,000" in text or "2,000" in text]
            assert "138,000" in both[0]
            assert "2,000" in both[1]

    asyncio.run(run())


def test_who_floods_the_bot_slows_only_himself(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            flooder, john = await met(api, "Flooder"), await met(api, "John")
            for number in range(400):
                flooder.writes(f"platelets {number + 100}k")
            john.writes("platelets 77k")
            await john.reads("77,000", LIMIT)
            await flooder.reads("499,000", LIMIT)
            last = [number for number, one in enumerate(api.sent) if one.chat_id == flooder.id][-1]
            assert next(number for number, one in enumerate(api.sent) if "77,000" in one.text) < last
            assert (await platelets(ours, flooder))[-1] == "platelets 499k"

    asyncio.run(run())


def test_what_telegram_never_takes_is_dropped_and_counted(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours) as door:
            mary = await met(api)
            stranger = {"id": 4242, "type": "private"}
            api.put({"message": {"message_id": 1, "date": 1, "chat": stranger, "from": {"id": 4242}, "text": "hi"}})
            await api.until(lambda: any(one.chat_id == 4242 and one.answer == 400 for one in api.asked))
            mary.writes("platelets 138k")
            await mary.reads("138,000")
            assert value(door, "replies_dropped_total") == 2  # the greeting is two messages
            assert [one.answer for one in api.asked if one.chat_id == 4242] == [
                400
            ] * 4  # each once more without markup

    asyncio.run(run())


def test_a_reply_whose_markup_telegram_refuses_is_sent_in_plain_words(
    sqlite: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.answers.html", lambda piece: f"<b>{escape(piece)}")  # a tag that nobody closes

    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours) as door:
            mary = api.person()
            mary.writes("platelets 138k & <b>anc</b> 2000")
            await mary.reads("platelets 138,000", LIMIT)
            await settled(ours)
            assert "&amp;" not in mary.chat.transcript()
            assert value(door, "replies_dropped_total") == 0
            assert value(door, "replies_retried_total") > 0

    asyncio.run(run())


def test_a_press_that_comes_twice_or_too_late_is_no_error(sqlite: Settings, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours) as door:
            mary = api.person()
            mary.writes(MOTHER)
            await mary.reads("may I keep", LIMIT)
            number = mary.chat.by_bot()[-1].id
            api.fail("500", "answerCallbackQuery", times=1)
            mary.presses("Yes, keep it", number)
            api.forgets_presses()
            await mary.reads("I keep it for 30 days", LIMIT)
            for _ in range(2):
                mary.presses("Yes, keep it", number)
            mary.writes("platelets 138k")
            await mary.reads("138,000", LIMIT)
            await settled(ours)
            assert any(one.answer == 400 for one in api.asked)
            assert value(door, "replies_dropped_total") == 0

    asyncio.run(run())
    assert "refuses" not in caplog.text


@pytest.mark.parametrize("page", ["403 page", "400 page"])
def test_a_refusal_that_is_not_telegrams_neither_erases_a_chat_nor_drops_a_reply(page: Any, kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours) as door:
            mary = await met(api)
            api.fail(page, "sendMessage", times=2)
            mary.writes("platelets 138k")
            await mary.reads("platelets 138,000", LIMIT)
            await settled(ours)
            assert await platelets(ours, mary) == ["platelets 138k"]
            assert (value(door, "chats_blocked_total"), value(door, "replies_dropped_total")) == (0, 0)

    asyncio.run(run())


def test_messages_that_take_long_to_read_hold_up_neither_the_lease_nor_others(
    kept: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = bot.telegram.worker.respond

    def slow(chat: Any, incoming: Any, *more: Any) -> Any:
        if isinstance(incoming, Words) and incoming.text.startswith("/status"):
            time.sleep(0.4)
        return real(chat, incoming, *more)

    monkeypatch.setattr(bot.telegram.worker, "respond", slow)
    monkeypatch.setattr(bot.telegram.worker, "AT_ONCE", 0.5)
    monkeypatch.setattr(bot.telegram.lease, "SECONDS", 1.0)
    monkeypatch.setattr(bot.telegram.door, "RENEWAL", 0.2)

    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary, john = await met(api, "Mary"), await met(api, "John")
            for _ in range(8):
                mary.writes("/status")  # commands are not read together
            mary.writes("platelets 138k")
            await asyncio.sleep(0.2)
            john.writes("platelets 77k")
            await john.reads("77,000", LIMIT)
            assert "138,000" not in mary.chat.transcript()
            await mary.reads("138,000", LIMIT)

    asyncio.run(run())
    assert "begins anew" not in caplog.text


def test_who_waits_for_the_page_sees_that_it_is_coming(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary = await met(api)
            mary.writes("platelets 138k")
            await mary.reads("138,000", LIMIT)
            api.fail("delay", "sendDocument", seconds=0.5)
            mary.writes("/summary")
            await mary.reads("A page for the doctor", LIMIT)
            methods = [one.method for one in api.asked if one.chat_id == mary.id][-2:]
            assert sorted(methods) == ["sendChatAction", "sendDocument"]

    asyncio.run(run())


@pytest.mark.parametrize("told", [True, False], ids=["as an update", "by the refusal of a reply"])
def test_who_blocks_the_bot_is_erased(told: bool, kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours):
            async with running(ours) as door:
                mary, john = await met(api, "Mary"), await met(api, "John")
                mary.sends_malformed()
                if told:
                    mary.blocks()
                else:
                    mary.writes("platelets 138k")
                    mary.chat.blocked = True
                    await eventually(lambda: value(door, "chats_blocked_total") == 1)
                john.writes("platelets 77k")
                await john.reads("77,000")
            assert await stored(ours, mary) is None
            assert await counts(ours) == {"chats": 1, "inbox": 0, "outbox": 0}
            async with running(ours):
                mary.unblocks()
                mary.writes("hello")
                await mary.reads("I can check if a young person may fit")

    asyncio.run(run())


def test_what_cannot_be_read_is_parked_and_counted(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours) as door:
            mary = await met(api)
            mary.sends_malformed()
            api.put({"message": "zebra"})
            api.put({"message": {"text": 7, "chat": {"id": "x"}}})
            mary.writes("platelets 138k")
            await mary.reads("138,000")
            await settled(ours)
            assert value(door, "updates_poisoned_total") == 3
            assert await counts(ours) == {"chats": 1, "inbox": 3, "outbox": 0}

    asyncio.run(run())


def lock(kept: Settings) -> Callable[[], None]:
    """Somebody who keeps the database busy until the returned function is called."""
    if url_of(kept).startswith("sqlite"):
        other = sqlite3.connect(sqlite_file(kept), isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        return other.close
    server = psycopg.connect(url_of(kept), autocommit=False)
    server.execute("LOCK TABLE inbox, outbox, chats, leases")
    return server.close


def test_a_database_that_is_locked(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours) as door:
            mary = await met(api)
            release = await asyncio.to_thread(lock, ours)
            mary.writes("platelets 138k")
            await asyncio.sleep(1.5)
            release()
            await mary.reads("138,000", LIMIT)
            assert value(door, "database_faults_total") > 0
            assert len(await platelets(ours, mary)) == 1
            assert not api.repeated()

    asyncio.run(run())


def test_a_server_that_cuts_every_connection(shared: Settings, postgres: Any) -> None:
    async def run() -> None:
        async with standing_in(shared) as (api, ours), running(ours):
            mary = await met(api)
            cut = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            for number in range(5):
                mary.writes(f"platelets {number + 100}k")
                await asyncio.to_thread(postgres.psql, cut)
                await mary.reads(f"{number + 100},000", LIMIT)
            assert len(await platelets(ours, mary)) == 5
            assert not api.repeated()

    asyncio.run(run())


def test_a_mistake_of_ours_stays_with_one_message_and_is_said(
    sqlite: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = bot.telegram.worker.respond

    def breaks(chat: Any, incoming: Any, *more: Any) -> Any:
        if isinstance(incoming, Words) and any("zebra" in text for _, text in incoming.parts):
            raise KeyError("zebra")
        return real(chat, incoming, *more)

    monkeypatch.setattr(bot.telegram.worker, "respond", breaks)

    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours) as door:
            mary, john = await met(api, "Mary"), await met(api, "John")
            for text in ("anc 2000", "/site", "zebra", "platelets 138k"):
                mary.writes(text)
            john.writes("platelets 77k")
            await john.reads("77,000")
            await mary.reads("could not read that message", LIMIT)
            await settled(ours)
            assert value(door, "updates_poisoned_total") in (1, 2)  # with the message that was read together with it
            mary.writes("platelets 139k")
            await mary.reads("139,000")
            assert "2,000" in "".join(one.text for one in mary.chat.by_bot())

    asyncio.run(run())
    assert "KeyError at " in caplog.text
    assert "zebra" not in caplog.text
