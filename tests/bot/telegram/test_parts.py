"""The small parts of the door by themselves: what is read together, what is said once, commits, memory, settings."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from chats import TODAY
from doors import standing_in
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from bot.dialogue import LONGEST
from bot.errors import SettingsError
from bot.settings import Settings, settings
from bot.telegram.batches import Batches
from bot.telegram.combine import combine, together
from bot.telegram.incoming import Group, Incoming, Other, Press, Words
from bot.telegram.intake import received
from bot.telegram.outgoing import Answer, Edit, Text
from bot.telegram.state import ChatState
from bot.telegram.unstored import Remembered, Unstored
from bot.telegram.updates import read_update

_SAID: dict[str, Any] = {"update_id": 1, "chat_id": 5, "person_id": 5, "date": datetime(2026, 11, 22, tzinfo=UTC)}
PRESS = Press(update_id=9, chat_id=5, person_id=5, message_id=3, callback_id="c", data="d")
PHOTO = Other(**_SAID, message_id=4, kind="photo")


def words(text: str, message_id: int = 1, edited: bool = False) -> Words:
    return Words(**_SAID, message_id=message_id, text=text, edited=edited)


@pytest.mark.parametrize(
    ("came", "read"),
    [
        ([words("a")], ["a"]),
        ([words("a"), words("b", 2), words("c", 3)], ["a|b|c"]),
        ([words("a"), words("/help", 2), words("b", 3)], ["a", "/help", "b"]),
        ([words("a"), PRESS, words("b", 2), words("c", 3)], ["a", "Press", "b|c"]),
        ([PHOTO, words("a"), PHOTO], ["Other", "a", "Other"]),
        ([words("a"), words("b", 1, edited=True), words("c", 2)], ["a", "b", "c"]),
        ([words("a" * LONGEST), words("b", 2)], ["a" * LONGEST, "b"]),
    ],
)
def test_texts_in_a_row_are_read_together(came: list[Incoming], read: list[str]) -> None:
    assert [
        "|".join(text for _, text in one.parts) if isinstance(one, Words) else type(one).__name__
        for one in together(came)
    ] == read


ANY = st.one_of(
    st.builds(words, st.text(max_size=50), st.integers(1, 9), st.booleans()), st.just(PRESS), st.just(PHOTO)
)


@given(st.lists(ANY, max_size=12))
def test_nothing_is_lost_and_the_order_stays(came: list[Incoming]) -> None:
    def flat(some: list[Incoming]) -> list[object]:
        return [part for one in some for part in (one.parts if isinstance(one, Words) else (one,))]

    assert flat(together(came)) == flat(came)


YES, NO = ((("Yes", "y"),),), ((("No", "n"),),)


@pytest.mark.parametrize(
    ("replies", "sent"),
    [
        ([[Text(html="a", keyboard=YES)]], [Text(html="a", keyboard=YES)]),
        (
            [[Text(html="a", keyboard=YES)], [Text(html="b", keyboard=NO)]],
            [Text(html="a"), Text(html="b", keyboard=NO)],
        ),
        ([[Text(html="a", keyboard=YES)], [Text(html="a", keyboard=NO)]], [Text(html="a", keyboard=NO)]),
        ([[Text(html="a", keyboard=YES)], [Text(html="b")]], [Text(html="a", keyboard=YES), Text(html="b")]),
        (
            [[Answer(callback_id="1"), Edit(message_id=1, html="x")], [Answer(callback_id="2"), Edit(message_id=1)]],
            [Answer(callback_id="1"), Answer(callback_id="2"), Edit(message_id=1)],
        ),
        ([[], [Edit(message_id=1), Edit(message_id=2)], []], [Edit(message_id=1), Edit(message_id=2)]),
    ],
)
def test_replies_become_one(replies: Any, sent: Any) -> None:
    assert combine(replies) == sent


def test_what_comes_in_during_a_commit_is_committed_together() -> None:
    commits: list[list[int]] = []

    async def commit(items: list[int]) -> None:
        await asyncio.sleep(0)
        if 13 in items:
            raise ValueError("thirteen")
        commits.append(items)

    async def run() -> list[object]:
        batches = Batches(commit)
        done = await asyncio.gather(*(batches.add(number) for number in range(10)), return_exceptions=True)
        await batches.all_done()
        with pytest.raises(ValueError, match="thirteen"):
            await batches.add(13)
        await batches.add(14)
        return list(done)

    assert asyncio.run(run()) == [None] * 10
    assert commits == [list(range(10)), [14]]


def test_the_memory_drops_whom_it_saw_last() -> None:
    memory = Unstored(most=2)
    for chat_id in (1, 2, 1, 3):
        memory.put(chat_id, Remembered(ChatState(), TODAY))
    assert [chat_id for chat_id in (1, 2, 3) if memory.get(chat_id)] == [1, 3]
    memory.drop(1)
    assert memory.get(1) is None


KEYS = st.sampled_from(["update_id", "message", "chat", "id", "from", "text", "date"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda some: st.lists(some) | st.dictionaries(KEYS, some)
)


@given(JSON)
def test_any_json_is_taken_in(raw: Any) -> None:
    taken = received(raw)
    if taken:
        assert taken.update_id == raw["update_id"]


def message(**more: Any) -> dict[str, Any]:
    chat = {"id": 5, "type": "private"}
    return {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": chat, "text": "hi", **more}}


@pytest.mark.parametrize(
    "odd",
    [
        {"date": "0001-01-01T00:00:00+14:00"},  # before the first day in UTC
        {"date": 1e300},
        {"text": "lupus \ud83d"},  # half an emoji
        {"caption": "\udfff"},
    ],
)
def test_what_could_not_be_read_or_stored_later_is_parked_with_its_chat(odd: dict[str, Any]) -> None:
    taken = received(message(**odd))
    assert taken is not None
    assert (taken.parked, taken.chat_id) == (True, 5)
    taken.raw.encode()


def test_what_is_said_in_a_group_is_not_even_written_down() -> None:
    group = {"id": -7, "type": "supergroup", "title": "Zebra parents"}
    taken = received(message(chat=group, text="zebra", **{"from": {"id": 9, "first_name": "Zebra"}}))
    assert taken is not None
    assert "zebra" not in taken.raw.lower()
    assert read_update(json.loads(taken.raw)) == Group(update_id=7, chat_id=-7)


WRONG = [
    ("TELEGRAM_TOKEN", "hunter2", "123456789:AA"),
    ("TELEGRAM_API", "api.telegram.org", "https://"),
    ("WEBHOOK_URL", "http://bot.example", "https://"),
    ("WEBHOOK_SECRET", "hunter2", "16 to 256"),
    ("WEBHOOK_SECRET", "hunter2 hunter2 hunter2", "16 to 256"),
    ("LISTEN", "hunter2", "HOST:PORT"),
    ("LISTEN", ":8080", "HOST:PORT"),
]


@pytest.mark.parametrize(("name", "value", "how"), WRONG)
def test_a_wrong_setting_is_named_in_one_line_without_its_value(
    name: str, value: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"TRIALFIT_{name}", value)
    with pytest.raises(SettingsError, match=how) as error:
        settings()
    assert str(error.value).startswith(f"TRIALFIT_{name}: ")
    assert "\n" not in str(error.value)
    assert "hunter2" not in str(error.value)


TOKEN = "7300000001:AAGd8Qm2vJ5kX0rT7yWcN4bLhZ9uEoPsf1I"


@pytest.mark.parametrize(
    ("given", "arguments", "said"),
    [
        ({}, [], "trialfit: TRIALFIT_TELEGRAM_TOKEN: is not set"),
        ({"TELEGRAM_TOKEN": TOKEN}, ["--webhook"], "trialfit: TRIALFIT_WEBHOOK_URL: is not set"),
        (
            {"TELEGRAM_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example"},
            ["--webhook"],
            "trialfit: TRIALFIT_WEBHOOK_SECRET: is not set",
        ),
        (
            {"TELEGRAM_TOKEN": TOKEN},
            ["--workers", "2"],
            "trialfit: TRIALFIT_DATABASE_URL: more than one worker needs PostgreSQL",
        ),
        ({}, ["setup"], "trialfit: TRIALFIT_TELEGRAM_TOKEN: is not set"),
    ],
)
def test_what_is_missing_is_said_in_one_line(
    given: dict[str, str],
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name in ("DATABASE_URL", "TELEGRAM_TOKEN", "WEBHOOK_URL", "WEBHOOK_SECRET"):
        monkeypatch.delenv(f"TRIALFIT_{name}", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(f"TRIALFIT_{name}", value)
    assert main(["telegram", *arguments]) == 1
    assert capsys.readouterr().err.strip() == said


def test_setup_tells_telegram_the_commands(sqlite: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours):
            monkeypatch.setenv("TRIALFIT_TELEGRAM_TOKEN", api.token)
            monkeypatch.setenv("TRIALFIT_TELEGRAM_API", ours.telegram_api)
            assert await asyncio.to_thread(main, ["telegram", "setup"]) == 0
            assert ("commands", "") in api.setup

    asyncio.run(run())
