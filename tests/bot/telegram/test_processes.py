"""Real processes of the door: killed, doubled, drained, several on one database."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from chats import TODAY
from doors import (
    LIMIT,
    MOTHER,
    SECRET,
    command,
    counts,
    eventually,
    free_port,
    met,
    platelets,
    process,
    running,
    settled,
    standing_in,
    stored,
)
from pydantic import SecretStr

import bot.telegram.door
import bot.telegram.lease
from bot.sessions import open_store
from bot.settings import Settings
from bot.telegram.door import Door
from tests.bot_api import BotApi, Person

LABS = ("platelets 138k", "anc 2000", "hemoglobin 10.4", "alt 20", "creatinine 0.8")


async def killed(api: BotApi, ours: Settings, people: list[Person]) -> None:
    """Kills the door while it works, and lets another go on."""
    for text, wait in ((LABS[0], 0.02), (LABS[1], 0.1)):
        async with process(ours) as door:
            await api.until(lambda: api.updates.open_poll, LIMIT)
            for one in people:
                one.writes(text)
            await asyncio.sleep(wait)
            door.kill()
            await door.wait()
            api.updates.open_poll = None


def test_kill_9_in_the_middle_of_work_loses_nothing(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours):
            async with process(ours):
                people = [await met(api, f"Mary {number}") for number in range(8)]
            await killed(api, ours, people)
            async with process(ours):
                for one in people:
                    one.writes(LABS[2])
                    await one.reads("hemoglobin 10.4", LIMIT)
                await settled(ours)
            for one in people:
                state = await stored(ours, one)
                assert state is not None
                quotes = [said.fact.quote.lower() for said in state.session.profile.statements]
                assert sorted(quotes) == sorted(LABS[:3])
                read = "\n".join(message.text for message in one.chat.by_bot())
                assert all(words in read for words in ("platelets 138,000", "2,000", "hemoglobin 10.4"))
            assert await counts(ours) == {"chats": len(people), "inbox": 0, "outbox": 0}

    asyncio.run(run())


def test_of_two_that_poll_the_second_waits_and_takes_over(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), process(ours) as one:
            mary = await met(api)
            async with process(ours):
                await asyncio.sleep(1)
                mary.writes("platelets 138k")
                await mary.reads("138,000")
                await settled(ours)
                one.kill()
                mary.writes("anc 2000")
                await mary.reads("2,000", LIMIT)
            assert not any(asked.answer == 409 for asked in api.asked)
            assert not api.repeated()

    asyncio.run(run())


def test_sigterm_ends_it_when_what_is_at_hand_is_answered(sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), command(ours) as door:
            people = [await met(api, f"Mary {number}") for number in range(5)]
            delivered = api.updates.delivered.total()
            for one in people:
                one.writes("platelets 138k")
            await eventually(lambda: api.updates.delivered.total() >= delivered + len(people))
            door.terminate()
            assert await asyncio.wait_for(door.wait(), LIMIT) == 0
            left = await counts(ours)
            assert left["inbox"] == left["outbox"] == 0
            assert all("138,000" in one.chat.transcript() for one in people)

    asyncio.run(run())


def test_an_end_while_telegram_is_gone_leaves_the_rest_for_the_next_start(
    kept: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.telegram.door, "DRAIN", 0.3)

    async def run() -> None:
        async with standing_in(kept) as (api, ours):
            async with running(ours):
                mary = await met(api)
                api.fail("500", "sendMessage", times=None)
                mary.writes("platelets 138k")
                await api.until(lambda: any(one.answer == 500 for one in api.asked))
            assert (await counts(ours))["outbox"] == 1
            api.faults.planned.clear()
            async with running(ours):
                await mary.reads("138,000")
            assert not api.repeated()

    asyncio.run(run())


def test_several_workers_on_one_database_answer_each_chat_in_order(shared: Settings) -> None:
    async def run() -> None:
        async with standing_in(shared) as (api, ours), process(ours), process(ours, "work"), process(ours, "work"):
            people = [await met(api, f"Mary {number}") for number in range(12)]
            for text in LABS:
                for one in people:
                    one.writes(text)
                    await asyncio.sleep(0.005)
            for one in people:
                await one.reads("creatinine 0.8", LIMIT)
            assert not api.repeated()
            for one in people:
                state = await stored(ours, one)
                assert state is not None
                quotes = [said.fact.quote.lower() for said in state.session.profile.statements]
                assert quotes == list(LABS)

    asyncio.run(run())


def test_who_may_not_be_stored_is_always_answered_by_the_process_that_remembers(shared: Settings) -> None:
    async def run() -> None:
        async with standing_in(shared) as (api, ours), process(ours), process(ours, "work"), process(ours, "work"):
            people = [api.person(f"Mary {number}") for number in range(10)]
            for text, answer in [(MOTHER, "may I keep"), ("no", "I keep nothing"), ("platelets 138k", "138,000")]:
                for one in people:
                    one.writes(text)
                for one in people:
                    await one.reads(answer, LIMIT)
            for one in people:
                one.writes("/status")
                await one.reads("latelets", LIMIT)
            assert (await counts(ours))["chats"] == 0
            assert all("Tell me" not in one.chat.by_bot()[-1].text for one in people)

    asyncio.run(run())


def test_who_opens_the_database_meanwhile_stops_nobody(shared: Settings) -> None:
    """Opening waits until it has the store alone; a door that waited for itself then would stand for 30 s."""

    async def run() -> None:
        async with standing_in(shared) as (api, ours), running(ours):
            people = [await met(api, f"Mary {number}") for number in range(10)]

            async def keep_opening() -> None:
                while True:
                    async with open_store(ours, TODAY):
                        await asyncio.sleep(0)

            async def talk(one: Person) -> None:
                for number in range(100, 110):
                    one.writes(f"platelets {number}k")
                    await one.reads(f"{number},000", LIMIT)

            others = [asyncio.ensure_future(keep_opening()) for _ in range(3)]
            await asyncio.gather(*map(talk, people))
            for one in others:
                one.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    asyncio.run(run())


def test_a_process_that_was_taken_for_dead_begins_anew(kept: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.telegram.lease, "RENEWAL", 0.2)
    monkeypatch.setattr(bot.telegram.door, "RENEWAL", 0.2)

    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary = await met(api)
            async with running(ours, Door.help) as other:
                async with other._store.database.transaction() as connection:
                    await connection.exec_driver_sql("DELETE FROM leases WHERE name = 'polling'")
                await asyncio.sleep(0.5)
                mary.writes("platelets 138k")
                await mary.reads("138,000", LIMIT)
            assert len(await platelets(ours, mary)) == 1
            assert not api.repeated()

    asyncio.run(run())


def test_a_webhook_with_more_workers_counts_for_all_of_them(shared: Settings) -> None:
    async def run() -> None:
        port = free_port()
        address = f"http://127.0.0.1:{port}/telegram"
        own = {"webhook_url": "https://bot.example/telegram", "webhook_secret": SecretStr(SECRET)}
        async with (
            standing_in(shared, **own, listen=f"127.0.0.1:{port}") as (api, ours),
            command(ours, "--webhook", "--workers", "2") as door,
            aiohttp.ClientSession() as telegram,
        ):
            await eventually(lambda: any(one.method == "setWebhook" for one in api.asked))
            people = [api.person(f"Mary {number}") for number in range(12)]
            for one in people:
                one.writes("hi")
            for update in api.updates.waiting.values():
                await telegram.post(address, json=update, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})
            for one in people:
                await one.reads("young person", LIMIT)
            await settled(ours)
            async with telegram.get(address.replace("telegram", "metrics")) as answer:
                counted = await answer.text()
            assert f"trialfit_updates_received_total {len(people)}.0" in counted
            assert f"trialfit_replies_sent_total {2 * len(people)}.0" in counted  # a greeting and a question each
            door.terminate()
            assert await asyncio.wait_for(door.wait(), LIMIT) == 0

    asyncio.run(run())
