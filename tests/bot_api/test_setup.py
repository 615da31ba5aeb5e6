"""The bot's token, commands and descriptions."""

from __future__ import annotations

import pytest
from aiohttp import ClientSession
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from tests.bot_api import BotApi, Person
from tests.bot_api.bots import bot_on, talking


@pytest.mark.parametrize(("token", "why"), [("1:" + "A" * 35, "Unauthorized"), ("12345", "Not Found")])
def test_a_wrong_token(token: str, why: str) -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        stranger = bot_on(api, token)
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()
        async with ClientSession() as session, session.get(f"{api.url}/bot{token}/getMe") as answer:
            assert (await answer.json())["description"] == why

    talking(talk)


def test_commands_and_descriptions_by_language() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        await bot.set_my_commands([("start", "Begin"), ("forget", "Delete what I said")])
        await bot.set_my_commands([("start", "Empezar")], language_code="es")
        assert [one.command for one in await bot.get_my_commands()] == ["start", "forget"]
        assert [one.description for one in await bot.get_my_commands(language_code="es")] == ["Empezar"]
        await bot.set_my_description("x" * 512)
        await bot.set_my_short_description("corta", language_code="es")
        assert (await bot.get_my_description(language_code="es")).description == "x" * 512  # the one for all
        assert api.setup["short_description", "es"] == "corta"

    talking(talk)


@pytest.mark.parametrize(
    "command", [("Start", "x"), ("a-b", "x"), ("x" * 33, "x"), ("", "x"), ("x", ""), ("x", "y" * 257)]
)
def test_commands_that_are_refused(command: tuple[str, str]) -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        with pytest.raises(BadRequest, match=r"(?i)bot_command"):
            await bot.set_my_commands([command])

    talking(talk)


def test_limits_of_the_setup() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        for ask in (
            bot.set_my_description("x" * 513),
            bot.set_my_short_description("x" * 121),
            bot.set_my_commands([("start", "x")], language_code="english"),
            bot.set_my_commands([(f"c{number}", "x") for number in range(101)]),
        ):
            with pytest.raises(BadRequest):
                await ask
        assert api.setup == {}

    talking(talk)
