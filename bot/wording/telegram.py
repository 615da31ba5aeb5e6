"""The words that only Telegram needs, with Telegram's own limits checked as they load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from bot.wording import read_yaml
from bot.wording.forms import Words

Name = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
Explanation = Annotated[str, Field(min_length=1, max_length=256)]


class Ticks(Words):
    """A text for each state of a box."""

    no: str
    yes: str
    unsure: str


class Offer(Words):
    """The page to take along, as it is sent, or why there is none yet."""

    caption: Annotated[str, Field(max_length=1024)]
    too_early: str


class TelegramWords(Words):
    """telegram.yaml: the menu, the buttons, and answers to what is no text."""

    commands: Annotated[Mapping[Name, Explanation], Field(max_length=32)]
    description: Annotated[str, Field(max_length=512)]
    short_description: Annotated[str, Field(max_length=120)]
    buttons: Mapping[str, str]
    ticks: Ticks
    answers: Ticks
    checklist: Mapping[str, str]
    pressed: Mapping[str, Annotated[str, Field(max_length=200)]]
    start: Mapping[str, str]
    edited: Mapping[str, str]
    media: Mapping[str, str]
    beside: Mapping[str, str]
    read: str
    group: str
    broken: str
    site: Mapping[str, str]
    page: Offer


@cache
def telegram_wording(language: str) -> TelegramWords:
    """The words for Telegram in a language, e.g. "en"."""
    return TelegramWords.model_validate(read_yaml(language, "telegram.yaml"))


@cache
def languages() -> tuple[str, ...]:
    """The languages in which the bot can be met on Telegram; English, the default, first."""
    at_hand = {
        one.name for one in files("bot").joinpath("wording").iterdir() if one.joinpath("telegram.yaml").is_file()
    }
    return ("en", *sorted(at_hand - {"en"}))
