"""The doors for programs: every line answered, in order, whatever it holds, and nothing of it in an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bot.json_lines import Handler, chats, extraction, serve
from nlp.errors import TrialfitError

TRIAL = "NCT07089121"
STORY = "my daughter is 14, lupus since she was 11, platelets 38k"
TODAY = "2026-11-22"


def answers(handler: Handler, *lines: bytes | dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and what came out for lines, which are raw bytes or objects."""
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    out = BytesIO()
    code = serve(handler, BytesIO(raw), out)
    return code, [json.loads(line) for line in out.getvalue().decode().splitlines()]


def message(text: str, chat: str | int = "a", **more: Any) -> dict[str, Any]:
    return {"chat": chat, "text": text, "today": TODAY, **more}


def statuses(answer: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["status"] for one in answer["assessments"][0]["criteria"]}


def test_a_chat_has_the_keys_of_the_contract() -> None:
    code, (answer,) = answers(chats(TRIAL), message(STORY))
    assert code == 0
    assert set(answer) == {"chat", "replies", "gate", "asking", "assessments", "facts"}
    (assessment,) = answer["assessments"]
    assert assessment["trial"] == TRIAL
    assert assessment["verdict"] == "not_a_fit"
    assert {"id", "status", "record", "quotes", "revisit_on"} <= set(assessment["criteria"][0])


def test_facts_have_exact_quotes() -> None:
    code, (answer,) = answers(extraction, {"id": 7, "text": STORY, "today": TODAY})
    assert (code, answer["id"], answer["lang"]) == (0, 7, "en")
    assert {"age", "onset_age", "sle", "platelets"} <= {fact["concept"] for fact in answer["facts"]}
    assert all(STORY[fact["start"] : fact["end"]] == fact["quote"] for fact in answer["facts"])


def test_mixed_chats_are_kept_apart_and_in_order() -> None:
    code, out = answers(
        chats(TRIAL),
        message("my son is 13, jdm", "a"),
        message("my daughter is 8, lupus", 1),
        message("platelets 200k", "a"),
        message("platelets 20k", 1),
        message("hello", "1"),
    )
    assert code == 0
    assert [one["chat"] for one in out] == ["a", 1, "a", 1, "1"]
    assert statuses(out[2])["I1"] == "pass"
    assert statuses(out[3])["I1"] == "fail"
    assert statuses(out[4])["I1"] == "unknown"
    low = {one["id"] for one in out[3]["assessments"][0]["criteria"] if "platelets 20k" in one["quotes"]}
    assert not low & {key for key, status in statuses(out[2]).items() if status == "fail"}


def test_each_answer_is_flushed_before_the_next_line_is_read() -> None:
    order: list[str] = []

    class Lines(BytesIO):
        def __next__(self) -> bytes:
            order.append("read")
            return super().__next__()

    class Out(BytesIO):
        def flush(self) -> None:
            order.append("flush")

    assert serve(lambda line: {}, Lines(b"{}\n{}\n"), Out()) == 0
    assert order == ["read", "flush", "read", "flush", "read"]


SECRET = "zebra"
UNREADABLE = {
    "broken JSON": (b'{"chat": "a", "text": "zebra"', "JSON"),
    "a list": (b'["zebra"]', "JSON"),
    "a string": (b'"zebra"', "JSON"),
    "two objects": (b'{"chat": "a", "text": "zebra"} {}', "JSON"),
    "too deep": (b"[" * 100_000, "JSON"),
    "not UTF-8": (b'{"chat": "a", "text": "zebra \xff"}', "UTF-8"),
    "UTF-16": ('{"chat": "a", "text": "zebra"}'.encode("utf-16"), "UTF-8"),
    "half a surrogate pair": (b'{"chat": "a", "text": "zebra \\ud800"}', "JSON"),
    "no text": (b'{"chat": "a", "words": "zebra"}', "text"),
    "text is a number": (b'{"chat": "a", "text": 5}', "text"),
    "text is null": (b'{"chat": "a", "text": null}', "text"),
    "text is an object": (b'{"chat": "a", "text": {"zebra": 1}}', "text"),
    "no such day": (b'{"chat": "a", "text": "zebra", "today": "2026-02-30"}', "today"),
    "a day in words": (b'{"chat": "a", "text": "zebra", "today": "zebra"}', "today"),
    "a day as a number": (b'{"chat": "a", "text": "zebra", "today": 86400}', "today"),
    "another language": (b'{"chat": "a", "text": "zebra", "lang": "fr"}', "lang"),
    "no language": (b'{"chat": "a", "text": "zebra", "lang": "zebra"}', "lang"),
    "language is a number": (b'{"chat": "a", "text": "zebra", "lang": 1}', "lang"),
    "no chat": (b'{"text": "zebra"}', "chat"),
    "chat is true": (b'{"chat": true, "text": "zebra"}', "chat"),
    "chat is a list": (b'{"chat": ["zebra"], "text": "zebra"}', "chat"),
}


@pytest.mark.parametrize(("line", "named"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_an_error_line_and_the_run_goes_on(line: bytes, named: str) -> None:
    code, (first, error, last) = answers(chats(TRIAL), message("my son is 13, jdm"), line, message("platelets 200k"))
    assert code == 1
    assert set(error) == {"error"}
    assert error["error"]["line"] == 2
    assert named in error["error"]["message"]
    assert SECRET not in json.dumps(error)
    assert statuses(first)["I1"] == statuses(last)["I1"] == "pass"


def test_an_unknown_language_names_those_at_hand() -> None:
    _, (error,) = answers(extraction, {"id": "a", "text": STORY, "lang": "fr"})
    assert error["error"]["message"].endswith("there are: en, es")


@pytest.mark.parametrize("lang", ["en", "es", None])
def test_languages_that_are_read(lang: str | None) -> None:
    code, (answer,) = answers(extraction, {"id": "a", "text": "platelets 38k", "lang": lang, "today": TODAY})
    assert code == 0
    assert answer["facts"][0]["concept"] == "platelets"


@pytest.mark.parametrize("text", ["", "   \n\t", "\x00\x07\x1b[31m", "😀🎉", "مرحبا", "x" * 100_000, "13 " * 30_000])
def test_any_text_gets_a_reply(text: str) -> None:
    code, (answer,) = answers(chats(TRIAL), message(text))
    assert code == 0
    assert answer["replies"]


def test_a_byte_order_mark_blank_lines_and_windows_line_ends() -> None:
    line = json.dumps(message("hi")).encode()
    code, out = answers(chats(TRIAL), b"\xef\xbb\xbf" + line + b"\r", b"", b"  ", b"{", line)
    assert code == 1
    assert [one.get("chat") or one["error"]["line"] for one in out] == ["a", 4, "a"]


def test_no_line_at_all() -> None:
    assert answers(chats(TRIAL)) == (0, [])


def test_the_day_of_the_command_is_for_lines_that_give_none() -> None:
    story = "my son is 13, jdm, he had the nasal flu vaccine yesterday"
    _, (given, own) = answers(
        chats(TRIAL, date(2026, 11, 10)), {"chat": 1, "text": story}, message(story, 2, today="2026-12-10")
    )
    assert (given["assessments"][0]["revisit_on"], own["assessments"][0]["revisit_on"]) == ("2026-12-07", "2027-01-06")


def raiser(error: Exception) -> Callable[[bytes], dict[str, Any]]:
    def handler(line: bytes) -> dict[str, Any]:
        raise error

    return handler


def test_a_fault_of_ours_names_its_kind_and_no_words() -> None:
    code, out = answers(raiser(OverflowError("zebra")), b"{}", b"{}")
    assert code == 1
    assert [one["error"]["line"] for one in out] == [1, 2]
    assert "OverflowError" in out[0]["error"]["message"]
    assert SECRET not in json.dumps(out)


def test_a_wrong_data_file_ends_the_run() -> None:
    with pytest.raises(TrialfitError):
        answers(raiser(TrialfitError("a file is wrong")), b"{}")
