"""What a person at the terminal sees of a run: a bar with the rate and the time left; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int], None]


@contextmanager
def progress(size: int | None) -> Iterator[Advance]:
    """A function that tells how far of `size` the list is read (None: nobody knows), and how many patients are done."""
    if not sys.stderr.isatty():
        yield lambda position, patients: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[patients]:,} patients"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=size, patients=0, rate=0)

        def advance(position: int, patients: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0
            bar.update(task, completed=position, patients=patients, rate=patients / elapsed if elapsed else 0)

        yield advance
