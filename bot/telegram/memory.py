"""The last messages of a chat, so that an edited one can replace what it said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogue import Turn
from bot.record_turn import Record, answer
from bot.session import Session
from bot.telegram.state import ChatState, Said

# a session is kept of every tenth message; the last ten to twenty messages can be edited
KEPT = 10


def remember(
    chat: ChatState,
    parts: tuple[tuple[int, str], ...],
    today: date,
    after: Session,
    said: Turn,
    record: Record | None = None,
) -> tuple[Said, ...]:
    """The last messages with one more. None are left where the chat was cleared; what set off a gate is not kept."""
    before = chat.session
    cleared = not after.profile.statements and (before.profile.statements or after == before.fresh())
    if cleared or said.gate == "guardian":
        return ()
    return chat.said if said.gate else _added(chat.said, Said(parts=parts, today=today, record=record), before)


def replay(said: Sequence[Said], message_id: int, text: str) -> tuple[Session, tuple[Said, ...], Turn, Turn] | None:
    """The chat as it is with a message's text replaced: session, messages, the turn of that message and the last turn.

    None where the message is not among those kept.
    """
    place = next((place for place, one in enumerate(said) if message_id in dict(one.parts)), None)
    if place is None:
        return None
    start = max(at for at, one in enumerate(said[: place + 1]) if one.before)
    session, kept = said[start].before or Session(), list(said[:start])
    own = last = None
    for at, one in enumerate(said[start:], start):
        one = one.instead(message_id, text)
        before = session if one.before or not kept else None
        session, last = answer(session, one.record or one.text, one.today)
        own = last if at == place else own
        if last.gate == "guardian":
            return session, (), last, last
        if not last.gate:
            kept.append(one.model_copy(update={"before": before}))
    assert own is not None
    assert last is not None
    return session, tuple(kept), own, last


def _added(said: tuple[Said, ...], one: Said, before: Session) -> tuple[Said, ...]:
    since = next((at for at, old in enumerate(reversed(said), 1) if old.before), KEPT)
    said = (*said, one.model_copy(update={"before": before}) if since >= KEPT else one)
    second = next((at for at, one in enumerate(said) if at and one.before), len(said))
    return said[second:] if len(said) > 2 * KEPT else said
