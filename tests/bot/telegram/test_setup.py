"""How the bot presents itself: complete, plain, within Telegram's limits."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.telegram.incoming import KINDS
from bot.telegram.setup import setup_calls
from bot.wording import read_yaml, wording
from bot.wording.telegram import TelegramWords, languages, telegram_wording

WORDS = telegram_wording("en")


def test_the_calls_are_made_for_everybody_and_for_each_language() -> None:
    made = [(call.method, call.payload.get("language_code")) for call in setup_calls()]
    methods = ("setMyCommands", "setMyDescription", "setMyShortDescription")
    assert made == [(method, code) for code in (None, *languages()) for method in methods]


def test_every_command_is_known_to_the_dialogue() -> None:
    assert {f"/{name}" for name in WORDS.commands} <= {
        form for forms in wording("en").intents.commands.values() for form in forms
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("commands", {f"c{number}": "text" for number in range(33)}),
        ("commands", {"Start": "capital letters"}),
        ("commands", {"start": "long " * 60}),
        ("description", "x" * 513),
        ("short_description", "x" * 121),
        ("pressed", {"stale": "x" * 201}),
    ],
)
def test_telegrams_limits_are_kept(key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        TelegramWords.model_validate(read_yaml("en", "telegram.yaml") | {key: value})


def test_everything_that_can_come_has_an_answer() -> None:
    files = {"pdf", "image", "file", "large", "lost", "empty"}
    assert set(WORDS.media) == {*KINDS, *files, "forwarded"}
