"""Prints how fast lists are screened, with how much memory, and what two processes bring.

Run: python tests/benchmarks/screening.py [--rows 10000 200000] [--workers 2]

Notes of 150 words, each with an id and three laboratory values of its own. Speed a core is also told as a share of what
the reading of such notes alone reaches in one process (0.7 is wanted of two processes): by the clock, which other work
on the machine slows down, and by the time that the processors worked for it.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nlp.reading import read
from tests.benchmarks.texts import TODAY, WORDS_150

ROOT = Path(__file__).resolve().parents[2]
READ = 500  # notes that are only read, to compare with
HEADINGS = ["id", "note", "platelets (10*3/uL)", "hemoglobin (g/dL)", "ANC (10*3/uL)"]
TITLES = ("rows", "processes", "seconds", "rows/s", "rows/s a core", "of reading", "by processor", "peak MB")


class Ran(NamedTuple):
    """How long a run took, by the clock and in processor time, and the most memory of all its processes, in MB."""

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    """Screens lists of each size, and prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 200_000])
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    print("".join(f"{title:>14}" for title in TITLES))
    with tempfile.TemporaryDirectory() as name:
        for rows in options.rows:
            source = _list(Path(name) / f"{rows}.csv", rows)
            for workers in sorted({1, options.workers}) if rows == min(options.rows) else [options.workers]:
                _line(source, rows, workers)


def _line(source: Path, rows: int, workers: int) -> None:
    before, ran, after = _reading(), _screened(source, workers), _reading()
    by_clock, by_processor = ((one + other) / 2 for one, other in zip(before, after, strict=True))
    speed = rows / ran.seconds
    shares = speed / workers / by_clock, rows / ran.processor / by_processor
    print(f"{rows:>14,}{workers:>14}{ran.seconds:>14.1f}{speed:>14.0f}{speed / workers:>14.0f}", end="")
    print(f"{shares[0]:>14.2f}{shares[1]:>14.2f}{ran.megabytes:>14.0f}", flush=True)


def _list(path: Path, rows: int) -> Path:
    """A list whose notes differ in their numbers and names."""
    draw = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for number in range(rows):
            values = [f"{draw.uniform(low, high):.1f}" for low, high in ((20, 400), (6, 15), (0.5, 8))]
            out.writerow([f"P{number:06}", _note(number), *values])
    return path


def _note(number: int) -> str:
    own = WORDS_150.replace("17-year-old", f"{12 + number % 9}-year-old")
    return own.replace("Dear colleagues", f"Dear Dr N{number}")


def _reading() -> tuple[float, float]:
    """Notes a second, by the clock and in processor time, that one process reads and does nothing else with."""
    read(WORDS_150, "en", TODAY)
    clock, processor = time.perf_counter(), time.process_time()
    for number in range(READ):
        read(_note(number), "en", TODAY)
    return READ / (time.perf_counter() - clock), READ / (time.process_time() - processor)


def _screened(source: Path, workers: int) -> Ran:
    """One run of the command in processes of its own, the start of them included."""
    out = source.with_name("out.parquet")
    arguments = ["screen", str(source), "--out", str(out), "--today", TODAY.isoformat(), "--workers", str(workers)]
    start, before = time.perf_counter(), _processor()
    process = subprocess.Popen([sys.executable, "-m", "bot", *arguments], cwd=ROOT, stderr=subprocess.DEVNULL)
    peak = [0.0]
    threading.Thread(target=_watch, args=(process, peak), daemon=True).start()
    if process.wait() != 0:
        raise RuntimeError("the run failed")
    return Ran(time.perf_counter() - start, _processor() - before, peak[0])


def _processor() -> float:
    """The processor time of all ended children, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    """Takes down the most memory that a process and its children have together."""
    while process.poll() is None:
        try:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            peak[0] = max(peak[0], sum(_megabytes(int(one)) for one in (process.pid, *children)))
        except OSError:
            continue  # one has just ended
        time.sleep(0.1)


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


if __name__ == "__main__":
    main()
