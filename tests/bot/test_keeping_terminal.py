"""`trialfit chat --keep`: what is kept of a chat and when, and how it goes on in the next process."""

from __future__ import annotations

import asyncio
import getpass
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from chats import TODAY
from keeping import DOOR, sqlite_file, stored, url_of
from leaks import files_below, found
from processes import COMMAND, LIMIT, ROOT, Terminal, run

from bot.cli import main
from bot.kept_chat import kept_chat
from bot.session import Session
from bot.sessions import open_store
from bot.settings import Settings

KEEP = ("chat", "--keep", "--today", str(TODAY))
STORY = "my daughter is 14, lupus since she was 11, on cellcept"
NOTICE = "Who is writing"
BACK = "Welcome back"


@pytest.fixture(autouse=True)
def ours(sqlite: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings that the command finds in its environment."""
    monkeypatch.setenv("TRIALFIT_DATABASE_URL", url_of(sqlite))
    monkeypatch.setenv("TRIALFIT_KEY_FILE", str(sqlite.key_file))
    for name in ("KEY", "RETENTION_DAYS"):
        monkeypatch.delenv(f"TRIALFIT_{name}", raising=False)
    return sqlite


def rows(settings: Settings) -> list[bytes]:
    """What is stored of each chat, as it stands in the database."""
    with closing(sqlite3.connect(sqlite_file(settings))) as database:
        return [content for (content,) in database.execute("SELECT session FROM chats")]


def known(settings: Settings) -> Session | None:
    """What is stored of the user's chat."""

    async def run() -> Session | None:
        async with open_store(settings, date.today()) as store:
            return await stored(store, getpass.getuser(), DOOR, date.today())

    return asyncio.run(run())


def said(*messages: str) -> str:
    """What a process of its own answers to these lines."""
    done = run(*KEEP, given="".join(f"{one}\n" for one in messages).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


class Typing:
    """Standard input that counts the stored chats after each message was answered."""

    def __init__(self, messages: tuple[str, ...], settings: Settings) -> None:
        self.counts: list[int] = []
        self._messages, self._settings = messages, settings

    def isatty(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        for message in self._messages:
            yield f"{message}\n"
            self.counts.append(len(rows(self._settings)))


@pytest.fixture
def start(ours: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the command, started anew in this process, answers to these messages."""

    def answers(*messages: str) -> str:
        monkeypatch.setattr(sys, "stdin", Typing(messages, ours))
        assert main(KEEP) == 0
        return capsys.readouterr().out

    return answers


KEPT_AFTER_EACH: list[tuple[str, dict[str, int]]] = [
    ("nothing before the yes, all after it", {STORY: 0, "moderate": 0, "yes": 1, "no hepatitis": 1}),
    ("the yes keeps what was told before it", {STORY: 0, "her mom, yes": 1, "moderate": 1}),
    ("a no", {"hi": 0, "her mom. no": 0, STORY: 0, "moderate": 0}),
    ("no answer", {STORY: 0, "what is a live vaccine?": 0, "idk": 0, "moderate": 0}),
    ("a yes to another question", {"hi": 0, "no": 0, "does he have to be 12? yes": 0}),
    ("to forget erases, and the next yes is asked for anew", {STORY: 0, "yes": 1, "/forget": 0, "hi": 0, "sure": 1}),
    ("in plain words", {STORY: 0, "yes": 1, "please forget everything i said": 0}),
    ("to start over keeps the permission", {STORY: 0, "yes": 1, "/restart": 1, "he is 15": 1}),
    ("a child", {"hi": 0, "me. yes": 1, "i have lupus": 1, "i am 11": 0, "i have jdm": 0}),
    ("a crisis", {STORY: 0, "yes": 1, "i want to kill myself": 1}),
    ("a child in a crisis", {"hi": 0, "me, yes": 1, "i am 11 and i want to kill myself": 0}),
    ("commands", {"/help": 0, "/privacy": 0, "yes": 1, "/status": 1}),
]


@pytest.mark.parametrize("counts", [counts for _, counts in KEPT_AFTER_EACH], ids=[name for name, _ in KEPT_AFTER_EACH])
def test_what_is_kept_after_each_message(
    counts: dict[str, int], ours: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing = Typing(tuple(counts), ours)
    monkeypatch.setattr(sys, "stdin", typing)
    assert main(KEEP) == 0
    assert dict(zip(counts, typing.counts, strict=True)) == counts
    assert NOTICE in capsys.readouterr().out
    assert len(rows(ours)) == typing.counts[-1]


def test_the_next_process_goes_on() -> None:
    first = said(STORY, "her mom, yes")
    assert NOTICE in first
    assert BACK not in first
    second = said("moderate")
    greeting, question, _ = second.split("\n\n", 2)
    assert greeting == (
        "Welcome back. From last time I know: age 14; lupus (SLE), since age 11; has taken mycophenolate (CellCept). "
        "Send /forget to erase it."
    )
    assert question == "Back to my question: How does the doctor rate the disease right now: mild, moderate or severe?"
    assert NOTICE not in second
    assert "Got it: how active the disease is: moderate." in second


def test_each_message_after_a_start_of_its_own(ours: Settings, start: Callable[..., str]) -> None:
    assert NOTICE in start("hi")
    assert NOTICE in start(STORY)  # nothing was kept, so all begins anew
    assert known(ours) is None
    start("hi", "yes")
    assert "So far I know nothing about the patient." in start("/restart")
    assert NOTICE not in start(STORY)
    assert "age 14" in start()


def test_nothing_is_left_of_a_forgotten_chat_not_even_encrypted(ours: Settings, start: Callable[..., str]) -> None:
    start(STORY, "yes")
    (before,) = rows(ours)
    pieces = {before[start : start + 16] for start in range(0, len(before) - 16, 16)}
    assert found(pieces, files_below(sqlite_file(ours).parent))
    assert "cleared all" in start("/forget")
    assert rows(ours) == []
    assert found(pieces, files_below(sqlite_file(ours).parent)) == set()


def test_a_parent_goes_on_from_a_clean_sheet(ours: Settings, start: Callable[..., str]) -> None:
    start("hi", "me, yes", "i have lupus. my platelets were 20k", "i am 11")
    assert rows(ours) == []
    assert BACK not in start("i am her mother. she is 14", "yes")
    session = known(ours)
    assert session is not None
    assert {statement.fact.concept for statement in session.profile.statements} == {"age"}


def test_an_erased_chat_is_not_brought_back_by_another_window(ours: Settings) -> None:
    with kept_chat("NCT07089121", TODAY) as (session, take), kept_chat("NCT07089121", TODAY) as (other, take_other):
        for message in (STORY, "yes"):
            session, _ = take(session, message)
        other, turn = take_other(other, "moderate")
        assert other.profile.newest("age") is not None  # both windows show the one chat
        take_other(other, "/forget")
        session, turn = take(session, "platelets 80k")
        assert NOTICE in "".join(turn.replies)
        assert session.profile.newest("age") is None
        assert rows(ours) == []


def test_a_killed_process_loses_nothing_that_was_answered(ours: Settings) -> None:
    for messages in ({STORY: NOTICE, "yes": "Thank you"}, {"moderate": "Got it", "platelets 80k": "80,000"}):
        with subprocess.Popen([*COMMAND, *KEEP], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
            for message, words in messages.items():
                answered(process, message, words)
            process.kill()
    session = known(ours)
    assert session is not None
    told = {statement.fact.concept for statement in session.profile.statements}
    assert told >= {"age", "sle", "onset_age", "mycophenolate", "disease_activity", "platelets"}


def answered(process: subprocess.Popen[bytes], message: str, words: str) -> None:
    """Writes a line, and reads until these words of the reply."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{message}\n".encode())
    process.stdin.flush()
    seen, end = b"", time.monotonic() + LIMIT
    while words.encode() not in seen and time.monotonic() < end:
        piece = process.stdout.read1()  # type: ignore[attr-defined]
        assert piece, "the process has ended"
        seen += piece
    assert words.encode() in seen


def test_a_person_at_a_terminal(ours: Settings) -> None:
    terminal = Terminal(*KEEP)
    assert NOTICE in terminal.until("\n> ")
    terminal.type(f"{STORY}. her mom, yes\r".encode())
    terminal.until("\n> ")
    terminal.type(b"yes\r")
    terminal.until("\n> ")
    terminal.interrupt()
    code, words = terminal.ended()
    assert code == 0
    assert "Traceback" not in words
    terminal = Terminal(*KEEP)
    seen = terminal.until("\n> ")
    assert BACK in seen
    assert NOTICE not in seen
    terminal.type(b"\x04")  # Ctrl-D
    assert terminal.ended()[0] == 0


def one_line(settings: dict[str, str]) -> str:
    """What is said on the error stream of a process with these settings that cannot keep a chat."""
    done = run(*KEEP, given=f"{STORY}\n".encode(), env=settings)
    assert (done.returncode, done.stdout) == (1, b"")
    told = done.stderr.decode()
    assert told.startswith("trialfit: ")
    assert told.count("\n") == 1
    return told


def test_without_the_key_nothing_goes_on_and_nothing_is_lost(
    ours: Settings, tmp_path: Path, start: Callable[..., str]
) -> None:
    start(STORY, "yes")
    before = rows(ours)
    assert "not at hand" in one_line({"TRIALFIT_KEY_FILE": str(tmp_path / "other" / "sessions.key")})
    assert rows(ours) == before
    assert BACK in start()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RETENTION_DAYS", "zebra"),
        ("KEY", "zebra"),
        ("DATABASE_URL", "postgresql://zebra@127.0.0.1:1/zebra"),
    ],
)
def test_a_setting_that_is_wrong(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRIALFIT_KEY_FILE")
    assert STORY not in one_line({f"TRIALFIT_{name}": value})


def test_a_user_without_a_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert main(KEEP) == 1
    assert "set USER" in capsys.readouterr().err


def test_the_days_are_those_of_the_setting(start: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALFIT_RETENTION_DAYS", "1")
    assert "for 1 day after" in start(STORY, "yes")
    monkeypatch.setenv("TRIALFIT_RETENTION_DAYS", "90")
    assert "for 90 days after" in start("/privacy")
