"""The heart of the Telegram door: a pure function from a chat and what came in to the chat and what goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogue import turn
from bot.intents import command, wishes
from bot.reading_files import read_record
from bot.record_turn import Record, answer
from bot.telegram import commands, media
from bot.telegram.answers import shown, texts
from bot.telegram.edits import edited
from bot.telegram.incoming import Blocked, Document, Group, Incoming, Nothing, Other, Press, Words
from bot.telegram.memory import remember
from bot.telegram.outgoing import Edit, Outgoing
from bot.telegram.presses import press
from bot.telegram.state import ChatState
from bot.wording import wording
from bot.wording.telegram import telegram_wording
from nlp.health_records.files import Content

Answered = tuple[ChatState, list[Outgoing]]
Parts = tuple[tuple[int, str], ...]
_CLEARING = frozenset({"forget", "restart"})


def respond(chat: ChatState, incoming: Incoming, today: date, document: str | None = None) -> Answered:
    """The chat after one more update, and what is sent for it, in this order.

    `document` is the text of a Document that is `readable`, None where it could not be fetched. For a new chat pass
    ChatState(session=Session(kept_days=…)). Raises nothing; the same arguments always give the same result.
    """
    match incoming:
        case Words():
            return _words(chat, incoming, incoming.parts, today)
        case Press():
            return _press(chat, incoming, today)
        case Document() | Other():
            return _file(chat, incoming, today, document)
        case Group():
            said = [] if chat.greeted else texts(telegram_wording(chat.session.language).group)
            return chat.model_copy(update={"greeted": True}), said
        case Blocked():
            return ChatState(session=chat.session.fresh()), []
        case Nothing():
            return chat, []


def _words(chat: ChatState, incoming: Words | Document | Other, parts: Parts, today: date, first: str = "") -> Answered:
    """Takes up what a person wrote; `parts` are the messages that are read together."""
    text, words = parts[-1][1], wording(chat.session.language)
    is_order = command(text, words) is not None or bool(_CLEARING & wishes(text, words))
    if incoming.edited and not is_order:
        after, messages = edited(chat, incoming.message_id, text, incoming.update_id, today)
        return after, [*_closed(chat, after), *messages]
    return _say(chat, parts, incoming.update_id, today, first)


def _press(chat: ChatState, incoming: Press, today: date) -> Answered:
    handled = press(chat, incoming)
    if not handled.says:
        return handled.chat, handled.messages
    # a press is remembered by the number of its update, below zero, where no message is
    parts = ((-incoming.update_id, handled.says),)
    after, messages = _say(handled.chat, parts, incoming.update_id, today)
    return after, [*handled.messages, *messages]


def _file(chat: ChatState, incoming: Document | Other, today: date, document: str | None) -> Answered:
    """What is no text: the words in it or beside it are read, and the person is told what is not."""
    found = media.read(incoming, document, telegram_wording(chat.session.language))
    if isinstance(incoming, Document) and incoming.is_record and document and not incoming.edited:
        opened = read_record([Content(incoming.file_name, document.encode())], today, wording(chat.session.language))
        if isinstance(opened.says, Record):
            return _record(chat, incoming, opened.says, today)
        found = media.Found(incoming.caption.strip(), opened.refused)
    if incoming.edited and not found.text:
        return chat, []
    if found.text:
        return _words(chat, incoming, ((incoming.message_id, found.text),), today, found.note)
    if not chat.session.met:
        return _say(chat, ((incoming.message_id, "/start"),), incoming.update_id, today, found.note)
    return chat, texts(found.note)


def _say(chat: ChatState, parts: Parts, token: int, today: date, first: str = "") -> Answered:
    """Says messages to the dialogue as one; `first` stands above its answer."""
    session, text = chat.session, "\n".join(text for _, text in parts)
    order = command(text, wording(session.language))
    if order and order.name == "summary":
        return chat, commands.summary(session, today)
    if order and order.name == "start":
        session, note = commands.start(session, order.rest)
        first = "\n\n".join(one for one in (first, note) if one)
    after, said = turn(session, text, today)
    between: Sequence[Outgoing] = commands.beside(order.name, session) if order and not said.gate else ()
    asked, messages = shown(said, session, after, token, today, first, between)
    kept = remember(chat.model_copy(update={"session": session}), parts, today, after, said)
    now = ChatState(session=after, open=asked, said=kept, greeted=chat.greeted)
    return now, [*_closed(chat, now), *messages]


def _record(chat: ChatState, incoming: Document, record: Record, today: date) -> Answered:
    """Takes the words beside a health record, then the record."""
    caption, messages = ((incoming.message_id, incoming.caption.strip()),), list[Outgoing]()
    if caption[0][1]:
        chat, messages = _words(chat, incoming, caption, today)
    after, said = answer(chat.session, record, today)
    asked, replies = shown(said, chat.session, after, incoming.update_id, today)
    kept = remember(chat, ((incoming.message_id, ""),), today, after, said, record)
    now = ChatState(session=after, open=asked, said=kept, greeted=chat.greeted)
    return now, [*messages, *_closed(chat, now), *replies]


def _closed(before: ChatState, after: ChatState) -> list[Outgoing]:
    """Takes the buttons from a question that is no longer open, where its message is known."""
    asked = before.open
    if asked is None or asked == after.open or asked.message_id is None:
        return []
    return [Edit(message_id=asked.message_id)]
