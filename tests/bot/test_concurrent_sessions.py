"""Several writers to one chat lose nothing: schedules by hypothesis in one process, and two processes at full speed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from contextlib import AsyncExitStack, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from chats import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from keeping import DOOR, add, quotes, stored, told, url_of

from bot.sessions import Store, open_store
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
WRITERS, EACH = 3, 60


class Step(NamedTuple):
    """One message: whose chat, how long its writer dawdles before and between reading and writing, how it ends."""

    person: int
    before: int
    between: int
    end: str


STEP = st.builds(
    Step, st.integers(0, 1), st.integers(0, 3), st.integers(0, 3), st.sampled_from(["kept", "kept", "undone", "erased"])
)
SCHEDULE = st.lists(st.lists(STEP, max_size=4), min_size=2, max_size=WRITERS)


class MishapError(Exception):
    """What a door raises in the middle of a chat."""


def test_any_schedule_of_writers(kept: Settings) -> None:
    numbers = count()

    async def write(store: Store, person: str, quote: str, step: Step) -> None:
        """Appends a fact, or erases the chat."""
        for _ in range(step.before):
            await asyncio.sleep(0)
        with suppress(MishapError):
            async with store.chat(DOOR, person, TODAY) as chat:
                session = told(chat.session, quote)
                for _ in range(step.between):
                    await asyncio.sleep(0)
                if step.end == "erased":
                    history[person].clear()
                    await chat.erase()
                    return
                await chat.save(session)
                if step.end == "undone":
                    raise MishapError
                history[person].append(quote)  # still alone with the chat: the order in which it was written

    async def run(schedule: list[list[Step]]) -> None:
        chats = [f"chat {next(numbers)}" for _ in range(2)]
        history.clear()
        history.update({person: [] for person in chats})

        async def writer(number: int, steps: list[Step]) -> None:
            for turn, step in enumerate(steps):
                await write(stores[number], chats[step.person], f"writer {number}, message {turn}", step)

        await asyncio.gather(*(writer(number, steps) for number, steps in enumerate(schedule)))
        for person in chats:
            assert quotes(await stored(stores[0], person)) == history[person]

    history: dict[str, list[str]] = {}
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        # two writers share a store, as in one process; the third has its own connections, as another process has
        one, two = (runner.run(stack.enter_async_context(open_store(kept, TODAY))) for _ in range(2))
        stores = [one, two, one]

        @settings(max_examples=40, deadline=None)
        @given(SCHEDULE)
        def schedules(schedule: list[list[Step]]) -> None:
            runner.run(run(schedule))

        schedules()
        runner.run(stack.aclose())


WRITING = f"""
import asyncio, sys
sys.path.insert(0, "tests/bot")
from keeping import TODAY, add
from bot.sessions import open_store
from bot.settings import settings

async def run(writer):
    async with open_store(settings(), TODAY) as store:
        await asyncio.gather(*(add(store, f"{{writer}} {{number}}") for number in range({EACH})))

print("ready", flush=True)
sys.stdin.readline()
asyncio.run(run(sys.argv[1]))
"""


def test_processes_that_start_at_once_on_an_empty_database_and_write(kept: Settings) -> None:
    env = {"TRIALFIT_DATABASE_URL": url_of(kept), "TRIALFIT_KEY_FILE": str(kept.key_file)}
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen([sys.executable, "-c", WRITING, one], stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=env)
        for one in "ab"
    ]
    for one in started:
        assert one.stdout is not None
        assert one.stdout.readline() == b"ready\n"
    for one in started:
        assert one.stdin is not None
        one.stdin.write(b"\n")
        one.stdin.flush()

    async def run() -> list[str]:
        async with open_store(kept, TODAY) as store:
            while any(
                one.poll() is None for one in started
            ):  # erases, which cleans the files, while they are written to
                await asyncio.sleep(0.05)
                await add(store, "of another chat", person="2")
                async with store.chat(DOOR, "2", TODAY) as chat:
                    await chat.erase()
            return quotes(await stored(store))

    written = asyncio.run(run())
    assert [one.communicate() for one in started] == [(b"", b"")] * 2
    assert Counter(written) == Counter(f"{writer} {number}" for writer in "ab" for number in range(EACH))
