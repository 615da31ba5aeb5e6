"""What comes in from Telegram, as far as the bot tells it apart."""

from __future__ import annotations

from datetime import datetime

from nlp.facts import Frozen

# content that is no text, in the order in which it is looked for (an animation is a document too)
KINDS = (
    "animation", "audio", "paid_media", "photo", "sticker", "story", "video", "video_note", "voice", "checklist",
    "contact", "dice", "game", "poll", "venue", "location", "invoice",
)  # fmt: skip
MOST_BYTES, MOST_RECORD_BYTES = 100_000, 20_000_000  # of a text; of a health record, which is all that bots may fetch
_READABLE = (".txt", ".csv", ".tsv")
_RECORDS = (".json", ".ndjson", ".jsonl", ".xml")


class _Update(Frozen):
    """What every incoming thing has: the number of its update, which grows."""

    update_id: int

    @property
    def updates(self) -> tuple[int, ...]:
        """The numbers of all updates that are read with it."""
        return (self.update_id,)


class _Seen(_Update):
    """What is of a chat."""

    chat_id: int


class _Said(_Seen):
    """A message of a person; `edited` where it replaces an earlier one with the same `message_id`."""

    person_id: int
    message_id: int
    date: datetime
    edited: bool = False


class Words(_Said):
    """A text; `earlier` are the numbers and texts of messages just before it that are read together with it.

    `earlier_updates` are the updates that these came in.
    """

    text: str
    earlier: tuple[tuple[int, str], ...] = ()
    earlier_updates: tuple[int, ...] = ()

    @property
    def parts(self) -> tuple[tuple[int, str], ...]:
        """All messages that are read together: their numbers and texts, this one last."""
        return (*self.earlier, (self.message_id, self.text))

    @property
    def updates(self) -> tuple[int, ...]:
        """The numbers of all updates that are read with it."""
        return (*self.earlier_updates, self.update_id)

    def after(self, words: Words) -> Words:
        """This text read together with those of an earlier update."""
        earlier = {"earlier": (*words.parts, *self.earlier), "earlier_updates": (*words.updates, *self.earlier_updates)}
        return self.model_copy(update=earlier)


class Document(_Said):
    """A file, and the words beside it."""

    file_id: str
    file_name: str = ""
    mime_type: str = ""
    size: int = 0
    caption: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is a text file, by its name or kind."""
        return self.file_name.lower().endswith(_READABLE) or self.mime_type.startswith("text/")

    @property
    def is_record(self) -> bool:
        """Whether it may be a health record, by its name."""
        return self.file_name.lower().endswith(_RECORDS)

    @property
    def most_bytes(self) -> int:
        """How much of it is fetched."""
        return MOST_RECORD_BYTES if self.is_record else MOST_BYTES

    @property
    def readable(self) -> bool:
        """Whether it is a text file or health record small enough to fetch and read."""
        return (self.is_text or self.is_record) and 0 < self.size <= self.most_bytes


class Other(_Said):
    """Anything else that a person sends: its kind (KINDS, or `forwarded`), and the words beside it."""

    kind: str
    caption: str = ""


class Press(_Seen):
    """A button pressed, under the message that it edits."""

    person_id: int
    message_id: int
    callback_id: str
    data: str


class Blocked(_Seen):
    """The person blocked the bot, or it was removed from a group."""


class Group(_Seen):
    """Something happened in a group; what, is not read."""


class Nothing(_Update):
    """Nothing that the bot answers."""


Incoming = Words | Document | Other | Press | Blocked | Group | Nothing
