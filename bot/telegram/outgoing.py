"""What goes out: the payloads of the outbox, each with the method of the Bot API that it is for."""

from __future__ import annotations

import re
from base64 import b64decode
from html import unescape
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from nlp.facts import Frozen

_TAG = re.compile(r"</?b>")
Button = tuple[str, str]  # its label, and the data that a press sends
Keyboard = tuple[tuple[Button, ...], ...]


class Text(Frozen):
    """A message, as HTML, with its rows of buttons; `plain`: without either, where Telegram refuses it as it is."""

    kind: Literal["text"] = "text"
    html: str
    keyboard: Keyboard = ()
    plain: bool = False

    @property
    def method(self) -> str:
        """The method of the Bot API."""
        return "sendMessage"

    def payload(self, chat_id: int) -> dict[str, Any]:
        """The method's parameters."""
        if self.plain:
            return {"chat_id": chat_id, "text": unescape(_TAG.sub("", self.html))}
        rows = {"reply_markup": _markup(self.keyboard)} if self.keyboard else {}
        return {"chat_id": chat_id, **_html(self.html), **rows}


class Edit(Frozen):
    """A message sent before, with other words and buttons; without `html` only the buttons change."""

    kind: Literal["edit"] = "edit"
    message_id: int
    html: str | None = None
    keyboard: Keyboard = ()

    @property
    def method(self) -> str:
        """The method of the Bot API."""
        return "editMessageReplyMarkup" if self.html is None else "editMessageText"

    def payload(self, chat_id: int) -> dict[str, Any]:
        """The method's parameters."""
        words = {} if self.html is None else _html(self.html)
        return {
            "chat_id": chat_id, "message_id": self.message_id, **words, "reply_markup": _markup(self.keyboard)
        }  # fmt: skip


class Venue(Frozen):
    """A place on the map."""

    kind: Literal["venue"] = "venue"
    latitude: float
    longitude: float
    title: str
    address: str

    @property
    def method(self) -> str:
        """The method of the Bot API."""
        return "sendVenue"

    def payload(self, chat_id: int) -> dict[str, Any]:
        """The method's parameters."""
        return {"chat_id": chat_id, **self.model_dump(exclude={"kind"})}


class Contact(Frozen):
    """A card with a number to call."""

    kind: Literal["contact"] = "contact"
    phone_number: str
    first_name: str

    @property
    def method(self) -> str:
        """The method of the Bot API."""
        return "sendContact"

    def payload(self, chat_id: int) -> dict[str, Any]:
        """The method's parameters."""
        return {"chat_id": chat_id, **self.model_dump(exclude={"kind"})}


class Pdf(Frozen):
    """A file; `content` in base64."""

    kind: Literal["pdf"] = "pdf"
    content: str
    name: str
    caption: str = ""

    @property
    def method(self) -> str:
        """The method of the Bot API."""
        return "sendDocument"

    @property
    def data(self) -> bytes:
        """The file itself, to be sent as the parameter `document`."""
        return b64decode(self.content)

    def payload(self, chat_id: int) -> dict[str, Any]:
        """The method's parameters but for `document`."""
        return {"chat_id": chat_id, "caption": self.caption}


class Answer(Frozen):
    """What a press gets at once: nothing, or a few words that fade."""

    kind: Literal["answer"] = "answer"
    callback_id: str
    text: str = ""

    @property
    def method(self) -> str:
        """The method of the Bot API."""
        return "answerCallbackQuery"

    def payload(self, chat_id: int) -> dict[str, Any]:
        """The method's parameters."""
        return {"callback_query_id": self.callback_id, **({"text": self.text} if self.text else {})}


class Typing(Frozen):
    """The sign that an answer is on its way."""

    kind: Literal["typing"] = "typing"

    @property
    def method(self) -> str:
        """The method of the Bot API."""
        return "sendChatAction"

    def payload(self, chat_id: int) -> dict[str, Any]:
        """The method's parameters."""
        return {"chat_id": chat_id, "action": "typing"}


Outgoing = Annotated[Text | Edit | Venue | Contact | Pdf | Answer | Typing, Field(discriminator="kind")]
OUTGOING: TypeAdapter[Outgoing] = TypeAdapter(Outgoing)


def _html(html: str) -> dict[str, Any]:
    return {"text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _markup(keyboard: Keyboard) -> dict[str, Any]:
    return {
        "inline_keyboard": [[{"text": label, "callback_data": data} for label, data in row] for row in keyboard]
    }  # fmt: skip
