"""What is stored of a Telegram chat, for how long, and that no token and nothing a person wrote gets out."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import Callable

import pytest
from chats import TODAY
from doors import LIMIT, MOTHER, counts, eventually, met, platelets, running, settled, standing_in, stored
from keeping import days_later, sqlite_file
from leaks import MARKERS, files_below, found, logged, marked
from pydantic import SecretStr
from sqlalchemy import func, select

import bot.telegram.request
from bot.errors import KeyFileError
from bot.rekey import rekey
from bot.session_rows import chats, holds, inbox, outbox, seen
from bot.sessions import open_store
from bot.settings import Settings
from bot.telegram.claim import Draft, person
from bot.telegram.store import Boxes, Received
from tests.bot_api import Person


async def talks(one: Person, allowed: str) -> None:
    one.writes(MOTHER)
    await one.reads("may I keep", LIMIT)
    one.writes(allowed)
    await one.reads("keep", LIMIT)
    for text in marked(1):
        one.writes(text)
        await one.answered()


@pytest.mark.parametrize(("allowed", "stored_chats"), [("yes", 1), ("no", 0)])
def test_only_a_yes_is_stored_and_nothing_can_be_read(
    allowed: str, stored_chats: int, kept: Settings, disk: Callable[[], list[bytes]], caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "sqlalchemy", "telegram", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)

    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary = api.person(MARKERS[0])
            await talks(mary, allowed)
            await settled(ours)
            assert await counts(ours) == {"chats": stored_chats, "inbox": 0, "outbox": 0}
            assert found([*MARKERS, str(mary.id)], disk()) == set()
            api.fail("429", "sendMessage", times=1)
            mary.sends_malformed()
            mary.writes(marked(2)[0])
            await api.until(lambda: any(one.answer == 429 for one in api.asked))
        assert ours.telegram_token is not None
        secret = ours.telegram_token.get_secret_value()
        assert found([*MARKERS, str(mary.id), secret], [logged(caplog.text)]) == set()

    asyncio.run(run())


@pytest.mark.parametrize("allowed", ["yes", "no"])
def test_forget_erases_at_once_and_leaves_no_byte(allowed: str, sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours):
            mary = api.person()
            await talks(mary, allowed)
            sealed = await sealed_columns(ours)
            mary.writes("/forget")
            await mary.reads("cleared", LIMIT)
            await settled(ours)
            await eventually(lambda: found(sealed, files(ours)) == set())
            assert (await counts(ours))["chats"] == 0
            mary.writes("/status")
            await mary.answered()
            assert found(MARKERS, [one.text.encode() for one in mary.chat.by_bot()[-1:]]) == set()

    asyncio.run(run())


async def sealed_updates(ours: Settings) -> list[bytes]:
    async with open_store(ours, TODAY) as store, store.database.transaction() as connection:
        return list((await connection.execute(select(inbox.c.content))).scalars())


@pytest.mark.parametrize("clearing", ["/forget", "forget everything i said", "im 11 and this is about me"])
def test_what_was_parked_before_anything_was_known_goes_with_the_chat(clearing: str, kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours):
            mary = api.person()
            mary.writes("hello")
            await mary.answered()
            mary.sends_malformed()
            await eventually(lambda: api.updates.delivered.total() == 2)
            await settled(ours)
            assert (await counts(ours))["inbox"] == 1
            mary.writes(clearing)
            await mary.answered()
            await settled(ours)
            assert await counts(ours) == {"chats": 0, "inbox": 0, "outbox": 0}

    asyncio.run(run())


@pytest.mark.parametrize("after", ["", "platelets 138k"])
def test_what_came_together_with_forget_leaves_no_byte(after: str, sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours):
            mary = api.person()
            for text in filter(None, (*marked(1), "/forget", after)):
                mary.writes(text)
            async with open_store(ours, TODAY) as store:
                waiting = [
                    Received(number, mary.id, json.dumps(one), parked=False, empty=False)
                    for number, one in api.updates.waiting.items()
                ]
                await Boxes(store, "host 1 x").receive(waiting, 0.0, TODAY)
            sealed = await sealed_updates(ours)
            assert found(sealed, files(ours)) == set(sealed)
            async with running(ours):
                await mary.reads("cleared", LIMIT)
                await settled(ours)
                await eventually(lambda: found(sealed, files(ours)) == set())

    asyncio.run(run())


def test_who_is_found_to_have_blocked_the_bot_leaves_no_byte(sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours):
            mary = await met(api)
            await settled(ours)
            sealed = await sealed_columns(ours)
            mary.writes("platelets 138k")
            mary.chat.blocked = True
            await eventually(lambda: found(sealed, files(ours)) == set())
            assert (await counts(ours))["chats"] == 0

    asyncio.run(run())


def files(ours: Settings) -> list[bytes]:
    return files_below(sqlite_file(ours).parent)


async def sealed_columns(ours: Settings) -> list[bytes]:
    async with open_store(ours, TODAY) as store, store.database.transaction() as connection:
        return [column for row in await connection.execute(select(chats)) for column in (row.session, row.person)]


def test_rows_of_every_table_go_with_time(kept: Settings) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            boxes = Boxes(store, "host 1 x")
            raw = '{"update_id": 1}'
            await boxes.receive([Received(1, 5, raw, False, False), Received(2, 6, raw, True, False)], 0.0, TODAY)
            async with boxes.claim(TODAY) as claim:
                (chat,) = claim.chats
                claim.drafts.append(Draft(chat.chat_id, "{}", 0.0))
                claim.hold(person(chat.chat_id))
            await store.erase_old(days_later(3))
            assert await rows() == {"inbox": 2, "outbox": 1, "seen": 0, "holds": 0}
            await store.erase_old(days_later(30))
            assert await rows() == {"inbox": 0, "outbox": 0, "seen": 0, "holds": 0}

    async def rows() -> dict[str, int]:
        async with open_store(kept, TODAY) as store, store.database.transaction() as connection:
            return {
                table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
                for table in (inbox, outbox, seen, holds)
            }

    asyncio.run(run())


def test_a_new_day_erases_what_is_old_while_the_door_runs(kept: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours), running(ours) as door:
            mary, john = await met(api, "Mary"), await met(api, "John")
            await settled(ours)
            door._today = lambda: days_later(30)
            john.writes("platelets 77k")
            await eventually(lambda: door._erased_on == days_later(30))
            assert await stored(ours, mary) is None

    asyncio.run(run())


def test_a_new_key_while_updates_and_replies_wait(kept: Settings) -> None:
    async def run() -> None:
        async with standing_in(kept) as (api, ours):
            async with running(ours):
                mary = await met(api)
                await settled(ours)
            async with open_store(ours, TODAY) as store:
                boxes = Boxes(store, "host 1 x")
                mary.writes("platelets 138k")
                (update,) = [one for one in api.updates.waiting.values() if "138k" in str(one)]
                waiting = Received(update["update_id"], mary.id, json.dumps(update), parked=False, empty=False)
                await boxes.receive([waiting], 0.0, TODAY)
                await rekey(store.database, ours)
                with pytest.raises(KeyFileError):
                    await boxes.receive([], 0, TODAY)
            async with running(ours):
                await mary.reads("138,000", LIMIT)
            assert len(await platelets(ours, mary)) == 1

    asyncio.run(run())


def test_the_token_is_in_no_error(
    sqlite: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bot.telegram.request, "PATIENCE", 0.2)
    caplog.set_level(logging.DEBUG)
    wrong = "7300000001:AAwrong_wrong_wrong_wrong_wrong_wrong"

    async def run(base: str) -> None:
        ours = sqlite.model_copy(update={"telegram_token": SecretStr(wrong), "telegram_api": base})
        async with running(ours):
            await asyncio.sleep(0.5)

    async def refused() -> None:
        async with standing_in(sqlite) as (api, _):
            await run(api.url)

    told = []
    for attempt in (refused(), run("http://127.0.0.1:1")):
        try:
            asyncio.run(attempt)
        except Exception as error:
            told.append("".join(traceback.format_exception(error)))
    assert len(told) == 1
    assert "TRIALFIT_TELEGRAM_TOKEN: Telegram knows no bot with this token" in told[0]
    assert "NetworkError" in caplog.text
    assert found([wrong, wrong.split(":")[1]], [logged(caplog.text), *(one.encode() for one in told)]) == set()
