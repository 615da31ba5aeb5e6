"""Long runs: by several processes, interrupted, killed, and gone on with; the results are always the same."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from desk import TODAY, patients, results, write_list
from processes import LIMIT, Terminal
from running import Running

from bot.cli import main


def finished(desk: Path, out: Path) -> None:
    """Goes on with a run, whose results have to be those of one that was not interrupted."""
    assert main(["screen", str(desk), "--out", str(out), "--today", TODAY, "--resume", "--workers", "1"]) == 0
    assert results(out).equals(results(desk.with_name("wanted.csv")))
    assert not out.with_name(f"{out.name}.part").exists()


def test_two_processes_give_what_one_gives(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    code, said = Running(desk, out, "--workers", "2").ended()
    assert code == 0, said
    assert out.read_bytes() == desk.with_name("wanted.csv").read_bytes()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted_and_gone_on_with(desk: Path, tmp_path: Path, number: signal.Signals, workers: str) -> None:
    out = tmp_path / "out.csv"
    run = Running(desk, out, "--workers", workers)
    run.wait_for_parts()
    children = run.children()
    run.process.send_signal(number)
    code, said = run.ended()
    assert code == 130
    assert said.splitlines()[-1] == f"trialfit: stopped; what is finished is in {run.parts}: go on with --resume"
    assert "Traceback" not in said
    assert not out.exists()
    assert not [one for one in children if Path(f"/proc/{one}").exists()]
    kept = {one.name: one.stat() for one in run.parts.glob("*.parquet")}
    assert all(one.st_mode & 0o777 == 0o600 for one in kept.values())
    assert run.parts.stat().st_mode & 0o777 == 0o700
    finished(desk, out)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")
def test_a_killed_worker_is_told_and_nothing_is_lost(desk: Path, tmp_path: Path) -> None:
    run = Running(desk, tmp_path / "out.csv", "--workers", "2")
    run.wait_for_parts()
    os.kill(run.children()[0], signal.SIGKILL)
    code, said = run.ended()
    assert code == 1
    assert "a process that screens was killed" in said
    finished(desk, tmp_path / "out.csv")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")
def test_workers_end_with_a_killed_parent(desk: Path, tmp_path: Path) -> None:
    run = Running(desk, tmp_path / "out.csv", "--workers", "2")
    run.wait_for_parts()
    children = run.children()
    assert len(children) == 2
    run.process.kill()
    run.ended()
    end = time.monotonic() + LIMIT
    while [one for one in children if Path(f"/proc/{one}/cmdline").exists()]:
        assert time.monotonic() < end
        time.sleep(0.05)
    finished(desk, tmp_path / "out.csv")


def interrupted(desk: Path, out: Path) -> None:
    run = Running(desk, out, "--workers", "1")
    run.wait_for_parts()
    run.process.send_signal(signal.SIGTERM)
    run.ended()


def test_only_the_same_run_is_gone_on_with(desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    begin = ["screen", str(desk), "--out", str(out), "--workers", "1"]
    assert main([*begin, "--resume"]) == 1
    assert "nothing to resume" in capsys.readouterr().err
    interrupted(desk, out)
    other = write_list(tmp_path / "other.csv", patients(3))
    wrong = {
        "begun anew": begin,
        "another day": [*begin, "--resume", "--today", "2026-11-23"],
        "another text": [*begin, "--resume", "--today", TODAY, "--text", "Insurance"],
        "another list": ["screen", str(other), "--out", str(out), "--resume"],
    }
    for name, arguments in wrong.items():
        assert main(arguments) == 1, name
        assert capsys.readouterr().err.count("\n") == 1, name
    assert main([*begin, "--resume"]) == 0  # the day is that of the run
    assert results(out).equals(results(desk.with_name("wanted.csv")))


def test_a_bar_at_the_terminal(desk: Path, tmp_path: Path) -> None:
    terminal = Terminal("screen", str(desk), "--out", str(tmp_path / "out.csv"), "--today", TODAY, "--workers", "1")
    seen = terminal.until("patients in ")
    assert " patients" in seen
    assert "/s" in seen
    assert "%" in seen
    assert terminal.ended()[0] == 0
