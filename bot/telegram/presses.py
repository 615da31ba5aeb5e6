"""A press of a button: a tick set, or an answer given; what is no longer open is harmless."""

from __future__ import annotations

from typing import NamedTuple

from bot.telegram.html import html
from bot.telegram.incoming import Press
from bot.telegram.keyboards import Pressed, is_ticked, keyboard, pressed
from bot.telegram.outgoing import Answer, Edit, Outgoing
from bot.telegram.state import ChatState, Open, Tick
from bot.wording.telegram import TelegramWords, telegram_wording

# what the dialogue is told for each state of a box; pieces with ";" between answer the questions in their order
_SAYS: dict[Tick, str] = {"no": "no", "yes": "yes", "unsure": "not sure"}
_ALL: dict[Tick, str] = {"no": "no", "yes": "yes to all of them", "unsure": "not sure"}


class Handled(NamedTuple):
    """What came of a press: the chat, what goes out at once, and the words that it stands for, "" where none."""

    chat: ChatState
    messages: list[Outgoing]
    says: str = ""


def press(chat: ChatState, incoming: Press) -> Handled:
    """Reads a press in the light of the open buttons."""
    words, asked, button = telegram_wording(chat.session.language), chat.open, pressed(incoming.data)
    if button and button.act == "page":
        return Handled(chat, [Answer(callback_id=incoming.callback_id)], "/summary")
    if asked is None or button is None or button.token != asked.token or not _is_there(button, asked):
        # the buttons go, so that they invite nobody any more
        return Handled(chat, [_answer(incoming, words.pressed["stale"]), Edit(message_id=incoming.message_id)])
    if button.act == "tick":
        ticks = tuple(button.tick if at == button.number else tick for at, tick in enumerate(asked.ticks))
        asked = asked.model_copy(update={"ticks": ticks, "message_id": incoming.message_id})
        edit = Edit(message_id=incoming.message_id, html=None, keyboard=keyboard(asked, words))
        return Handled(chat.model_copy(update={"open": asked}), [_answer(incoming), edit])
    if button.act in ("none", "unsure") and is_ticked(asked):
        return Handled(chat, [_answer(incoming, words.pressed["ticked"])])
    if button.act == "done" and not is_ticked(asked):
        return Handled(chat, [_answer(incoming, words.pressed["unticked"])])
    says, record = _said(button, asked, words)
    edit = Edit(message_id=incoming.message_id, html=html(record) if record else None)
    return Handled(chat.model_copy(update={"open": None}), [_answer(incoming), edit], says)


def _is_there(button: Pressed, asked: Open) -> bool:
    """Whether the open buttons have this one."""
    among = {"choice": asked.words, "beside": asked.beside, "tick": asked.items}
    return button.number < len(among[button.act]) if button.act in among else bool(asked.items)


def _said(button: Pressed, asked: Open, words: TelegramWords) -> tuple[str, str]:
    """What a press says to the dialogue, and the question as it then stands in the chat ("": as it was)."""
    if button.act == "beside":
        return asked.beside[button.number], ""
    if button.act == "choice":
        answer = asked.words[button.number]
        return answer, f"{asked.text}\n\n{words.buttons['answer'].format(answer=answer)}"
    ticks: tuple[Tick, ...] = asked.ticks
    if button.act == "unsure":
        ticks = tuple("unsure" for _ in ticks)
    says = _ALL[ticks[0]] if len(set(ticks)) == 1 else "; ".join(_SAYS[tick] for tick in ticks)
    return says, _record(asked.text, ticks, words)


def _record(text: str, ticks: tuple[Tick, ...], words: TelegramWords) -> str:
    """The questions of a checklist, each with its answer."""
    answers = iter(getattr(words.answers, tick) for tick in ticks)
    lines = text.removesuffix(words.checklist["hint"]).rstrip().split("\n")
    return "\n".join(
        words.buttons["answered"].format(question=line, answer=next(answers, "")) if line.startswith("• ") else line
        for line in lines
    )


def _answer(incoming: Press, text: str = "") -> Answer:
    return Answer(callback_id=incoming.callback_id, text=text)
