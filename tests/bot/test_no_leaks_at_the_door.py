"""200 conversations full of marker words through `trialfit chat --keep`: no marker gets anywhere but to the screen.

Looked through: logs at the finest level, the error stream, and all files: database, key, temporary and whatever else
is made in the home and working folders. Who said no leaves no row.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from chats import TODAY
from leaks import MARKERS, NUMBER, PERSON, files_below, found, logged, marked
from processes import COMMAND, LIMIT, Terminal

from bot.cli import main

KEEP = ("chat", "--keep", "--today", str(TODAY))
CHATS = 200
ANSWERS = ("her mom. yes", "her mom. no")  # in turn
ON_SCREEN = f"{int(NUMBER):,}"  # the value, told back


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of its own, with nothing set: home, working and temporary folders lie below this one."""
    for variable in [name for name in os.environ if name.startswith(("TRIALFIT_", "XDG_"))]:
        monkeypatch.delenv(variable)
    folders = {name: tmp_path / name for name in ("home", "tmp", "work")}
    for folder in folders.values():
        folder.mkdir()
    monkeypatch.setenv("HOME", str(folders["home"]))
    for variable in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(folders["tmp"]))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(folders["work"])
    return tmp_path


def rows(machine: Path) -> int:
    (database,) = machine.rglob("sessions.db")
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM chats").fetchone()[0])


class Typing:
    """Standard input of one conversation; after each answer the files are looked through, while the store is open."""

    def __init__(self, machine: Path, messages: list[str]) -> None:
        self._machine, self._messages = machine, messages

    def isatty(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        for message in self._messages:
            yield f"{message}\n"
            assert found(MARKERS, files_below(self._machine)) == set()


def conversation(number: int) -> list[str]:
    first, second = marked(number)
    return [first, ANSWERS[number % 2], second]


def test_no_marker_gets_out_of_200_conversations(
    machine: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for logger in ("", "sqlalchemy"):  # which sets a level of its own
        caplog.set_level(logging.DEBUG, logger=logger)
    for number in range(CHATS):
        monkeypatch.setenv("LOGNAME", f"{PERSON}{number:04}")
        monkeypatch.setattr(sys, "stdin", Typing(machine, conversation(number)))
        assert main(KEEP) == 0
    assert rows(machine) == CHATS / 2
    printed = capfd.readouterr()
    assert found(MARKERS, [printed.out.encode()]) == {ON_SCREEN}  # the search finds what is there
    assert "INSERT INTO chats" in caplog.text
    assert found(MARKERS, [logged(caplog.text), printed.err.encode(), *files_below(machine)]) == set()


def test_no_marker_gets_out_of_a_real_process(machine: Path) -> None:
    for number in range(2):
        given = "".join(f"{one}\n" for one in conversation(number)).encode()
        env = os.environ | {"LOGNAME": f"{PERSON}{number:04}"}
        done = subprocess.run([*COMMAND, *KEEP], input=given, capture_output=True, env=env, timeout=LIMIT)
        assert (done.returncode, done.stderr) == (0, b"")
        assert found(MARKERS, [done.stdout]) == {ON_SCREEN}
        assert found(MARKERS, files_below(machine)) == set()
    assert rows(machine) == 1


def test_no_marker_gets_out_of_a_terminal(machine: Path) -> None:
    terminal = Terminal(*KEEP, LOGNAME=PERSON)
    for message in conversation(0):
        terminal.until("\n> ")
        terminal.type(f"{message}\r".encode())
    terminal.until("\n> ")
    assert found(MARKERS, files_below(machine)) == set()
    terminal.type(b"\x04")
    assert terminal.ended()[0] == 0
    assert rows(machine) == 1
    assert found(MARKERS, files_below(machine)) == set()


def test_a_fault_tells_its_kind_and_place_and_nothing_that_was_said(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(session: object, text: str, today: object) -> None:
        raise ValueError(f"cannot read {text}")

    monkeypatch.setenv("LOGNAME", PERSON)
    monkeypatch.setattr("bot.kept_chat.answer", fails)
    monkeypatch.setattr(sys, "stdin", Typing(machine, conversation(0)))
    assert main(KEEP) == 1
    told = capfd.readouterr().err
    assert told.startswith("trialfit: a fault of trialfit, ValueError (cli.py:")
    assert f"{Path(__file__).name}:" in told
    assert told.count("\n") == 1
    assert found(MARKERS, [told.encode(), *files_below(machine)]) == set()


def test_chats_that_cannot_be_read_are_counted_and_no_more_is_said(
    machine: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOGNAME", PERSON)
    monkeypatch.setattr(sys, "stdin", Typing(machine, conversation(0)))
    assert main(KEEP) == 0
    (database,) = machine.rglob("sessions.db")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE chats SET session = x'00'")
        connection.commit()
    capfd.readouterr()
    monkeypatch.setattr(sys, "stdin", Typing(machine, conversation(0)))
    assert main(KEEP) == 0
    assert "Welcome back" not in capfd.readouterr().out
    assert "1 so far" in caplog.text
    assert found(MARKERS, [logged(caplog.text), *files_below(machine)]) == set()
    assert rows(machine) == 1
