"""The buttons under a question, and the data that tells which of them was pressed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from typing import Literal, NamedTuple

from bot.telegram.outgoing import Button, Keyboard
from bot.telegram.state import Open, Tick
from bot.wording.telegram import TelegramWords

Act = Literal["choice", "beside", "tick", "none", "unsure", "done", "page"]
_DATA = re.compile(r"(\d{1,20})\.(choice|beside|tick|none|unsure|done|page)(?:\.(\d{1,2}))?(?:\.(no|yes|unsure))?")
_NEXT: dict[Tick, Tick] = {"no": "yes", "yes": "unsure", "unsure": "no"}
_ROW = 30  # characters of labels side by side


class Pressed(NamedTuple):
    """A button: of which answer (`token`), what it does, the number of its choice or item, the tick that it sets."""

    token: int
    act: Act
    number: int = 0
    tick: Tick = "no"


def pressed(data: str) -> Pressed | None:
    """The button that sent the data of a press; None for what is none of ours."""
    match = _DATA.fullmatch(data)
    if match is None:
        return None
    token, act, number, tick = match.groups()
    return Pressed(int(token), act, int(number or 0), tick or "no")  # type: ignore[arg-type]


def keyboard(asked: Open, words: TelegramWords, page: bool = False) -> Keyboard:
    """The rows under a question; `page`: with the offer of the page to take along."""
    offer = ((_button(words.buttons["page"], asked.token, "page"),),) if page else ()
    if not asked.items:
        numbers = count()
        groups = [[_button(word, asked.token, "choice", next(numbers)) for word in group] for group in asked.choices]
        return (*(row for group in groups for row in _rows(group)), *offer)
    boxes = tuple(
        (
            _button(
                getattr(words.ticks, tick).format(label=label[0].upper() + label[1:]),
                asked.token,
                "tick",
                place,
                _NEXT[tick],
            ),
        )
        for place, (label, tick) in enumerate(zip(asked.items, asked.ticks, strict=True))
    )
    acts: tuple[Act, ...] = ("done",) if is_ticked(asked) else ("none", "unsure")
    return (*boxes, tuple(_button(words.buttons[act], asked.token, act) for act in acts))


def keyboard_beside(asked: Open) -> Keyboard:
    """The rows under the other message of the same answer."""
    return _rows(_button(label, asked.token, "beside", place) for place, label in enumerate(asked.beside))


def is_ticked(asked: Open) -> bool:
    """Whether anything in a checklist is ticked."""
    return any(tick != "no" for tick in asked.ticks)


def _button(label: str, token: int, act: Act, number: int | None = None, tick: Tick | None = None) -> Button:
    parts = (str(token), act, *(() if number is None else (str(number),)), *((tick,) if tick else ()))
    return label, ".".join(parts)


def _rows(buttons: Iterable[Button]) -> Keyboard:
    """The buttons side by side as far as their labels leave room."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and sum(len(label) + 3 for label, _ in (*rows[-1], button)) <= _ROW:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)
