"""A person on Telegram, for tests: writes, presses the buttons that are seen, and sees what comes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from chats import TODAY

from bot.dialogue import standing_of
from bot.session import Session
from bot.telegram.conversation import respond
from bot.telegram.incoming import Document, Incoming, Other, Press, Words
from bot.telegram.outgoing import Answer, Edit, Keyboard, Outgoing, Text
from bot.telegram.state import ChatState
from trials.matching import Assessment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Person:
    """One chat. `seen` are the messages of the bot by number: what stands in them now; `faded` are answers to presses.

    With `placed` the door tells the chat the numbers of the messages that it sent.
    """

    def __init__(self, session: Session | None = None, placed: bool = True) -> None:
        self.chat = ChatState(session=session or Session())
        self.seen: dict[int, tuple[str, Keyboard]] = {}
        self.faded: list[str] = []
        self.last: list[Outgoing] = []
        self.today: date = TODAY
        self._placed, self._update, self._message = placed, 1000, 0

    def says(self, text: str, edits: int | None = None) -> int:
        """Writes, or changes an earlier message; returns the number of the message."""
        about = self.about(edits)
        self.gets(Words(**about, text=text))
        return int(about["message_id"])

    def sends(self, kind: str, caption: str = "", edits: int | None = None) -> None:
        self.gets(Other(**self.about(edits), kind=kind, caption=caption))

    def sends_file(
        self, name: str, mime: str = "", size: int = 100, text: str | None = None, caption: str = ""
    ) -> None:
        file = {"file_id": "f", "file_name": name, "mime_type": mime, "size": size, "caption": caption}
        self.gets(Document(**self.about(), **file), text)

    def presses(self, label: str) -> None:
        """Presses the newest button whose label has these words."""
        for number in sorted(self.seen, reverse=True):
            for row in self.seen[number][1]:
                for text, data in row:
                    if label in text:
                        return self.presses_on(number, data)
        raise AssertionError(f"no button {label!r} in {self.buttons()}")

    def presses_on(self, message: int, data: str) -> None:
        self._update += 1
        about = {"update_id": self._update, "chat_id": 5, "person_id": 5}
        self.gets(Press(**about, message_id=message, callback_id="c", data=data))

    def about(self, edits: int | None = None) -> dict[str, Any]:
        """What every message has."""
        self._update += 1
        self._message += edits is None
        number = self._message if edits is None else edits
        about = {"update_id": self._update, "chat_id": 5, "person_id": 5, "date": NOW}
        return {**about, "message_id": number, "edited": edits is not None}

    def gets(self, incoming: Incoming, document: str | None = None) -> None:
        """Takes the chat through one update, and its state through JSON."""
        chat, self.last = respond(self.chat, incoming, self.today, document)
        self.chat = ChatState.model_validate_json(chat.model_dump_json())
        for one in self.last:
            if isinstance(one, Text):
                self._message += 1
                self.seen[self._message] = (one.html, one.keyboard)
                if one.keyboard and self._placed and self.chat.open:
                    self.chat = self.chat.placed(self.chat.open.token, self._message)
            elif isinstance(one, Edit):
                assert one.message_id in self.seen, "an edit of a message that is not there"
                self.seen[one.message_id] = (one.html or self.seen[one.message_id][0], one.keyboard)
            elif isinstance(one, Answer) and one.text:
                self.faded.append(one.text)

    def buttons(self) -> list[str]:
        """The labels under the last message."""
        return [label for row in self.seen[max(self.seen)][1] for label, _ in row] if self.seen else []

    def read(self) -> str:
        """All that came last, as text."""
        return "\n\n".join(one.html for one in self.last if isinstance(one, Text))

    @property
    def assessment(self) -> Assessment:
        return standing_of(self.chat.session, self.today).assessment

    @property
    def statuses(self) -> dict[str, str]:
        return {one.id: one.status for one in self.assessment.criteria}
