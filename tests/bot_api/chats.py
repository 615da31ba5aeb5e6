"""Chats and their messages, as the person sees them now, and what they were before."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.bell import Bell
from tests.bot_api.keyboards import Keyboard

Json = dict[str, Any]


@dataclass
class Message:
    """One message; `content` holds the Bot API's fields for what it says (text and entities, document, venue …)."""

    id: int
    chat: Chat = field(repr=False)
    sender: Json
    content: Json
    keyboard: Keyboard | None
    changed: int  # a number that grows with every change in any chat
    date: int = field(default_factory=lambda: int(time.time()))
    edited: int | None = None
    sent_at: float = field(default_factory=time.perf_counter)
    earlier: list[Keyboard] = field(default_factory=list)  # keyboards that it had before

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def text(self) -> str:
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def buttons(self) -> list[list[str]]:
        """The labels, a list a row."""
        return [[button["text"] for button in row] for row in self.keyboard or []]

    @property
    def kind(self) -> str:
        """The field that makes it the kind of message it is, e.g. text, document, venue."""
        return next(key for key in self.content if key not in {"caption", "entities", "forward_origin"})

    def json(self) -> Json:
        """As the Bot API gives it."""
        edited = {"edit_date": self.edited} if self.edited else {}
        keyboard = {"reply_markup": {"inline_keyboard": self.keyboard}} if self.keyboard else {}
        return {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.json(),
            "date": self.date,
            **edited,
            **self.content,
            **keyboard,
        }


@dataclass
class Chat:
    """A private chat or a group; the bot may write where somebody wrote to it first and did not block it."""

    id: int
    about: Json  # type and name, as the Bot API gives them
    messages: dict[int, Message] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)  # the answers to presses, shown for a moment
    actions: list[str] = field(default_factory=list)  # "typing" and the like
    started: bool = False
    blocked: bool = False
    bell: Bell = field(default_factory=Bell, repr=False)  # rings with every change of a message

    def json(self) -> Json:
        return {"id": self.id, **self.about}

    def by_bot(self) -> list[Message]:
        return [message for message in self.messages.values() if message.by_bot]

    def transcript(self) -> str:
        """What the person sees, a line or more for each message, buttons in brackets."""
        lines = []
        for message in self.messages.values():
            who = "bot" if message.by_bot else message.sender["first_name"]
            mark = " (edited)" if message.edited and not message.by_bot else ""
            what = (
                message.text if message.kind == "text" else f"({message.kind}{label(message)}) {message.text}".rstrip()
            )
            lines.append(f"{who}{mark}: {what}")
            lines += ["  " + " ".join(f"[{one}]" for one in row) for row in message.buttons]
        return "\n".join(lines)


def label(message: Message) -> str:
    """What is written on a message that is no text: a file's name, a place, a person."""
    about = message.content[message.kind]
    if message.kind == "document":
        return f" {about['file_name']}"
    if message.kind == "venue":
        return f" {about['title']}, {about['address']}"
    if message.kind == "contact":
        return f" {about['first_name']} {about['phone_number']}"
    if message.kind == "poll":
        return f" {about['question']}"
    return ""
