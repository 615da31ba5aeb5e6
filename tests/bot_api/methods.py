"""The methods of the Bot API that the stand-in knows, by name in lower case: names are not told apart by case."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.bot_api import sending
from tests.bot_api.chats import Json
from tests.bot_api.errors import ApiError, bad_request
from tests.bot_api.formatting import units
from tests.bot_api.params import Params
from tests.bot_api.updates import WEBHOOK_SET
from tests.bot_api.webhook import Webhook

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

DOWNLOAD_BYTES, COMMANDS = 20_000_000, 100
LOCAL = re.compile(r"https://.|http://(127\.0\.0\.1|localhost)[:/]")  # of plain HTTP the own machine only


async def get_me(api: BotApi, params: Params) -> Json:
    abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    return {**api.me, **dict.fromkeys(abilities, False)}


async def get_updates(api: BotApi, params: Params) -> list[Json]:
    if api.webhook:
        active = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise ApiError(409, f"Conflict: {active}")
    allow(api, params)
    limit = min(max(params.number("limit", 100), 1), 100)
    return await api.updates.poll(params.number("offset"), limit, params.number("timeout"))


async def set_webhook(api: BotApi, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    if url and not LOCAL.match(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    await delete_webhook(api, params)
    if url:
        allow(api, params)
        api.updates.end_poll(ApiError(409, WEBHOOK_SET))
        api.webhook = Webhook(api, url, secret, min(max(params.number("max_connections", 40), 1), 100))
    return True


async def delete_webhook(api: BotApi, params: Params) -> bool:
    webhook, api.webhook = api.webhook, None
    if webhook:
        await webhook.close()
    if params.flag("drop_pending_updates"):
        api.updates.waiting.clear()
    return True


async def get_webhook_info(api: BotApi, params: Params) -> Json:
    pending = {"has_custom_certificate": False, "pending_update_count": len(api.updates.waiting)}
    allowed = {"allowed_updates": api.updates.allowed} if api.updates.allowed else {}
    if not (webhook := api.webhook):
        return {"url": "", **pending, **allowed}
    error = {"last_error_date": webhook.error[0], "last_error_message": webhook.error[1]} if webhook.error else {}
    return {"url": webhook.url, "max_connections": webhook.max_connections, **pending, **allowed, **error}


async def get_file(api: BotApi, params: Params) -> Json:
    file_id = params.text("file_id")
    if file_id not in api.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    file = api.files[file_id]
    if len(file.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    about = {"file_id": file_id, "file_unique_id": file_id[-8:], "file_size": len(file.content)}
    return {**about, "file_path": file.path}


async def set_my_commands(api: BotApi, params: Params) -> bool:
    commands = params.structure("commands")
    if not isinstance(commands, list) or len(commands) > COMMANDS:
        raise bad_request("can't parse commands: an Array of at most 100 is expected")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(one.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    about = ({"command": one["command"].removeprefix("/"), "description": one["description"]} for one in commands)
    api.setup["commands", language(params)] = list(about)
    return True


async def get_my_commands(api: BotApi, params: Params) -> list[Json]:
    found: list[Json] = api.setup.get(("commands", language(params)), [])
    return found


Method = Callable[["BotApi", Params], Awaitable[Any]]


def setter(name: str, longest: int) -> Method:
    async def set_text(api: BotApi, params: Params) -> bool:
        if units(params.text(name)) > longest:
            raise bad_request(f"{name} is too long")
        api.setup[name, language(params)] = params.text(name)
        return True

    return set_text


def getter(name: str) -> Method:
    async def get_text(api: BotApi, params: Params) -> Json:
        default = api.setup.get((name, ""), "")
        return {name: api.setup.get((name, language(params))) or default}

    return get_text


def language(params: Params) -> str:
    code = params.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code


def allow(api: BotApi, params: Params) -> None:
    """The kinds of updates from now on; not named, they stay as they were."""
    kinds = params.structure("allowed_updates")
    if kinds is not None:
        api.updates.allowed = list(kinds)


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "setmydescription": setter("description", 512),
    "getmydescription": getter("description"),
    "setmyshortdescription": setter("short_description", 120),
    "getmyshortdescription": getter("short_description"),
    "sendmessage": sending.send_message,
    "sendvenue": sending.send_venue,
    "sendcontact": sending.send_contact,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": sending.edit_message_text,
    "editmessagereplymarkup": sending.edit_message_reply_markup,
    "deletemessage": sending.delete_message,
    "answercallbackquery": sending.answer_callback_query,
}
