"""The work on batches: in this process, or by several on this machine; results come in the order of the list."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.process import BaseProcess

from bot.errors import ScreeningError
from bot.screening.batches import Batch, Done, screen
from bot.screening.plan import Plan
from nlp.pipeline import pipeline

_AHEAD = 2  # batches a process that are handed out before the first of them is back


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def screened(found: Iterable[Batch], plan: Plan, processes: int) -> Iterator[Done]:
    """The batches with their results; a list of one batch is not worth another process.

    Raises ScreeningError where a process is killed.
    """
    left = iter(found)
    first = list(islice(left, 2))
    if processes == 1 or len(first) < 2:
        _ready(plan)
        yield from (screen(batch, plan) for batch in chain(first, left))
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads of Polars half
    pool = ProcessPoolExecutor(processes, context, _begin, (plan,))
    try:
        yield from _in_order(pool, chain(first, left), processes * _AHEAD)
    except BrokenProcessPool:
        raise ScreeningError(
            "a process that screens was killed, perhaps for want of memory; use --resume, with fewer --workers"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, found: Iterator[Batch], most: int) -> Iterator[Done]:
    waiting: deque[Future[Done]] = deque()
    for batch in found:
        waiting.append(pool.submit(_work, batch))
        if len(waiting) == most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_plan: list[Plan] = []


def _begin(plan: Plan) -> None:
    """Readies a process: an interrupt of the terminal is for its parent, and it ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _ready(plan)
    _plan[:] = [plan]


def _ready(plan: Plan) -> None:
    """Loads the words, and spares the collector of garbage to look at them again and again: a tenth of the time."""
    pipeline(plan.aim.language)
    gc.freeze()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _work(batch: Batch) -> Done:
    return screen(batch, _plan[0])
