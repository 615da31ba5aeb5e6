"""The words of a chat: in its language, and for a professional in a clinician's terms."""

from __future__ import annotations

from bot.session import Session
from bot.wording import TrialWords, Wording, trial_wording, wording


def words_of(session: Session) -> Wording:
    """What the bot says in this chat."""
    return wording(session.language, _is_clinical(session))


def trial_words_of(session: Session) -> TrialWords:
    """What it says about this chat's trial."""
    return trial_wording(session.language, session.trial, _is_clinical(session))


def _is_clinical(session: Session) -> bool:
    """Whether a professional writes."""
    return session.writer == "professional"
