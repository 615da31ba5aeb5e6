"""What a person does in Telegram; each act becomes an update for the bot."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.bot_api.chats import Chat, Message
from tests.bot_api.formatting import formatted, units
from tests.bot_api.updates import Json

if TYPE_CHECKING:
    from tests.bot_api.state import BotApi


class Person:
    """Acts in the private chat with the bot unless a group is named; gives ids of messages."""

    def __init__(self, api: BotApi, person_id: int, name: str, language: str) -> None:
        self.api, self.id, self.name = api, person_id, name
        self.user = {"id": person_id, "is_bot": False, "first_name": name, "language_code": language}
        self.chat = api.chats[person_id] = Chat(person_id, {"type": "private", "first_name": name})
        self._last_act = 0

    def writes(self, text: str, group: Chat | None = None) -> int:
        return self._sends(worded(text), group)

    def edits(self, message_id: int, text: str) -> int:
        """Changes what was written; gives the update_id."""
        chat = next(chat for chat in self.api.chats.values() if message_id in chat.messages)
        message = chat.messages[message_id]
        message.content, message.edited = worded(text), int(time.time())
        self._last_act = message.changed = self.api.touch(chat)
        return self.api.put({"edited_message": message.json()}) or 0

    def presses(self, button: str, message_id: int | None = None) -> str:
        """A button by its label or data, on the newest message that has it; on a named message also one that it had
        before, as a screen that is not up to date shows it. Gives the id of the press."""
        messages = [self.chat.messages[message_id]] if message_id else list(self.chat.messages.values())[::-1]
        for message in messages:
            for keyboard in [message.keyboard or [], *(message.earlier if message_id else [])]:
                for one in (one for row in keyboard for one in row):
                    if button in (one["text"], one.get("callback_data")) and "callback_data" in one:
                        return self._presses(message, one["callback_data"])
        raise AssertionError(f"no button {button!r} in:\n{self.chat.transcript()}")

    def sends_photo(self, caption: str = "") -> int:
        sizes = [{**self._file("photo.jpg"), "width": 90 * side, "height": 160 * side} for side in (1, 8)]
        return self._sends({"photo": sizes, **captioned(caption)})

    def sends_voice(self) -> int:
        return self._sends({"voice": {**self._file("voice.ogg"), "duration": 7, "mime_type": "audio/ogg"}})

    def sends_video(self) -> int:
        return self._sends({"video": {**self._file("video.mp4"), "width": 640, "height": 480, "duration": 9}})

    def sends_sticker(self) -> int:
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
        return self._sends({"sticker": {**self._file("sticker.webp"), **looks}})

    def sends_location(self, latitude: float = 38.63, longitude: float = -90.26) -> int:
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}})

    def sends_contact(self, number: str = "+1 314 555 0100") -> int:
        return self._sends({"contact": {"phone_number": number, "first_name": self.name, "user_id": self.id}})

    def sends_document(self, name: str, content: bytes, mime_type: str = "text/plain", caption: str = "") -> int:
        return self._sends({"document": self.api.keep(name, mime_type, content), **captioned(caption)})

    def sends_poll(self, question: str = "Pizza or soup?") -> int:
        options = [{"persistent_id": text, "text": text, "voter_count": 0} for text in ("Pizza", "Soup")]
        settings: Json = {"is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
        settings |= {"allows_revoting": True, "members_only": False}
        poll = {"id": str(self.api.next_id()), "question": question, "options": options, "total_voter_count": 0}
        return self._sends({"poll": {**poll, **settings}})

    def forwards(self, text: str) -> int:
        """Somebody else's message."""
        origin = {"type": "hidden_user", "sender_user_name": "Aunt Jo", "date": int(time.time()) - 3600}
        return self._sends({**worded(text), "forward_origin": origin})

    def sends_malformed(self) -> int:
        """An update that no library can parse; gives its update_id."""
        broken = {"message_id": self.api.next_id(), "date": "soon", "chat": {"id": self.id, "type": "private"}}
        return self.api.put({"message": {**broken, "from": self.user, "entities": 7, "text": "hi"}}) or 0

    def blocks(self) -> None:
        self.chat.blocked = True
        self.changes_membership(self.chat, "member", "kicked")

    def unblocks(self) -> None:
        self.chat.blocked = False
        self.changes_membership(self.chat, "kicked", "member")

    def changes_membership(self, chat: Chat, before: str, after: str) -> None:
        def member(status: str) -> Json:
            return {"user": self.api.me, "status": status, **({"until_date": 0} if status == "kicked" else {})}

        about = {"chat": chat.json(), "from": self.user, "date": int(time.time())}
        self.api.put({"my_chat_member": {**about, "old_chat_member": member(before), "new_chat_member": member(after)}})

    async def answered(self, times: int = 1, seconds: float = 10) -> list[Message]:
        """What the bot wrote or changed since the person's last act, once there are so many."""
        await self._until(lambda: len(self._since()) >= times, seconds)
        return self._since()

    async def reads(self, words: str, seconds: float = 10) -> Message:
        """The newest message of the bot with these words, once there is one."""

        def found() -> Message | None:
            return next((one for one in reversed(self.chat.by_bot()) if words in one.text), None)

        await self._until(found, seconds)
        message = found()
        assert message is not None
        return message

    async def _until(self, true: Callable[[], object], seconds: float) -> None:
        try:
            await self.chat.bell.until(true, seconds)  # not on the bell of all chats: there may be thousands who wait
        except TimeoutError:
            seen = self.chat.transcript()
            raise AssertionError(f"did not come within {seconds} s; what {self.name} sees:\n{seen}") from None

    def _since(self) -> list[Message]:
        return [message for message in self.chat.by_bot() if message.changed > self._last_act]

    def _sends(self, content: Json, group: Chat | None = None) -> int:
        chat = group or self.chat
        chat.started = True
        message = self.api.add(chat, self.user, content)
        self._last_act = message.changed
        self.api.put({"message": message.json()})
        return message.id

    def _presses(self, message: Message, data: str) -> str:
        self._last_act = self.api.touch()
        press_id = str((self.id << 28) + self.api.next_id())
        self.api.presses[press_id] = message.chat.id
        about = {"id": press_id, "from": self.user, "chat_instance": str(-self.id), "data": data}
        self.api.put({"callback_query": {**about, "message": message.json()}})
        return press_id

    def _file(self, name: str) -> Json:
        return self.api.keep(name, "application/octet-stream", b"\x00" * 64)


def worded(text: str) -> Json:
    text, entities = formatted(text, "")
    assert 0 < units(text) <= 4096, "no app of Telegram sends an empty text, and they cut one that is too long"
    return {"text": text, **({"entities": entities} if entities else {})}


def captioned(caption: str) -> dict[str, Any]:
    return {"caption": caption} if caption else {}
