"""How the bot presents itself: the calls that set the menu of commands and the descriptions, per language."""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.wording.telegram import languages, telegram_wording


class Call(NamedTuple):
    """A method of the Bot API and its parameters."""

    method: str
    payload: dict[str, Any]


def setup_calls() -> list[Call]:
    """All calls, those of the default language twice: once for everybody whose language is not at hand.

    Telegram's limits (32 commands, 512 and 120 characters) are checked as the wording loads: raises
    pydantic.ValidationError where it breaks one.
    """
    first, *_ = languages()
    return [
        *_calls(first, {}),
        *(call for one in languages() for call in _calls(one, {"language_code": one})),
    ]


def _calls(language: str, code: dict[str, str]) -> list[Call]:
    words = telegram_wording(language)
    menu = [{"command": name, "description": text} for name, text in words.commands.items()]
    return [
        Call("setMyCommands", {"commands": menu, **code}),
        Call("setMyDescription", {"description": words.description, **code}),
        Call("setMyShortDescription", {"short_description": words.short_description, **code}),
    ]
