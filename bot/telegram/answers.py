"""A turn of the dialogue as messages: the question apart, with its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.asking import is_checklist
from bot.dialogue import Turn, standing_of
from bot.session import Session
from bot.telegram.html import html, pieces
from bot.telegram.keyboards import keyboard, keyboard_beside
from bot.telegram.outgoing import Keyboard, Outgoing, Text
from bot.telegram.state import Open, Tick
from bot.wording import wording
from bot.wording.telegram import telegram_wording

_EMPTY: Tick = "no"
SHORT = 160  # characters that may stand above a question in the same message


class Shown(NamedTuple):
    """The buttons that a turn opens, None where it has none, and its messages."""

    open: Open | None
    messages: list[Outgoing]


def shown(
    said: Turn, before: Session, session: Session, token: int, today: date,
    first: str = "", between: Sequence[Outgoing] = (),
) -> Shown:  # fmt: skip
    """The messages of a turn that led from one session to the next.

    `token` is the update that it answers; `first` is said above all, `between` is shown before the question.
    """
    text = "\n\n".join(one for one in (first, *said.replies) if one)
    if said.gate:
        return Shown(None, texts(text))
    words = telegram_wording(session.language)
    wrong = wording(session.language).say("buttons.wrong")
    beside = tuple(one for one in said.buttons if one == wrong)
    choices = tuple(one for one in said.buttons if one != wrong)
    ends = session.stage == "done" and before.stage != "done"
    if not choices and not beside and not ends:
        return Shown(None, [*texts(text), *between])
    above, question = _apart(text) if choices and session.stage != "done" else ("", text)
    if len(above) <= SHORT and not beside and not between:
        above, question = "", text
    *more, question = pieces(question)
    asked = _opened(question, choices, beside, session, token, today)
    under, other = keyboard(asked, words, page=ends), keyboard_beside(asked)
    top = texts("\n\n".join((above, *more)), other)
    return Shown(asked, [*top, *between, Text(html=html(asked.text), keyboard=under if top else (*other, *under))])


def texts(text: str, under: Keyboard = ()) -> list[Outgoing]:
    """A text in as many messages as it needs, the buttons under the last."""
    parts = pieces(text)
    return [Text(html=html(part), keyboard=under if place == len(parts) else ()) for place, part in enumerate(parts, 1)]


def _apart(text: str) -> tuple[str, str]:
    """What stands above the question, and the question: the last paragraph."""
    above, _, question = text.rpartition("\n\n")
    return above, question


def _opened(
    question: str, choices: tuple[str, ...], beside: tuple[str, ...], session: Session, token: int, today: date
) -> Open:
    standing = standing_of(session, today)
    if not session.asking or not is_checklist(session.asking, session, standing):
        return Open(token=token, text=question, choices=choices, beside=beside)
    words, all_words = telegram_wording(session.language), wording(session.language)
    text = question.replace(all_words.say("several"), words.checklist["head"])
    text = text.replace(all_words.say("no_to_all"), "\n" + words.checklist["hint"])
    own = standing.own.criteria
    items = tuple(own[one].short or own[one].label for one in session.asking)
    return Open(token=token, text=text, items=items, ticks=tuple(_EMPTY for _ in items), beside=beside)
