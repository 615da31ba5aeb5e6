"""The command as people and programs run it: exit codes, errors, plain lines when piped, a pleasant chat when not."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from processes import COMMAND, LIMIT, ROOT, Terminal, run

from bot.cli import main
from bot.terminal import talk
from bot.wording import wording

TRIAL = "NCT07089121"
GOOD_BYE = wording("en").say("bye")


@pytest.mark.parametrize("arguments", [["--help"], ["chat", "--help"], ["extract", "--help"], ["trials", "--help"]])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 0
    assert "usage: trialfit" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("trialfit ")


WRONG_USE = {
    "nothing": [],
    "no such command": ["dance"],
    "extract in no form": ["extract"],
    "trials without an action": ["trials"],
    "show without a trial": ["trials", "show"],
    "a day that is none": ["chat", "--today", "2026-02-30"],
    "two doors at once": ["chat", "--json", "--keep"],
}


@pytest.mark.parametrize("arguments", WRONG_USE.values(), ids=WRONG_USE.keys())
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: trialfit" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["trials", "show"], ["trials", "check"], ["chat", "--trial"]])
def test_a_trial_that_is_not_at_hand(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "NCT00000000"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"trialfit: no trial NCT00000000 at hand; there are: {TRIAL}\n"


def test_the_trials(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trials", "list"]) == 0
    assert capsys.readouterr().out.startswith(TRIAL)
    assert main(["trials", "show", TRIAL]) == 0
    page = capsys.readouterr().out
    assert "617-231-8102" in page
    assert "At least age 12" in page
    assert "E29" in page


@pytest.mark.parametrize("where", [TRIAL, str(ROOT / "trials" / "registry" / TRIAL)])
def test_files_in_order(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trials", "check", where]) == 0
    assert "in order" in capsys.readouterr().out


def test_files_not_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "record.json").write_text('{"protocolSection": {}}', encoding="utf-8")
    assert main(["trials", "check", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("trialfit: ")
    assert "record.json" in said
    assert said.count("\n") == 1


def test_no_language_processing_for_what_needs_none() -> None:
    program = (
        "import sys\nfrom bot.cli import main\n"
        f"for arguments in (['trials', 'list'], ['trials', 'show', '{TRIAL}'], ['trials', 'check', '{TRIAL}'],"
        " ['chat', '--trial', 'NCT0'], ['--help']):\n"
        "    try:\n        main(arguments)\n    except SystemExit:\n        pass\n"
        "print(sorted({'spacy', 'rapidfuzz', 'rich', 'nlp.reading'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, text=True, timeout=LIMIT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_chat_for_programs_writes_utf_8_in_any_locale() -> None:
    lines = '{"chat": "ü", "text": "my son is 13, jdm", "today": "2026-11-22"}\n{"chat": "zebra"}\n'.encode()
    done = run("chat", "--json", given=lines, env={"PYTHONIOENCODING": "ascii"})
    first, second = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (1, b"")
    assert first.startswith('{"chat": "ü", "replies": [')
    assert second.startswith('{"error": {"line": 2, ')


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [*COMMAND, "extract", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b'{"id": 1, "text": "platelets 38k"}\n')
        process.stdin.close()
        assert process.wait(LIMIT) == 0
        assert process.stderr.read() == b""


def test_plain_lines_when_piped_whatever_the_bytes() -> None:
    given = b"my son is 13, jdm\n\xff\xfe\n/status\n/quit\nplatelets 20k\n"
    done = run("chat", "--today", "2026-11-22", given=given, env={"PYTHONIOENCODING": "ascii:strict"})
    said = done.stdout.decode("ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "dermatomyositis" in said
    assert "\x1b" not in said
    assert "**" not in said
    assert "20,000" not in said


def test_no_input_at_all(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["chat"]) == 0
    assert capsys.readouterr().out == ""


def test_a_person_at_a_terminal() -> None:
    terminal = Terminal("chat", "--today", "2026-11-22")
    terminal.until("> ")
    terminal.type(b"my son is 13, jdm, platelets [38k]\r")
    assert "\x1b[1m" in terminal.until("\n> ")
    terminal.type(b"/status\r")
    table = terminal.until("\n> ")
    assert "the record says" in table
    assert "At least age 12" in table
    assert "E29" in table
    terminal.type(b"/why E3\r")
    assert "ANC < 1000" in terminal.until("\n> ")
    terminal.type(b"\xff\xfe caf\xc3\xa9 [/bold] \\\r")
    terminal.until("\n> ")
    terminal.type(b"\x04")  # Ctrl-D
    code, words = terminal.ended()
    assert code == 0
    assert GOOD_BYE in words


def test_no_colour_and_ctrl_c() -> None:
    terminal = Terminal("chat", NO_COLOR="1")
    assert "\x1b[36m" not in terminal.until("> ")
    terminal.interrupt()
    code, words = terminal.ended()
    assert code == 0
    assert GOOD_BYE in words
    assert "Traceback" not in words


def test_the_chat_says_good_bye(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    typed = iter(["", "my son is 13, jdm", "/status", "/QUIT"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    monkeypatch.setenv("TERM", "dumb")
    assert talk(TRIAL, date(2026, 11, 22)) == 0
    said = capsys.readouterr().out
    assert "dermatomyositis" in said
    assert GOOD_BYE in said.splitlines()[-1]
