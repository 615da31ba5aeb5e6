"""Prints speed, start-up times and memory, each as a ratio to a baseline measured in the same run.

Run: python tests/benchmarks/run.py [--memory]      (--memory takes some minutes: 100,000 different messages)
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.dialogue import turn
from bot.session import Session
from nlp.reading import read
from tests.benchmarks.texts import TODAY, WORDS_30, WORDS_150, baseline

SPACY = [sys.executable, "-c", "import spacy; spacy.blank('en')('hi')"]
CHAT = [sys.executable, "-m", "bot", "chat", "--json"]
HELP = [sys.executable, "-m", "bot", "--help"]
MESSAGE = json.dumps({"chat": "a", "text": "my son is 13, jdm", "today": "2026-11-22"}) + "\n"


def interleaved(*tasks: Callable[[], object], stretch: int, calls: int = 400) -> list[float]:
    """The median seconds of each task, run in turns so that a slow moment of the machine hits all alike.

    `stretch` is how many calls a task has before the next has its turn: with 1 each finds the caches of the processor
    full of the other's data, as one message in a busy process does; with many it finds its own.
    """
    times: list[list[float]] = [[] for _ in tasks]
    for _ in range(calls // stretch):
        for own, task in zip(times, tasks, strict=True):
            for _ in range(stretch):
                start = time.perf_counter()
                task()
                own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in times]


def row(name: str, ours: float, base: float, limit: float) -> None:
    """One line of the table, in milliseconds."""
    print(f"{name:<38}{1000 * ours:>10.2f}{1000 * base:>12.2f}{ours / base:>9.2f}{limit:>8.2f}")


def speed() -> None:
    """Reading and whole turns against the baseline pipeline, one call at a time and many at a stretch."""
    nlp = baseline()
    tasks: list[tuple[str, Callable[[], object], str, float]] = [
        ("reading, 30 words", lambda: read(WORDS_30, "en", TODAY), WORDS_30, 10),
        ("reading, 150 words", lambda: read(WORDS_150, "en", TODAY), WORDS_150, 12),
        ("a whole turn, 30 words", lambda: turn(Session(), WORDS_30, TODAY), WORDS_30, 20),
    ]
    for name, task, text, limit in tasks:
        for stretch, how in ((1, ""), (50, ", at a stretch")):
            ours, base = interleaved(task, lambda text=text: nlp(text), stretch=stretch)
            row(name + how, ours, base, limit)


def seconds_to_first_reply() -> float:
    """From the start of the process to its first answer; what it takes to end is not counted."""
    start = time.perf_counter()
    with subprocess.Popen(CHAT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write(MESSAGE)
        chat.stdin.flush()
        answer = chat.stdout.readline()
        taken = time.perf_counter() - start
        assert "jdm" in answer
        chat.stdin.close()
    return taken


def seconds_to_run(command: list[str]) -> float:
    """The whole time of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def start_up() -> None:
    """Process start against a bare spaCy, run in turns."""
    rounds = [(seconds_to_run(SPACY), seconds_to_first_reply(), seconds_to_run(HELP)) for _ in range(11)]
    spacy_time, reply, help_time = (statistics.median(times) for times in zip(*rounds, strict=True))
    row("first reply of chat --json", reply, spacy_time, 1.4)
    row("--help", help_time, spacy_time, 1 / 3)


def resident_megabytes() -> float:
    """The memory of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS in /proc/self/status")


def memory() -> None:
    """Memory after 1,000 and after 100,000 different messages."""
    marks = {}
    for number in range(1, 100_001):
        text = f"my son tok{number} is {number % 60 + 1}, lupus, platelets {number}, seen by dr nam{number * 7919}"
        read(text, "en", TODAY)
        if number in (1_000, 100_000):
            marks[number] = resident_megabytes()
    grown = marks[100_000] / marks[1_000]
    print(f"memory: {marks[1_000]:.0f} MB after 1,000 messages, {marks[100_000]:.0f} MB after 100,000 ({grown:.3f}x)")


if __name__ == "__main__":
    print(f"{'':<38}{'ours ms':>10}{'baseline ms':>12}{'ratio':>9}{'limit':>8}")
    speed()
    start_up()
    if "--memory" in sys.argv:
        memory()
