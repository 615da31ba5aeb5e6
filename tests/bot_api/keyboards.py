"""The buttons under a message: checked as Telegram checks them."""

from __future__ import annotations

from typing import Any

from tests.bot_api.errors import bad_request
from tests.bot_api.params import Params

DATA_BYTES, IN_A_ROW, IN_ALL = 64, 8, 100
OTHER_ACTIONS = {"url", "login_url", "web_app", "switch_inline_query", "copy_text", "pay"}

Keyboard = list[list[dict[str, Any]]]


def read_keyboard(params: Params) -> Keyboard | None:
    """The rows of inline buttons; None without any (the keyboards that stand in place of letters are let pass)."""
    markup = params.structure("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        if not markup.keys() & {"keyboard", "remove_keyboard", "force_reply"}:
            raise bad_request("can't parse reply markup: unknown kind of keyboard")
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: field "inline_keyboard" must be an Array of Arrays')
    if any(len(row) > IN_A_ROW for row in rows) or sum(map(len, rows)) > IN_ALL:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            check(button)
    return [row for row in rows if row] or None


def check(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not isinstance(button["text"], str) or not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [key for key in button if key == "callback_data" or key in OTHER_ACTIONS]
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if actions == ["callback_data"] and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if actions == ["url"] and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
