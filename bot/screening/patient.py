"""A patient of a list: what is known of one row, as a chat would know it."""

from __future__ import annotations

from bot.session import Session
from nlp.facts import Frozen


class Patient(Frozen):
    """One patient: the id that the desk gives, the session that holds the facts, and what went wrong.

    `notes` name what was not used or does not agree; `error` says why nothing could be read, and is empty otherwise.
    """

    id: str
    session: Session
    error: str = ""
    notes: tuple[str, ...] = ()
