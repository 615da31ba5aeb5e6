"""The methods of the Bot API that the stand-in knows, by name in lower case: names are not told apart by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot_api import changing, profile, receiving, sending
from tests.bot_api.chats import Json
from tests.bot_api.errors import bad_request
from tests.bot_api.params import Params
from tests.bot_api.profile import Method

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

DOWNLOAD_BYTES = 20_000_000


async def get_me(api: BotApi, params: Params) -> Json:
    abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    return {**api.me, **dict.fromkeys(abilities, False)}


async def get_file(api: BotApi, params: Params) -> Json:
    file_id = params.text("file_id")
    if file_id not in api.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    file = api.files[file_id]
    if len(file.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    about = api.document(file_id)
    return {**{key: about[key] for key in ("file_id", "file_unique_id", "file_size")}, "file_path": file.path}


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "getfile": get_file,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "setmydescription": profile.setter("description", 512),
    "getmydescription": profile.getter("description"),
    "setmyshortdescription": profile.setter("short_description", 120),
    "getmyshortdescription": profile.getter("short_description"),
    "sendmessage": sending.send_message,
    "sendvenue": sending.send_venue,
    "sendcontact": sending.send_contact,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": changing.edit_message_text,
    "editmessagereplymarkup": changing.edit_message_reply_markup,
    "deletemessage": changing.delete_message,
    "answercallbackquery": changing.answer_callback_query,
}
