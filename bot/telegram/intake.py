"""What Telegram delivers is written into the inbox, whatever it is, before Telegram hears that it was received."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import ValidationError

from bot.telegram.metrics import Metrics
from bot.telegram.store import Boxes, Received
from bot.telegram.updates import Group, read_update

_log = logging.getLogger(__name__)
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]  # the updates that are asked for
_HIGHEST = 2**63 - 1


class Intake:
    """The way into the inbox. `on_new` is called when something new is in it."""

    def __init__(self, boxes: Boxes, metrics: Metrics, today: Callable[[], date], on_new: Callable[[], None]) -> None:
        self._boxes, self._metrics, self._today, self._on_new = boxes, metrics, today, on_new

    async def take(self, raw: list[Any]) -> None:
        """Returns when the updates are committed. Raises StoreError or KeyFileError; then none of them is."""
        updates = [one for one in map(received, raw) if one]
        without_id = len(raw) - len(updates)
        new = await self._boxes.receive(updates, time.time(), self._today()) if updates else set()
        parked = sum(one.parked for one in updates if one.update_id in new) + without_id
        if parked:
            _log.warning("%d updates could not be read and are parked", parked)
        self._metrics.poisoned.inc(parked)
        self._metrics.received.inc(len(new))
        if new:
            self._on_new()


def received(raw: Any) -> Received | None:
    """What is to be written down of an update; None where it has not even a number."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(update_id, int) or not 0 <= update_id <= _HIGHEST:
        return None
    try:
        incoming = read_update(raw)
        text = json.dumps(_of_group(incoming) if isinstance(incoming, Group) else raw, ensure_ascii=False)
        text.encode()  # fails at half a sign (a lone surrogate), which could neither be read nor stored later on
    except (ValidationError, ValueError):
        return Received(update_id, _chat_in(raw), json.dumps(raw), parked=True, empty=False)
    chat_id = getattr(incoming, "chat_id", None)
    return Received(update_id, chat_id or 0, text, parked=False, empty=chat_id is None)


def _of_group(incoming: Group) -> dict[str, Any]:
    """The update of a group without what was said there, and by whom: that is not read, so it is not written down."""
    joined = {"chat": {"id": incoming.chat_id, "type": "group"}, "new_chat_member": {"status": "member"}}
    return {"update_id": incoming.update_id, "my_chat_member": joined}


def _chat_in(raw: dict[str, Any]) -> int:
    """The chat of an update that has not the form of one, as far as it can be told; 0 if not."""
    for part in raw.values():
        for place in (part, part.get("message")) if isinstance(part, dict) else ():
            chat = place.get("chat") if isinstance(place, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0
