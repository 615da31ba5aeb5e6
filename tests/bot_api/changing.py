"""The methods that change and delete messages, and answer presses."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.bot_api.chats import Json, Message
from tests.bot_api.errors import bad_request
from tests.bot_api.formatting import units
from tests.bot_api.keyboards import Keyboard, read_keyboard
from tests.bot_api.params import Params
from tests.bot_api.sending import chat_of, worded

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def edit_message_text(api: BotApi, params: Params) -> Json:
    message, content, keyboard = editable(api, params), worded(params), read_keyboard(params)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return change(api, message, content, keyboard)


async def edit_message_reply_markup(api: BotApi, params: Params) -> Json:
    message = editable(api, params)
    return change(api, message, message.content, read_keyboard(params))


async def delete_message(api: BotApi, params: Params) -> bool:
    chat = chat_of(api, params)
    if chat.messages.pop(params.number("message_id"), None) is None:
        raise bad_request("message to delete not found")
    api.touch(chat)
    return True


async def answer_callback_query(api: BotApi, params: Params) -> bool:
    if units(params.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    chat_id = api.presses.pop(params.text("callback_query_id"), None)  # each can be answered once
    if chat_id is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if params.text("text"):
        api.chats[chat_id].toasts.append(params.text("text"))
    return True


def editable(api: BotApi, params: Params) -> Message:
    message = chat_of(api, params).messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def change(api: BotApi, message: Message, content: Json, keyboard: Keyboard | None) -> Json:
    """Without a keyboard the message loses the one that it has, as in Telegram."""
    if (message.content, message.keyboard) == (content, keyboard):
        raise bad_request(NOT_MODIFIED)
    if message.keyboard:
        message.earlier.append(message.keyboard)
    message.content, message.keyboard, message.edited = content, keyboard, int(time.time())
    message.changed = api.touch(message.chat)
    return message.json()
