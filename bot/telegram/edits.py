"""An edited message: it replaces what it said, and the bot tells what that changes."""

from __future__ import annotations

from datetime import date

from bot.dialogue import standing_of, turn
from bot.own_words import words_of
from bot.session import Session
from bot.telegram.answers import shown, texts
from bot.telegram.memory import replay
from bot.telegram.outgoing import Outgoing
from bot.telegram.state import ChatState
from bot.told_back import difference, guesses
from bot.wording.telegram import telegram_wording


def edited(
    chat: ChatState, message_id: int, text: str, token: int, today: date
) -> tuple[ChatState, list[Outgoing]]:  # fmt: skip
    """The chat after the message says something else, and what changed."""
    before, words = chat.session, telegram_wording(chat.session.language)
    if any((message_id, text) in one.parts for one in chat.said):
        return chat, []
    replayed = replay(chat.said, message_id, text)
    if replayed is None:
        session, said = turn(before, text, today)
        if said.gate:  # heard in every message, also in one that is too old to be changed
            return _gated(chat, session, said.gate), texts("\n\n".join(said.replies))
        return chat, texts(words.edited["too_late"])
    session, kept, own, last = replayed
    if own.gate:
        return _gated(chat.model_copy(update={"said": kept}), session, own.gate), texts("\n\n".join(own.replies))
    all_words = words_of(session)
    guessed = guesses(own.facts, today, all_words)
    told = "\n\n".join((words.edited["changed"], *_news(before, session, today), *guessed))
    if session.asking == before.asking and session.stage == before.stage:
        return chat.model_copy(update={"session": session, "said": kept}), texts(told)
    question = () if session.stage == "offered" else (last.replies[-1].rpartition("\n\n")[2],)  # `shown` offers
    # of the guesses only those of the last message can be called wrong by a press
    buttons = tuple(one for one in last.buttons if own is last or one != all_words.say("buttons.wrong"))
    again = last.model_copy(update={"replies": (told, *question) if buttons else (told,), "buttons": buttons})
    asked, messages = shown(again, before, session, token, today)
    return chat.model_copy(update={"session": session, "said": kept, "open": asked}), messages


def _gated(chat: ChatState, session: Session, gate: str) -> ChatState:
    if gate == "guardian":
        return ChatState(session=session)
    return chat.model_copy(update={"session": session, "open": None})


def _news(before: Session, after: Session, today: date) -> list[str]:
    """What is different in the facts, and in where the patient stands."""
    words, standing = telegram_wording(after.language), standing_of(after, today)
    said = difference(before.profile, after.profile, today, standing.words, standing.person)
    if standing.assessment.verdict != standing_of(before, today).assessment.verdict:
        if standing.assessment.verdict == "not_a_fit":
            return [*said, *standing.fails(standing.having("fail"))]
        now = standing.say(f"standing.{standing.assessment.verdict}")
        return [*said, words.edited["verdict"].format(standing=now, only_team=standing.say("only_team"))]
    return said or [words.edited["same"]]
