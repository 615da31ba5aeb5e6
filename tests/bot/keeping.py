"""Chats that are kept, for tests: settings, messages through the dialogue into a store, and the bytes on the disk."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from chats import TODAY
from pydantic import SecretStr
from sqlalchemy import make_url

from bot.dialogue import Turn, turn
from bot.session import Session
from bot.sessions import Store
from bot.settings import Settings
from nlp.facts import Fact

DOOR = "terminal"


def settings_for(url: str, folder: Path, **more: Any) -> Settings:
    """Settings of this database, with the key in a folder of its own."""
    return Settings(database_url=SecretStr(url), key_file=folder / "keys" / "sessions.key", **more)


def url_of(settings: Settings) -> str:
    assert settings.database_url is not None
    return settings.database_url.get_secret_value()


def sqlite_file(settings: Settings) -> Path:
    return Path(str(make_url(url_of(settings)).database))


async def say(store: Store, *messages: str, person: str = "1", today: date = TODAY) -> Turn:
    """What comes of the last of these messages, each in a transaction of its own."""
    said = None
    for message in messages:
        async with store.chat(DOOR, person, today) as chat:
            session, said = turn(chat.session or Session(), message, TODAY)
            await chat.save(session)
    assert said is not None
    return said


async def stored(store: Store, person: str = "1", door: str = DOOR, today: date = TODAY) -> Session | None:
    async with store.chat(door, person, today) as chat:
        return chat.session


def fact(quote: str) -> Fact:
    return Fact(concept="platelets", value=1.0, unit="/uL", quote=quote, start=0, end=len(quote))


def told(session: Session | None, quote: str) -> Session:
    """The session with one more fact."""
    session = session or Session()
    return session.model_copy(update={"profile": session.profile.tell([fact(quote)], TODAY)})


async def add(store: Store, quote: str, person: str = "1") -> None:
    """Appends one fact to a chat."""
    async with store.chat(DOOR, person, TODAY) as chat:
        await chat.save(told(chat.session, quote))


def quotes(session: Session | None) -> list[str]:
    return [one.fact.quote for one in session.profile.statements] if session else []


def days_later(days: int) -> date:
    return TODAY + timedelta(days=days)
