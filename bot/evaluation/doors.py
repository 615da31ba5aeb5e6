"""The examples sent through the doors for programs, in this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from bot.evaluation.gold import Example
from bot.json_lines import chats
from bot.session import Session

TRIAL = Session().trial
Send = Callable[[str], dict[str, Any]]


def door(example: Example) -> Send:
    """A new chat on the day and in the language of an example: takes a text, gives what `trialfit chat` answers."""
    handler, base = chats(TRIAL), {"chat": example.id, "lang": example.lang, "today": example.today.isoformat()}
    return lambda text: handler(json.dumps({**base, "text": text}).encode())


def last(example: Example, turns: Iterable[str]) -> dict[str, Any]:
    """The answer to the last turn of a chat."""
    send = door(example)
    return [send(text) for text in turns][-1]


def named(name: str, turns: Iterable[str]) -> str:
    """How a chat is named where it went wrong."""
    return f"{name} ({' / '.join(turns)})"
