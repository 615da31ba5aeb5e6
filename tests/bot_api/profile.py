"""The methods that set and give what stands on the bot's profile: commands and descriptions, by language."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.bot_api.chats import Json
from tests.bot_api.errors import bad_request
from tests.bot_api.formatting import units
from tests.bot_api.params import Params

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi

COMMANDS = 100

Method = Callable[["BotApi", Params], Awaitable[Any]]


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
