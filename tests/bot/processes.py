"""The command in a process of its own, with input from a pipe or from a person at a terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "bot"]
LIMIT = 60


def run(
    *arguments: str, given: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """A real process with these arguments and this input."""
    own = {**os.environ, **(env or {})}
    return subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, cwd=ROOT, env=own, timeout=LIMIT)


class Terminal:
    """A person at a terminal in front of the chat."""

    def __init__(self, *arguments: str, **env: str) -> None:
        self.master, slave = pty.openpty()
        own = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        own |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"} | env
        self.process = subprocess.Popen(
            [*COMMAND, *arguments], stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=own
        )
        os.close(slave)

    def until(self, words: str) -> str:
        """What appears until these words do."""
        text = self.read(lambda seen: words in seen)
        assert words in text
        return text

    def read(self, enough: Callable[[str], bool]) -> str:
        """What appears until it is enough, the other side is gone, or the time is up."""
        seen, end = b"", time.monotonic() + LIMIT
        while not enough(seen.decode(errors="replace")) and time.monotonic() < end:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    seen += os.read(self.master, 65_536)
                except OSError:  # the other side is gone
                    break
        return seen.decode(errors="replace")

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def interrupt(self) -> None:
        """Ctrl-C, again where it came before the chat was listening."""
        for _ in range(20):
            self.process.send_signal(signal.SIGINT)
            if select.select([self.master], [], [], 0.5)[0]:
                return

    def ended(self) -> tuple[int, str]:
        """The exit code and the last words."""
        words = self.read(lambda seen: False)
        os.close(self.master)
        return self.process.wait(LIMIT), words
