"""What the bot sends and changes: let through and refused as Telegram does, seen from PTB's Bot over real HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, Forbidden

from tests.bot_api import BotApi, Person
from tests.bot_api.bots import talking

Ask = Callable[[Bot, int], Awaitable[Any]]


def keys(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"{label}!")] for label in labels])


def button(text: str, **action: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, **action)]])


def with_keys(markup: InlineKeyboardMarkup) -> Ask:
    return lambda bot, chat: bot.send_message(chat, "x", reply_markup=markup)


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda bot, chat: bot.send_message(chat, ""), "message text is empty"),
        (lambda bot, chat: bot.send_message(chat, " \n "), "text must be non-empty"),
        (lambda bot, chat: bot.send_message(chat, "<b> </b>", "HTML"), "text must be non-empty"),
        (lambda bot, chat: bot.send_message(chat, "x" * 4097), "message is too long"),
        (lambda bot, chat: bot.send_message(chat, "😀" * 2049), "message is too long"),
        (lambda bot, chat: bot.send_message(chat, "<p>x</p>", "HTML"), "can't parse entities"),
        (lambda bot, chat: bot.send_message(1, "x"), "chat not found"),
        (with_keys(button("x", callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
        (with_keys(button(" ", callback_data="x")), "inline keyboard button text must be non-empty"),
        (with_keys(button("x")), "text buttons are unallowed"),
        (with_keys(button("x", url="tel:+16172318102")), "Unsupported URL protocol"),
        (with_keys(InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")] * 9])), "too long"),
        (with_keys(keys(*map(str, range(101)))), "too long"),
        (lambda bot, chat: bot.send_chat_action(chat, "thinking"), "wrong parameter action"),
        (lambda bot, chat: bot.send_venue(chat, 91, 1, "Site", "St Louis"), "invalid location"),
        (lambda bot, chat: bot.send_venue(chat, 38, -90, " ", "St Louis"), "title is empty"),
        (lambda bot, chat: bot.send_contact(chat, " ", "Study team"), "phone_number is empty"),
        (lambda bot, chat: bot.send_document(chat, b"", filename="x.pdf"), "file must be non-empty"),
        (lambda bot, chat: bot.send_document(chat, b"%PDF", caption="x" * 1025), "caption is too long"),
        (lambda bot, chat: bot.send_document(chat, "nobody's"), "wrong file identifier"),
        (lambda bot, chat: bot.edit_message_text("x", chat, 1), "message to edit not found"),
        (lambda bot, chat: bot.delete_message(chat, 1), "message to delete not found"),
        (lambda bot, chat: bot.answer_callback_query("1"), "query is too old"),
        (lambda bot, chat: bot.answer_callback_query("1", "x" * 201), "MESSAGE_TOO_LONG"),
        (lambda bot, chat: bot.get_file("nobody's"), "wrong file_id"),
    ],
)
def test_what_is_refused(ask: Ask, why: str) -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        with pytest.raises(BadRequest) as refused:
            await ask(bot, mary.id)
        assert why.lower() in str(refused.value).lower()
        assert mary.chat.transcript() == "Mary: /start"

    talking(talk)


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "<b>" + "&lt;" * 4096 + "</b>"])
def test_the_limit_is_counted_after_the_tags(text: str) -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        assert (await bot.send_message(mary.id, text, "HTML")).text == mary.chat.by_bot()[0].text

    talking(talk)


def test_a_message_is_read_back_by_ptb() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        sent = await bot.send_message(mary.id, "<b>Any</b> of these?", "HTML", reply_markup=keys("Yes", "é" * 30))
        assert isinstance(sent, Message)
        assert sent.text_html == "<b>Any</b> of these?"
        assert sent.chat_id == mary.id > 2**32
        assert sent.from_user
        assert sent.from_user.is_bot
        assert sent.reply_markup
        assert [row[0].text for row in sent.reply_markup.inline_keyboard] == ["Yes", "é" * 30]

    talking(talk)


def test_edits() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        sent = await bot.send_message(mary.id, "Any hepatitis?", reply_markup=keys("Yes", "No"))
        for same in ("Any hepatitis?", "<i></i>Any hepatitis? "):
            with pytest.raises(BadRequest, match="is not modified"):
                await bot.edit_message_text(same, mary.id, sent.id, parse_mode="HTML", reply_markup=keys("Yes", "No"))
        edited = await bot.edit_message_text("No hepatitis", mary.id, sent.id)
        assert isinstance(edited, Message)
        assert edited.edit_date
        assert edited.reply_markup is None  # without a keyboard it loses the one that it had
        with pytest.raises(BadRequest, match="is not modified"):
            await bot.edit_message_reply_markup(mary.id, sent.id)
        await bot.edit_message_reply_markup(mary.id, sent.id, reply_markup=keys("Change"))
        assert mary.chat.transcript() == "Mary: /start\nbot: No hepatitis\n  [Change]"
        with pytest.raises(BadRequest, match="can't be edited"):
            await bot.edit_message_text("x", mary.id, min(mary.chat.messages))
        await bot.delete_message(mary.id, sent.id)
        with pytest.raises(BadRequest, match="essage to edit not found"):
            await bot.edit_message_text("x", mary.id, sent.id)
        assert mary.chat.transcript() == "Mary: /start"

    talking(talk)


def test_presses_are_answered_once_and_in_time() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        sent = await bot.send_message(mary.id, "Any hepatitis?", reply_markup=keys("Yes", "No"))
        by_label, by_data = mary.presses("Yes"), mary.presses("Yes!")
        await bot.edit_message_text("Noted", mary.id, sent.id)
        stale = mary.presses("No", sent.id)
        with pytest.raises(AssertionError, match="no button 'No'"):
            mary.presses("No")
        queries = [update.callback_query for update in await bot.get_updates()]
        assert [(one.id, one.data) for one in queries if one] == [(by_label, "Yes!"), (by_data, "Yes!"), (stale, "No!")]
        await bot.answer_callback_query(by_label, "Thanks")
        with pytest.raises(BadRequest, match="is too old"):
            await bot.answer_callback_query(by_label)
        api.forgets_presses()
        with pytest.raises(BadRequest, match="is too old"):
            await bot.answer_callback_query(by_data)
        assert mary.chat.toasts == ["Thanks"]

    talking(talk)


def test_places_cards_files_and_typing() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        await bot.send_chat_action(mary.id, "typing")
        await bot.send_venue(mary.id, 38.63, -90.26, "Study site", "St Louis")
        await bot.send_contact(mary.id, "+16172318102", "Study team")
        sent = await bot.send_document(
            mary.id, b"%PDF-1.7", filename="summary.pdf", caption="<b>For</b> you", parse_mode="HTML"
        )
        assert sent.document
        again = await bot.send_document(mary.id, sent.document.file_id)
        assert again.document
        file = await bot.get_file(again.document.file_id)
        assert await file.download_as_bytearray() == b"%PDF-1.7"
        assert mary.chat.actions == ["typing"]
        assert mary.chat.transcript().splitlines()[1:] == [
            "bot: (venue Study site, St Louis)",
            "bot: (contact Study team +16172318102)",
            "bot: (document summary.pdf) For you",
            "bot: (document summary.pdf)",
        ]

    talking(talk)


def test_who_may_be_written_to() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        with pytest.raises(Forbidden, match="can't initiate conversation"):
            await bot.send_message(api.person("Ann").id, "x")
        mary.blocks()
        for ask in (bot.send_message(mary.id, "x"), bot.send_chat_action(mary.id, "typing")):
            with pytest.raises(Forbidden, match="bot was blocked by the user"):
                await ask
        mary.unblocks()
        await bot.send_message(mary.id, "Welcome back")
        assert mary.chat.transcript() == "Mary: /start\nbot: Welcome back"

    talking(talk)


def test_repeated_texts_are_counted_as_they_were_sent() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        for text in ("one", "two", "one", "one"):
            sent = await bot.send_message(mary.id, text)
        await bot.edit_message_text("three", mary.id, sent.id)
        assert [one.text for one in api.sent] == ["one", "two", "one", "one"]
        assert api.repeated() == {(mary.id, "one"): 2}

    talking(talk)
