"""What Telegram knows of one bot: its chats, updates, files, presses; and what tests may ask it and make it do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from tests.bot_api.bell import Bell
from tests.bot_api.chats import Chat, Message
from tests.bot_api.errors import ApiError, Dropped, bad_request
from tests.bot_api.faults import Call, Fault, Faults, Kind
from tests.bot_api.people import Person
from tests.bot_api.updates import Json, Updates
from tests.bot_api.webhook import Webhook

BOT = {"id": 7_300_000_001, "is_bot": True, "first_name": "Trial fit", "username": "trial_fit_test_bot"}


class File(NamedTuple):
    name: str
    mime_type: str
    content: bytes
    path: str  # below the address of files


class Asked(NamedTuple):
    """A request of the bot and its answer: a status, "dropped" on purpose, or "hung up" where the bot did not wait."""

    method: str
    chat_id: int | None
    answer: int | str


class Sent(NamedTuple):
    """A message of the bot as it was sent, whatever it was edited into later."""

    chat_id: int
    message_id: int
    text: str
    at: float  # time.perf_counter()


@dataclass
class BotApi:
    token: str = f"{BOT['id']}:AAGd8Qm2vJ5kX0rT7yWcN4bLhZ9uEoPsf1I"
    url: str = ""  # where it listens, without /bot
    me: Json = field(default_factory=BOT.copy)
    updates: Updates = field(init=False)
    webhook: Webhook | None = None
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)  # by file_id
    presses: dict[str, int] = field(default_factory=dict)  # chats of the presses that can still be answered, by id
    setup: dict[tuple[str, str], Any] = field(default_factory=dict)  # by what is set and language
    asked: list[Asked] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    down: bool = False
    _ids: count[int] = field(default_factory=lambda: count(4_711))
    _changes: count[int] = field(default_factory=lambda: count(1))
    _bell: Bell = field(default_factory=Bell)

    def __post_init__(self) -> None:
        self.updates = Updates(self.touch)

    def person(self, name: str = "Mary", language: str = "en") -> Person:
        """Somebody who did not write yet, with ids that do not fit into 32 bits, as new accounts have them."""
        person = Person(self, 6_900_000_000 + self.next_id(), name, language)
        self.people[person.id] = person
        return person

    def group(self, title: str, member: Person) -> Chat:
        """A group that the member takes the bot into."""
        chat = Chat(-1_002_000_000_000 - self.next_id(), {"type": "supergroup", "title": title}, started=True)
        self.chats[chat.id] = chat
        member.changes_membership(chat, "left", "member")
        return chat

    def put(self, update: Json) -> int | None:
        """An update for the bot, without its update_id, well-formed or not; gives the id."""
        update_id = self.updates.put(update)
        if update_id and self.webhook:
            self.webhook.add(self.updates.waiting[update_id])
        return update_id

    def fail(
        self,
        kind: Kind,
        method: str | None = None,
        times: int | None = 1,
        seconds: float = 1,
        when: Callable[[Call], bool] | None = None,
    ) -> Fault:
        """The next requests fail; see the package's docstring for the ways."""
        fault = Fault(kind, method, times, seconds, when)
        self.faults.planned.append(fault)
        return fault

    def goes_down(self) -> None:
        """Every connection is dropped, the open poll's too, until it comes back; nothing is posted to a webhook."""
        self.down = True
        self.updates.end_poll(Dropped())

    def comes_back(self) -> None:
        self.down = False

    def forgets_presses(self) -> None:
        """All presses so far are too old to be answered."""
        self.presses.clear()

    async def until(self, true: Callable[[], object], seconds: float = 10) -> None:
        """Waits for something to become true; AssertionError with all transcripts where it does not in time."""
        try:
            await self._bell.until(true, seconds)
        except TimeoutError:
            seen = "\n--\n".join(chat.transcript() for chat in list(self.chats.values())[:10])
            raise AssertionError(f"did not come about within {seconds} s; the chats:\n{seen}") from None

    def repeated(self) -> Counter[tuple[int, str]]:
        """How many times more than once a text was sent to a chat."""
        times = Counter((one.chat_id, one.text) for one in self.sent)
        return Counter({what: number - 1 for what, number in times.items() if number > 1})

    # What the methods of the Bot API use:

    def next_id(self) -> int:
        return next(self._ids)

    def touch(self, chat: Chat | None = None) -> int:
        """Wakes those who wait for something to become true, in this chat if one is named; the number of the change."""
        self._bell.ring()
        if chat:
            chat.bell.ring()
        return next(self._changes)

    def chat(self, chat_id: int) -> Chat:
        """A chat that the bot may write to."""
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        chat = self.chats[chat_id]
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def add(self, chat: Chat, sender: Json, content: Json, **more: Any) -> Message:
        """A new message in the chat."""
        message = Message(self.next_id(), chat, sender, content, more.get("keyboard"), 0)
        chat.messages[message.id] = message
        message.changed = self.touch(chat)
        if message.by_bot:
            self.sent.append(Sent(chat.id, message.id, message.text, message.sent_at))
        return message

    def keep(self, name: str, mime_type: str, content: bytes) -> Json:
        """Keeps a file; gives what a document says of it."""
        number = self.next_id()
        file_id = f"BQACAgIAAxkBAAI{number}"
        self.files[file_id] = File(name, mime_type, content, f"documents/file_{number}")
        return self.document(file_id)

    def document(self, file_id: str) -> Json:
        file = self.files[file_id]
        about = {"file_id": file_id, "file_unique_id": f"AgAD{file_id[-8:]}", "file_size": len(file.content)}
        return {**about, "file_name": file.name, "mime_type": file.mime_type}
