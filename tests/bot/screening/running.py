"""The command at work, in a process of its own."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from desk import TODAY
from processes import COMMAND, LIMIT, ROOT


class Running:
    """The command at work on a list in a process of its own."""

    def __init__(self, source: Path, out: Path, *options: str) -> None:
        self.parts = out.with_name(f"{out.name}.part")
        self.command = [*COMMAND, "screen", str(source), "--out", str(out), "--today", TODAY, *options]
        self.process = subprocess.Popen(self.command, cwd=ROOT, stderr=subprocess.PIPE, text=True)

    def wait_for(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + LIMIT
        while not ready():
            assert self.process.poll() is None, "it ended before"
            assert time.monotonic() < end
            time.sleep(0.01)

    def wait_for_parts(self, count: int = 1) -> None:
        self.wait_for(lambda: len([*self.parts.glob("*.parquet")]) >= count)

    def children(self) -> list[int]:
        """The processes that it has started to screen; the first child keeps count of shared things."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(one) for one in listed if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]

    def ended(self) -> tuple[int, str]:
        """The exit code, and what it said."""
        said = self.process.communicate(timeout=LIMIT)[1]
        return self.process.returncode, said
