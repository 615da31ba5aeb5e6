"""Updates that are fetched: each kind of act, confirmed by the offset, given again until then, to one poller."""

from __future__ import annotations

import asyncio
import time

import pytest
from telegram import Bot, Update
from telegram.constants import UpdateType
from telegram.error import Conflict

from tests.bot_api import BotApi, Person
from tests.bot_api.bots import talking


def test_an_update_is_given_again_until_it_is_confirmed() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        for text in ("one", "two", "three"):
            mary.writes(text)
        first = await bot.get_updates(limit=2)
        assert [update.message.text for update in first if update.message] == ["one", "two"]
        assert await bot.get_updates(limit=2) == first
        (last,) = await bot.get_updates(first[-1].update_id + 1)
        assert [api.updates.delivered[one.update_id] for one in (*first, last)] == [2, 2, 1]
        assert await bot.get_updates(last.update_id + 1) == ()
        assert api.updates.waiting == {}

    talking(talk)


def test_a_negative_offset_counts_from_the_end() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        for text in ("one", "two", "three"):
            mary.writes(text)
        assert [one.message.text for one in await bot.get_updates(-1) if one.message] == ["three"]
        assert len(await bot.get_updates()) == 1

    talking(talk)


def test_a_long_poll_ends_with_the_first_update() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await api.until(lambda: api.updates.open_poll)
        mary.writes("hi")
        assert len(await poll) == 1

    talking(talk)


def test_a_second_poller_ends_the_poll_of_the_first() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await api.until(lambda: api.updates.open_poll)
        second = asyncio.create_task(bot.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        mary.writes("hi")
        assert len(await second) == 1

    talking(talk)


def test_a_poller_that_hung_up_is_no_rival() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await api.until(lambda: api.updates.open_poll)
        first.cancel()
        await api.until(lambda: api.updates.open_poll is None)
        mary.writes("hi")
        (update,) = await bot.get_updates(timeout=30)
        assert api.updates.delivered[update.update_id] == 1
        assert [one.answer for one in api.asked] == ["hung up", 200]

    talking(talk)


def test_only_kinds_that_were_asked_for() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        await bot.get_updates(allowed_updates=["message"])
        message_id = mary.writes("hi")
        mary.edits(message_id, "hello")
        mary.blocks()
        assert [update.message.text for update in await bot.get_updates() if update.message] == ["hi"]
        await bot.get_updates(allowed_updates=[])  # all that are given unless named
        mary.edits(message_id, "hello again")
        assert (await bot.get_updates())[-1].edited_message

    talking(talk)


def test_all_that_a_person_does_is_read_by_ptb() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        words = mary.writes("/start NCT07089121")
        mary.edits(words, "/help")
        mary.sends_photo("my labs")
        mary.sends_voice()
        mary.sends_video()
        mary.sends_sticker()
        mary.sends_location()
        mary.sends_contact()
        mary.sends_document("labs.txt", b"ANC 900")
        mary.sends_poll()
        mary.forwards("my cousin joined a trial")
        mary.blocks()
        mary.unblocks()
        family = api.group("Family", mary)
        mary.writes("hello all", family)
        updates = await bot.get_updates()
        assert [kind(update) for update in updates] == [
            *("command", "edited_message", "photo", "voice", "video", "sticker", "location", "contact", "document"),
            *("poll", "forward", "kicked", "member", "member", "supergroup"),
        ]
        message = updates[8].message
        assert message
        assert message.document
        assert await (await message.document.get_file()).download_as_bytearray() == b"ANC 900"
        assert abs(message.date.timestamp() - time.time()) < 3600  # seconds since 1970, not milliseconds
        assert all(update.effective_user and not update.effective_user.is_bot for update in updates)
        await bot.send_message(family.id, "Please write to me in private.")
        assert family.transcript() == "Mary: hello all\nbot: Please write to me in private."

    talking(talk)


def kind(update: Update) -> str:
    """What a reader of the update calls it."""
    message = update.message
    if update.my_chat_member:
        return str(update.my_chat_member.new_chat_member.status)
    if message is None:
        return str(next(one for one in UpdateType if getattr(update, one, None)).value)
    if message.chat.type != "private":
        return str(message.chat.type)
    if message.forward_origin:
        return "forward"
    if message.text:
        return "command" if message.parse_entities(["bot_command"]) else "text"
    return next(one for one in message.to_dict() if getattr(message, one) and one in CONTENT)


CONTENT = ("photo", "voice", "video", "sticker", "location", "contact", "document", "poll")


def test_a_malformed_update_is_one_that_ptb_cannot_parse() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        update_id = mary.sends_malformed()
        with pytest.raises(TypeError):
            await bot.get_updates()
        assert await bot.get_updates(update_id + 1) == ()

    talking(talk)
