"""A turn of the dialogue as messages: the question apart, with its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.asking import is_checklist, options
from bot.dialogue import Turn, standing_of
from bot.session import Session
from bot.telegram.html import html, pieces
from bot.telegram.keyboards import keyboard, keyboard_beside
from bot.telegram.outgoing import Keyboard, Outgoing, Text
from bot.telegram.state import Open, Tick
from bot.verdicts import Standing
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
    standing = standing_of(session, today)
    if session.stage == "offered" and said.buttons and (offer := standing.say("offer")) not in text:
        text = f"{text}\n\n{offer}"
    words = telegram_wording(session.language)
    wrong = wording(session.language).say("buttons.wrong")
    beside = tuple(one for one in said.buttons if one == wrong)
    choices = tuple(one for one in said.buttons if one != wrong)
    ends = session.stage == "done" and before.stage != "done"
    if not choices and not beside and not ends:
        return Shown(None, [*texts(text), *between])
    above, question = _apart(text) if choices and session.stage != "done" else ("", text)
    if len(above) <= SHORT and "•" not in above and not beside and not between:
        above, question = "", text
    *more, question = pieces(question)
    asked = _opened(question, choices, session, standing).model_copy(update={"token": token, "beside": beside})
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


def _opened(question: str, choices: tuple[str, ...], session: Session, standing: Standing) -> Open:
    """The question with its buttons: a checklist, or choices, of several questions those of each in a group."""
    asked, own = session.asking, standing.own.criteria
    if not asked or not is_checklist(asked, session, standing):
        groups = [options(one, session, standing) for one in asked] if len(asked) > 1 else []
        groups = [group for group in groups if group and set(group) <= set(choices)]
        rest = tuple(word for word in choices if not any(word in group for group in groups))
        return Open(token=0, text=question, choices=(*groups, rest))
    words, all_words = telegram_wording(session.language), standing.words
    text = question.replace(all_words.say("several"), words.checklist["head"])
    text = text.replace(all_words.say("no_to_all"), "\n" + words.checklist["hint"])
    items = tuple(own[one].short or own[one].label for one in asked)
    return Open(token=0, text=text, items=items, ticks=tuple(_EMPTY for _ in items))
