"""A raw update of the Bot API, read into what the bot tells apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.telegram.incoming import (
    KINDS,
    Blocked,
    Document,
    Group,
    Incoming,
    Nothing,
    Other,
    Press,
    Words,
)

__all__ = ["Blocked", "Document", "Group", "Incoming", "Nothing", "Other", "Press", "Words", "read_update"]


class _Raw(BaseModel):
    """A part of a raw update; what is not named here is ignored."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


class _Chat(_Raw):
    id: int
    type: Literal["private", "group", "supergroup", "channel"]


class _User(_Raw):
    id: int


class _File(_Raw):
    file_id: str
    file_name: str = ""
    mime_type: str = ""
    file_size: int = 0


def _in_utc(date: datetime) -> datetime:
    try:
        return date.astimezone(UTC)
    except OverflowError:
        raise ValueError("no date") from None


class _Message(_Raw):
    message_id: int
    date: Annotated[datetime, AfterValidator(_in_utc)]
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    text: str | None = None
    caption: str = ""
    document: _File | None = None


class _Press(_Raw):
    id: str
    sender: _User = Field(alias="from")
    message: _Message | None = None
    data: str = ""


class _Status(_Raw):
    status: str


class _Membership(_Raw):
    chat: _Chat
    new_chat_member: _Status


class _Update(_Raw):
    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None
    my_chat_member: _Membership | None = None


def read_update(raw: Mapping[str, Any]) -> Incoming:
    """What an update of the Bot API is. Raises pydantic.ValidationError where it has not the form of one."""
    update = _Update.model_validate(raw)
    if (press := update.callback_query) and press.message:
        return Press(
            update_id=update.update_id,
            chat_id=press.message.chat.id,
            person_id=press.sender.id,
            message_id=press.message.message_id,
            callback_id=press.id,
            data=press.data,
        )
    if member := update.my_chat_member:
        return _membership(update.update_id, member)
    key = "message" if update.message else "edited_message"
    message = update.message or update.edited_message
    if message is None:
        return Nothing(update_id=update.update_id)
    return _message(update.update_id, message, raw[key], edited=key == "edited_message")


def _membership(update_id: int, member: _Membership) -> Incoming:
    if member.new_chat_member.status in ("kicked", "left"):
        return Blocked(update_id=update_id, chat_id=member.chat.id)
    if member.chat.type in ("group", "supergroup"):
        return Group(update_id=update_id, chat_id=member.chat.id)
    return Nothing(update_id=update_id)


def _message(update_id: int, message: _Message, raw: Mapping[str, Any], edited: bool) -> Incoming:
    chat = message.chat
    if chat.type in ("group", "supergroup"):
        return Group(update_id=update_id, chat_id=chat.id)
    if chat.type != "private":
        return Nothing(update_id=update_id)
    said: dict[str, Any] = {
        "update_id": update_id,
        "chat_id": chat.id,
        "person_id": message.sender.id if message.sender else chat.id,
        "message_id": message.message_id,
        "date": message.date,
        "edited": edited,
    }
    if message.text is not None:
        is_own = "forward_origin" not in raw
        return Words(**said, text=message.text) if is_own else Other(**said, kind="forwarded")
    kind = next((kind for kind in KINDS if kind in raw), None)
    if kind is not None:
        return Other(**said, kind=kind, caption=message.caption)
    if (file := message.document) is not None:
        about: dict[str, Any] = {"file_id": file.file_id, "file_name": file.file_name, "mime_type": file.mime_type}
        return Document(**said, **about, size=file.file_size, caption=message.caption)
    return Nothing(update_id=update_id)
