"""A signal ends the process: at once where nothing is at hand, at its limit where something does not come to an end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest
from doors import LIMIT, ROOT

PROGRAM = """
import asyncio, logging, time
from bot.telegram.ending import end_on_signals

async def run():
    stop = asyncio.Event()
    end_on_signals(stop, limit={limit})
    print("ready", flush=True)
    await stop.wait()
    {then}
    print("ended", flush=True)

asyncio.run(run())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("limit", "then", "said"),
    [(30, "pass", "ended\n"), (0.5, "await asyncio.sleep(600)", ""), (0.5, "time.sleep(600)", "")],
)
def test_a_signal(number: signal.Signals, limit: float, then: str, said: str) -> None:
    program = [sys.executable, "-c", PROGRAM.format(limit=limit, then=then)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        start = time.monotonic()
        running.send_signal(number)
        out, err = running.communicate(timeout=LIMIT)
    assert (running.returncode, out) == (0, said)
    assert ("not all was finished" in err) == (not said)
    assert time.monotonic() - start < LIMIT
