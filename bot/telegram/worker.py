"""Reads what waits in the inbox, chat by chat, and writes sessions and replies in one transaction."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pydantic import ValidationError

from bot.session import Session
from bot.sessions import Store
from bot.telegram.answers import texts
from bot.telegram.claim import Claim, Draft, Waiting, person
from bot.telegram.combine import combine, together
from bot.telegram.conversation import respond
from bot.telegram.documents import Documents
from bot.telegram.incoming import Blocked, Document, Incoming
from bot.telegram.metrics import Metrics
from bot.telegram.outgoing import Outgoing
from bot.telegram.sender import Sender
from bot.telegram.state import ChatState
from bot.telegram.store import Boxes, Reply
from bot.telegram.unstored import Remembered, Unstored
from bot.telegram.updates import read_update
from bot.wording.telegram import telegram_wording

_log = logging.getLogger(__name__)


class _Change(NamedTuple):
    """What becomes of a chat in the memory once all is committed."""

    chat_id: int
    remembered: Remembered | None


class Worker:
    """Answers chats. `scrub_due` says that something was erased, whose traces are still to be cleaned away."""

    def __init__(
        self,
        store: Store,
        boxes: Boxes,
        unstored: Unstored,
        sender: Sender,
        documents: Documents,
        metrics: Metrics,
        kept_days: int,
        today: Callable[[], date],
    ) -> None:
        self._store, self._boxes, self._unstored, self._sender = store, boxes, unstored, sender
        self._documents, self._metrics, self._kept_days, self._today = documents, metrics, kept_days, today
        self.scrub_due = False

    async def work(self) -> bool:
        """Answers some of the chats that wait; False where none did. Raises StoreError or KeyFileError."""
        changes: list[_Change] = []
        await self._sender.noted()
        async with self._boxes.claim(self._today(), self._documents.chats) as claim:
            for chat in claim.chats:
                if change := self._answer(claim, chat):
                    changes.append(change)
                await asyncio.sleep(0)  # sending goes on meanwhile
                if self._store.database.is_sqlite:  # elsewhere the claim holds a lock that noting may have to wait for
                    await self._sender.noted()
        for change in changes:
            if change.remembered:
                self._unstored.put(change.chat_id, change.remembered)
            else:
                self._unstored.drop(change.chat_id)
        self.scrub_due |= claim.erased
        self._metrics.poisoned.inc(len(claim.parked))
        self._documents.forget(claim.done)
        self._sender.take(
            Reply(number, draft.chat_id, draft.content, draft.received)
            for number, draft in zip(claim.replies, claim.drafts, strict=True)
        )
        return bool(claim.done or claim.parked)

    def _answer(self, claim: Claim, chat: Waiting) -> _Change | None:
        """Reads the updates of a chat and puts into the claim what comes of it; None where nothing is to be done."""
        incoming = self._read(claim, chat)
        if not incoming:
            return None
        remembered = self._unstored.get(chat.chat_id)
        stored = self._store.readable(ChatState, chat.stored) if chat.stored else None
        known = stored or (remembered.state if remembered else None)
        state, replies = self._responses(claim, known, incoming)
        received = chat.updates[0].received
        claim.drafts += [Draft(chat.chat_id, reply.model_dump_json(), received) for reply in replies]
        return self._keep(claim, chat, known, state, remembered, gone=isinstance(incoming[-1], Blocked))

    def _responses(
        self, claim: Claim, known: ChatState | None, incoming: list[Incoming]
    ) -> tuple[ChatState, list[Outgoing]]:
        """The chat after these updates, and what to say to all of them."""
        new = ChatState(session=Session(kept_days=self._kept_days))
        state, replies = known or new, list[list[Outgoing]]()
        for one in together(incoming):
            if isinstance(one, Blocked):
                state, replies = new, []
                claim.done += one.updates
                continue
            text = self._documents.texts.get(one.update_id) if isinstance(one, Document) else None
            try:
                state, some = respond(state, one, self._today(), text)
            except Exception as error:  # a mistake of ours; nothing that a person wrote is logged
                place = traceback.extract_tb(error.__traceback__)[-1]
                _log.error("%s at %s:%s; an update is parked", type(error).__name__, place.filename, place.lineno)
                claim.parked += one.updates
                replies.append(texts(telegram_wording(state.session.language).broken))
            else:
                claim.done += one.updates
                replies.append(some)
        return state, combine(replies)

    def _read(self, claim: Claim, chat: Waiting) -> list[Incoming]:
        """The updates up to the first with a document that has to be fetched first; what cannot be read is parked."""
        incoming: list[Incoming] = []
        for update in chat.updates:
            try:
                one = read_update(json.loads(update.raw))
            except (ValidationError, ValueError):
                claim.parked.append(update.update_id)
                continue
            if isinstance(one, Document) and one.readable and one.update_id not in self._documents.texts:
                self._documents.fetch(one)
                self._sender.show_typing(chat.chat_id)
                break
            incoming.append(one)
        return incoming

    def _keep(
        self,
        claim: Claim,
        chat: Waiting,
        known: ChatState | None,
        state: ChatState,
        remembered: Remembered | None,
        gone: bool,
    ) -> _Change | None:
        """Stores the chat where the person allowed it; if not, it stays in the memory of this process alone."""
        who = person(chat.chat_id)
        if state.session.permission == "yes" and not gone:
            claim.save(chat, who, state.model_dump_json())
            return _Change(chat.chat_id, None) if remembered else None
        knew = known is not None and bool(known.session.profile.statements)
        if gone or chat.stored or (knew and not state.session.profile.statements):
            claim.erase(chat)
        if gone:
            return _Change(chat.chat_id, None)
        today = self._today()
        if remembered is None or remembered.held != today:
            claim.hold(who)
        return _Change(chat.chat_id, Remembered(state, today))
