"""Reads what waits in the inbox, chat by chat, and writes sessions and replies in one transaction."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
from bot.telegram.incoming import Blocked, Document, Incoming, Words
from bot.telegram.metrics import Metrics
from bot.telegram.outgoing import Outgoing
from bot.telegram.sender import Sender
from bot.telegram.state import ChatState
from bot.telegram.store import Boxes, Reply
from bot.telegram.unstored import Remembered, Unstored
from bot.telegram.updates import read_update
from bot.wording.telegram import telegram_wording

_log = logging.getLogger(__name__)


AT_ONCE = 1.0  # seconds after which what else a chat has sent waits until others had their turn
# One thread for reading, which may take seconds; leases are renewed and replies sent meanwhile. spaCy wants only one.
_READER = ThreadPoolExecutor(1, "reader")


class _Read(NamedTuple):
    """A chat after its updates, and what to say; `cleared`: it was forgotten on the way, `gone`: nobody is there."""

    state: ChatState
    replies: list[Outgoing]
    cleared: bool
    gone: bool


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
        self.scrub_due = True  # at first of what a process before may have left

    async def work(self) -> bool:
        """Answers some of the chats that wait; False where none did. Raises StoreError or KeyFileError."""
        changes: list[_Change] = []
        await self._sender.noted()
        async with self._boxes.claim(self._today(), self._documents.chats) as claim:
            for chat in claim.chats:
                if change := await self._answer(claim, chat):
                    changes.append(change)
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

    async def _answer(self, claim: Claim, chat: Waiting) -> _Change | None:
        """Reads the updates of a chat and puts into the claim what comes of it; None where nothing is to be done."""
        incoming = self._read(claim, chat)
        if not incoming:
            return None
        remembered = self._unstored.get(chat.chat_id)
        stored = self._store.readable(ChatState, chat.stored) if chat.stored else None
        known = stored or (remembered.state if remembered else None)
        loop = asyncio.get_running_loop()
        read = await loop.run_in_executor(_READER, self._responses, claim, known, incoming)
        received = chat.updates[0].received
        claim.drafts += [Draft(chat.chat_id, reply.model_dump_json(), received) for reply in read.replies]
        return self._keep(claim, chat, read, remembered)

    def _responses(self, claim: Claim, known: ChatState | None, incoming: list[Incoming]) -> _Read:
        """Reads these updates, or the first of them where that takes long."""
        new = ChatState(session=Session(kept_days=self._kept_days))
        state, replies, cleared, end = known or new, list[list[Outgoing]](), False, time.monotonic() + AT_ONCE
        gone = False
        for one in together(incoming):
            if time.monotonic() > end:
                break
            if gone := isinstance(one, Blocked):
                state, replies = new, []
                claim.done += one.updates
                continue
            before = state.session
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
                cleared |= isinstance(one, Words) and _is_cleared(before, state.session)
        return _Read(state, combine(replies), cleared, gone)

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

    def _keep(self, claim: Claim, chat: Waiting, read: _Read, remembered: Remembered | None) -> _Change | None:
        """Stores the chat where the person allowed it; if not, it stays in the memory of this process alone."""
        who, state = person(chat.chat_id), read.state
        is_kept = state.session.permission == "yes" and not read.gone
        if read.gone or read.cleared or (chat.stored and not is_kept):
            claim.erase(chat, read.gone)
        if is_kept:
            claim.save(chat, who, state.model_dump_json())
            return _Change(chat.chat_id, None) if remembered else None
        if read.gone:
            return _Change(chat.chat_id, None)
        today = self._today()
        if remembered is None or remembered.held != today:
            claim.hold(who)
        return _Change(chat.chat_id, Remembered(state, today))


def _is_cleared(before: Session, after: Session) -> bool:
    """Whether a chat begins anew, as the person wished or as a child may not write."""
    return not after.profile.statements and (bool(before.profile.statements) or not after.met)
