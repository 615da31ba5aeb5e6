"""Raw updates of the Bot API, and what each is read as."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.telegram.incoming import KINDS, MOST_BYTES
from bot.telegram.updates import Blocked, Document, Group, Nothing, Other, Press, Words, read_update

PRIVATE = {"id": 5, "type": "private", "first_name": "Ana"}
GROUP = {"id": -7, "type": "supergroup", "title": "Lupus parents"}
ANA = {"id": 5, "is_bot": False, "first_name": "Ana"}
FILE = {"file_id": "F", "file_unique_id": "u", "file_name": "labs.pdf", "mime_type": "application/pdf", "file_size": 9}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1_795_349_000, "chat": chat, "from": ANA, **content}


def update(**content: Any) -> dict[str, Any]:
    return {"update_id": 1, **content}


def membership(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    member = {"status": status, "user": {"id": 1, "is_bot": True, "first_name": "bot"}}
    return update(
        my_chat_member={"chat": chat, "from": ANA, "date": 1, "old_chat_member": member, "new_chat_member": member}
    )


def test_a_text() -> None:
    read = read_update(update(message=message(text="she is 14")))
    assert isinstance(read, Words)
    assert (read.chat_id, read.person_id, read.message_id, read.text, read.edited) == (5, 5, 3, "she is 14", False)
    assert read.date.isoformat() == "2026-11-22T12:03:20+00:00"


def test_an_edited_text() -> None:
    read = read_update(update(edited_message=message(text="she is 15", edit_date=1_795_349_009)))
    assert isinstance(read, Words)
    assert read.edited


def test_a_file() -> None:
    read = read_update(update(message=message(document=FILE, caption="her labs")))
    assert isinstance(read, Document)
    assert (read.file_id, read.file_name, read.mime_type, read.size) == ("F", "labs.pdf", "application/pdf", 9)
    assert read.caption == "her labs"


@pytest.mark.parametrize(
    ("name", "mime", "size", "readable"),
    [
        ("labs.txt", "text/plain", 10, True),
        ("LABS.CSV", "", 10, True),
        ("labs", "text/csv", MOST_BYTES, True),
        ("labs.txt", "text/plain", MOST_BYTES + 1, False),
        ("labs.txt", "text/plain", 0, False),
        ("labs.pdf", "application/pdf", 10, False),
        ("labs.jpg", "image/jpeg", 10, False),
        ("labs.xlsx", "application/vnd.ms-excel", 10, False),
    ],
)
def test_which_files_are_texts(name: str, mime: str, size: int, readable: bool) -> None:
    file = {"file_id": "F", "file_name": name, "mime_type": mime, "file_size": size}
    read = read_update(update(message=message(document=file)))
    assert isinstance(read, Document)
    assert read.readable == readable


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_text(kind: str) -> None:
    read = read_update(update(message=message(**{kind: {"any": "thing"}}, document=FILE)))
    assert isinstance(read, Other)
    assert read.kind == kind


def test_the_words_beside_a_picture() -> None:
    read = read_update(update(message=message(photo=[{"file_id": "F"}], caption="platelets 80k")))
    assert isinstance(read, Other)
    assert read.caption == "platelets 80k"


def test_a_forwarded_text_is_no_text_of_the_person() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Dr. Who", "date": 1}
    read = read_update(update(message=message(text="platelets 38k", forward_origin=origin)))
    assert isinstance(read, Other)
    assert read.kind == "forwarded"
    assert "38k" not in read.model_dump_json()


def test_a_press() -> None:
    press = {"id": "77", "from": ANA, "chat_instance": "x", "message": message(text="?"), "data": "1.choice.0"}
    read = read_update(update(callback_query=press))
    assert isinstance(read, Press)
    assert (read.chat_id, read.message_id, read.callback_id, read.data) == (5, 3, "77", "1.choice.0")


def test_a_press_on_a_message_that_telegram_no_longer_shows() -> None:
    gone = {"message_id": 3, "date": 0, "chat": PRIVATE}
    read = read_update(update(callback_query={"id": "77", "from": ANA, "message": gone, "data": "x"}))
    assert isinstance(read, Press)


@pytest.mark.parametrize("content", [{"text": "my son has lupus"}, {"photo": []}, {"new_chat_members": [ANA]}])
def test_of_a_group_nothing_is_read(content: dict[str, Any]) -> None:
    read = read_update(update(message=message(GROUP, **content)))
    assert isinstance(read, Group)
    assert read.model_dump() == {"update_id": 1, "chat_id": -7}


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (membership("kicked"), Blocked),
        (membership("member"), Nothing),
        (membership("member", GROUP), Group),
        (membership("left", GROUP), Blocked),
        (membership("kicked", GROUP), Blocked),
        (update(channel_post=message({"id": -9, "type": "channel"}, text="hi")), Nothing),
        (update(message=message({"id": -9, "type": "channel"}, text="hi")), Nothing),
        (update(message=message(pinned_message=message(text="hi"))), Nothing),
        (update(poll_answer={"poll_id": "1"}), Nothing),
        (update(), Nothing),
    ],
)
def test_other_updates(raw: dict[str, Any], kind: type) -> None:
    assert isinstance(read_update(raw), kind)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"update_id": "many"},
        update(message={"text": "no chat"}),
        update(message=message(text={"not": "text"})),
        update(message=message({"id": 5, "type": "new kind"}, text="hi")),
        update(message="hi"),
        update(callback_query={"data": "x"}),
        update(message=message(document={"file_name": "no id"})),
    ],
)
def test_what_has_not_the_form_of_an_update_is_refused_and_not_repeated(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        read_update(raw)
    assert "no chat" not in str(refused.value)
