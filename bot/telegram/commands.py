"""What commands show in Telegram beside words: a card to call, a place on the map, a page to take along."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date

from bot.pages.pdf import summary_pdf
from bot.pages.summary import summary_of
from bot.record_words import record_fields
from bot.session import Session
from bot.telegram.answers import texts
from bot.telegram.outgoing import Contact, Outgoing, Pdf, Text, Venue
from bot.telegram.places import places
from bot.telephone import dialled
from bot.wording import wording
from bot.wording.telegram import telegram_wording
from trials.catalog import trial, trials

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def start(session: Session, payload: str) -> tuple[Session, str]:
    """The chat about the trial that a link names, and a note where that is none at hand. Payloads are untrusted."""
    if not payload:
        return session, ""
    known = {one.record.nct_id for one in trials()}
    if _PAYLOAD.fullmatch(payload) and payload.upper() in known:
        return session.model_copy(update={"trial": payload.upper()}), ""
    return session, telegram_wording(session.language).start["unknown_trial"]


def beside(name: str, session: Session) -> list[Outgoing]:
    """What a command shows beside the words of the dialogue."""
    if name == "contact":
        return _card(session)
    return _pin(session) if name == "site" else []


def summary(session: Session, today: date) -> list[Outgoing]:
    """The page to take along, as far as there is anything to put on it."""
    words = telegram_wording(session.language)
    if not session.profile.statements:
        return texts(words.page.too_early)
    content = b64encode(summary_pdf(summary_of(session, today))).decode()
    return [Pdf(content=content, name=f"{session.trial}-{today}.pdf", caption=words.page.caption)]


def _card(session: Session) -> list[Outgoing]:
    record = trial(session.trial).record
    number = dialled(record)
    return (
        [Contact(phone_number=number, first_name=record.contact.name or session.trial)]
        if number and record.contact
        else []
    )


def _pin(session: Session) -> list[Outgoing]:
    words = telegram_wording(session.language)
    fields = record_fields(trial(session.trial), wording(session.language))
    found = places().cities.get(fields["place"])
    if found is None:
        return []
    title, address = (words.site[key].format(**fields) for key in ("title", "address"))
    venue = Venue(latitude=found[0], longitude=found[1], title=title, address=address)
    return [venue, Text(html=words.site["no_street"].format(**fields))]
