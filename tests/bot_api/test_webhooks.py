"""Updates that are posted: with the secret, in each chat's order, again until they are taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.bot_api import BotApi, Person
from tests.bot_api.bots import talking
from tests.bot_api.webhook import HEADER

SECRET = "a_secret-1"


class Door:
    """A bot's webhook: keeps what it was sent with the status that it answered."""

    def __init__(self, answer: Callable[[str], int]) -> None:
        self.answer, self.url = answer, ""
        self.got: list[tuple[str, int]] = []
        self.secrets: set[str | None] = set()

    async def take(self, request: web.Request) -> web.Response:
        text = str((await request.json())["message"]["text"])
        status = self.answer(text)
        self.got.append((text, status))
        self.secrets.add(request.headers.get(HEADER))
        return web.Response(status=status)


@asynccontextmanager
async def door(answer: Callable[[str], int] = lambda text: 200) -> AsyncIterator[Door]:
    one, app = Door(answer), web.Application()
    app.router.add_post("/hook", one.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield one
    await runner.cleanup()


def once(statuses: list[int]) -> Callable[[str], int]:
    """Answers with these, then with 200."""
    return lambda text: statuses.pop(0) if statuses else 200


def test_updates_are_posted_in_order_until_they_are_taken() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        mary.writes("one")  # before there is a webhook: posted too
        async with door(once([500, 403])) as hook:
            await bot.set_webhook(hook.url, secret_token=SECRET)
            mary.writes("two")
            await api.until(lambda: not api.updates.waiting)
            assert hook.got == [("one", 500), ("one", 403), ("one", 200), ("two", 200)]
            assert hook.secrets == {SECRET}
            info = await bot.get_webhook_info()
            assert (info.url, info.pending_update_count) == (hook.url, 0)
            assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"

    talking(talk)


def test_one_chat_that_is_refused_holds_up_no_other() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        async with door(lambda text: 500 if "Mary" in text else 200) as hook:
            await bot.set_webhook(hook.url)
            ann = api.person("Ann")
            mary.writes("from Mary")
            for number in range(3):
                ann.writes(f"{number} from Ann")
            await api.until(lambda: len(api.updates.waiting) == 1 and len(hook.got) >= 5)
            assert [text for text, status in hook.got if status == 200] == [f"{number} from Ann" for number in range(3)]
            assert hook.secrets == {None}

    talking(talk)


def test_a_lost_answer_makes_an_update_come_twice() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        async with door() as hook:
            await bot.set_webhook(hook.url)
            api.fail("drop after", "webhook")
            mary.writes("hi")
            await api.until(lambda: not api.updates.waiting)
            assert hook.got == [("hi", 200)] * 2
            assert list(api.updates.delivered.values())[-1] == 2

    talking(talk)


def test_a_webhook_that_is_not_there_yet() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        async with door() as gone:
            pass
        await bot.set_webhook(gone.url)
        mary.writes("hi")
        await api.until(lambda: api.webhook and api.webhook.error)
        assert len(api.updates.waiting) == 1
        async with door() as hook:
            await bot.set_webhook(hook.url)
            await api.until(lambda: not api.updates.waiting)
            assert hook.got == [("hi", 200)]

    talking(talk)


def test_setting_the_same_webhook_again_disturbs_nothing() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        async with door() as hook:
            await bot.set_webhook(hook.url, secret_token=SECRET)
            mary.writes("hi")
            await bot.set_webhook(hook.url, secret_token=SECRET)  # as a second replica does at its start
            await api.until(lambda: not api.updates.waiting)
            assert hook.got == [("hi", 200)]

    talking(talk)


def test_polls_and_a_webhook_exclude_each_other() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        async with door() as hook:
            poll = asyncio.create_task(bot.get_updates(timeout=30))
            await api.until(lambda: api.updates.open_poll)
            await bot.set_webhook(hook.url)
            with pytest.raises(Conflict, match="terminated by setWebhook"):
                await poll
            with pytest.raises(Conflict, match="webhook is active"):
                await bot.get_updates()
        mary.writes("hi")
        await bot.delete_webhook()
        assert len(await bot.get_updates()) == 1
        await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == ()

    talking(talk)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"url": "http://example.org/hook"}, "an https url must be provided"),
        ({"url": "https://example.org/hook", "secret_token": "not allowed"}, "unallowed characters"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], why: str) -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        with pytest.raises(BadRequest, match=why):
            await bot.set_webhook(**arguments)

    talking(talk)
