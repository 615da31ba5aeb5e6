"""PTB's Application works with the stand-in as it is: it polls, answers, reads a press, edits, and stops."""

from __future__ import annotations

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.bot_api import BotApi, Person
from tests.bot_api.bots import talking


async def ask(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
    await update.message.reply_html("<b>Ready?</b>", reply_markup=keys)


async def note(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(f"Ready: {update.callback_query.data}")


def test_a_whole_talk() -> None:
    async def talk(api: BotApi, bot: Bot, mary: Person) -> None:
        builder = Application.builder().token(api.token).base_url(f"{api.url}/bot")
        app = builder.base_file_url(f"{api.url}/file/bot").build()
        app.add_handlers([CommandHandler("start", ask), CallbackQueryHandler(note)])
        async with app:
            await app.start()
            assert app.updater
            await app.updater.start_polling()
            mary.writes("/start")
            await mary.answered()
            mary.presses("Yes")
            await mary.reads("Ready: yes")
            await app.updater.stop()
            await app.stop()
        assert mary.chat.transcript() == "Mary: /start\nMary: /start\nbot: Ready: yes"
        assert {one.answer for one in api.asked} <= {200, "hung up"}
        assert api.presses == {}
        assert set(api.updates.delivered.values()) == {1}

    talking(talk)
