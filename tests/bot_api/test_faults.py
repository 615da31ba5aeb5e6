"""Failing on purpose: how each way looks to PTB, and whether the deed was done."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from tests.bot_api import BotApi, Person
from tests.bot_api.bots import talking
from tests.bot_api.faults import Kind

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # PTB, of its own retry_after


@pytest.mark.parametrize(
    ("kind", "seen", "done"),
    [
        ("429", RetryAfter, False),
        ("500", NetworkError, False),
        ("502", NetworkError, False),
        ("drop before", NetworkError, False),
        ("drop after", NetworkError, True),
        ("late", TimedOut, True),
    ],
)
def test_each_way_to_fail(kind: Kind, seen: type[TelegramError], done: bool) -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        api.fail(kind, "sendMessage", seconds=2)
        with pytest.raises(TelegramError) as failed:
            await bot.send_message(mary.id, "one")
        assert type(failed.value) is seen
        assert [message.text for message in mary.chat.by_bot()] == ["one"] * done
        await bot.send_message(mary.id, "two")
        assert mary.chat.by_bot()[-1].text == "two"

    talking(talk, read_timeout=0.1)


def test_retry_after_tells_the_seconds() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        api.fail("429", seconds=7)
        with pytest.raises(RetryAfter) as failed:
            await bot.send_message(mary.id, "x")
        assert failed.value.retry_after == 7
        assert [(one.method, one.answer) for one in api.asked] == [("sendMessage", 429)]

    talking(talk)


def test_a_request_is_done_though_the_bot_hung_up_while_it_was_delayed() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        api.fail("delay", seconds=0.3)
        with pytest.raises(TimedOut):
            await bot.send_message(mary.id, "x")
        assert mary.chat.by_bot() == []
        await mary.reads("x")
        await api.until(lambda: api.asked)
        assert [one.answer for one in api.asked] == ["hung up"]

    talking(talk, read_timeout=0.1)


def test_so_many_times_for_this_method_and_these_messages() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        api.fail("500", "sendMessage", times=2, when=lambda call: call.params.text("text") == "bad")
        await bot.send_chat_action(mary.id, "typing")
        await bot.send_message(mary.id, "good")
        for _ in range(2):
            with pytest.raises(NetworkError):
                await bot.send_message(mary.id, "bad")
        await bot.send_message(mary.id, "bad")
        for_good = api.fail("500", times=None)
        for _ in range(3):
            with pytest.raises(NetworkError):
                await bot.send_message(mary.id, "x")
        for_good.times = 0
        await bot.send_message(mary.id, "x")

    talking(talk)


def test_polls_fail_only_where_they_are_named() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        mary.writes("hi")
        api.fail("500")
        assert len(await bot.get_updates()) == 1
        api.fail("drop after", "getUpdates")
        with pytest.raises(NetworkError):
            await bot.get_updates()
        assert len(await bot.get_updates()) == 1  # not confirmed by a poll whose answer was lost

    talking(talk)


def test_an_outage_cuts_every_connection() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await api.until(lambda: api.updates.open_poll)
        api.goes_down()
        for ask in (poll, bot.send_message(mary.id, "x"), bot.get_me()):
            with pytest.raises(NetworkError):
                await ask
        mary.writes("are you there?")
        api.comes_back()
        assert len(await bot.get_updates()) == 1
        assert mary.chat.by_bot() == []

    talking(talk)


def test_downloads_fail_too() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        mary.sends_document("labs.txt", b"ANC 900")
        file = await bot.get_file(next(iter(api.files)))
        for kind in ("500", "drop before", "drop after"):
            api.fail(kind, "file")
            with pytest.raises(NetworkError):
                await file.download_as_bytearray()
        assert await file.download_as_bytearray() == b"ANC 900"

    talking(talk)


def test_no_such_way_to_fail() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        with pytest.raises(ValueError, match="no such way to fail: '503'"):
            api.fail("503")  # type: ignore[arg-type]

    talking(talk)
