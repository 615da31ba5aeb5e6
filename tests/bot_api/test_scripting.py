"""The scripting side: what a person sees as text and as a page, waiting, and the same over HTTP."""

from __future__ import annotations

import asyncio
import base64
import sys
from html.parser import HTMLParser

import pytest
from aiohttp import ClientSession
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError

from tests.bot_api import BotApi, Person
from tests.bot_api.bots import bot_on, talking
from tests.bot_api.page import page

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in ("Yes", "No <3")]])


class Seen(HTMLParser):
    """The words of a page's body, after a check that its tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: object) -> None:
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open and data.strip() and self.open[-1] != "span":  # a span holds the time
            self.words.append(data.strip())


def test_a_chat_as_a_page() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        mary.writes("ANC <500 & falling; call 617-231-8102?")
        await bot.send_message(mary.id, "<b>ANC <i>😀 500</i></b>\nor more?", "HTML", reply_markup=KEYS)
        await bot.answer_callback_query(mary.presses("No <3"), "Noted")
        await bot.send_venue(mary.id, 38.63, -90.26, "Study site", "St Louis")
        await bot.send_document(mary.id, b"%PDF", caption="For your <u>doctor</u>", parse_mode="HTML", filename="s.pdf")
        mary.blocks()
        assert Seen(page(mary.chat)).words == [
            *("/start", "ANC <500 & falling; call", "617-231-8102", "?"),
            *("ANC", "😀 500", "or more?", "Yes", "No <3"),
            *(
                "⌖",
                "Study site",
                "St Louis",
                "▤",
                "s.pdf",
                "0.0 kB",
                "For your",
                "doctor",
                "Noted",
                "blocked the bot",
            ),
        ]

    talking(talk)


def test_all_that_a_person_sends_can_be_shown() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        for act in (mary.sends_photo, mary.sends_voice, mary.sends_video, mary.sends_sticker, mary.sends_location):
            act()
        mary.sends_contact()
        mary.sends_poll()
        mary.forwards("look")
        mary.edits(mary.writes("one"), "two")
        assert mary.chat.transcript().splitlines() == [
            *("Mary: /start", "Mary: (photo)", "Mary: (voice)", "Mary: (video)", "Mary: (sticker)", "Mary: (location)"),
            *("Mary: (contact Mary +1 314 555 0100)", "Mary: (poll Pizza or soup?)", "Mary: look"),
            "Mary (edited): two",
        ]
        assert {"photo", "Pizza or soup?", "Forwarded from Aunt Jo", "two"} <= set(Seen(page(mary.chat)).words)

    talking(talk)


def test_waiting_for_what_comes() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        old = await bot.send_message(mary.id, "before")
        mary.writes("hi")
        waiting = asyncio.create_task(mary.answered(2))
        await bot.send_message(mary.id, "after")
        await bot.edit_message_text("before, changed", mary.id, old.id)
        assert [message.text for message in await waiting] == ["before, changed", "after"]
        assert (await mary.reads("after")).text == "after"
        with pytest.raises(AssertionError, match="did not come within 0 s; what Mary sees:\nMary: /start\nbot: b"):
            await mary.reads("never said", seconds=0)

    talking(talk)


def test_the_same_over_http_from_another_process() -> None:
    async def run() -> None:
        command = [sys.executable, "-m", "tests.bot_api", "0"]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert process.stdout
        url, token = (await process.stdout.readline()).decode().split()
        api = BotApi(token=token, url=url)  # only to know the address by

        async def post(path: str, **values: object) -> dict[str, int]:
            async with session.post(f"{url}/control/{path}", json=values) as answer:
                return dict(await answer.json())

        async def get(path: str) -> str:
            async with session.get(f"{url}/control/{path}") as answer:
                return await answer.text()

        async with ClientSession() as session, bot_on(api) as bot:
            mary = (await post("people", name="Mary", language="es"))["id"]
            await post(f"people/{mary}/writes", text="hola")
            await post(f"people/{mary}/sends_document", name="a.txt", content=base64.b64encode(b"ANC 900").decode())
            assert len(await bot.get_updates()) == 2
            await post("faults", kind="drop after", method="sendMessage")
            await post("outage", down=True)
            await post("outage", down=False)
            await bot.get_me()
            with pytest.raises(NetworkError):
                await bot.send_message(mary, "¿Sí?", reply_markup=KEYS)
            await post(f"people/{mary}/presses", button="Yes")
            assert r"Mary: hola\nMary: (document a.txt)\nbot: \u00bfS\u00ed?" in await get(f"chats/{mary}")
            assert "¿Sí?" in await get(f"chats/{mary}/page")
            assert '"sendMessage dropped": 1' in await get("counts")
        process.terminate()
        await process.wait()

    asyncio.run(run())
