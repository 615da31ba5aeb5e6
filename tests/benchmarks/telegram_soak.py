"""Prints the memory of the Telegram door over many turns; it has to stay where it is after the first tenth.

Run: python tests/benchmarks/telegram_soak.py [--turns 100000] [--chats 5000]
Every tenth chat may not be stored, and lives in the memory of the door.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import SecretStr

from bot.settings import Settings
from tests.benchmarks.telegram_bots import alive, met, said, trialfit
from tests.benchmarks.telegram_load import CHAT, replied
from tests.bot_api import Person, serve

AT_ONCE = 250  # chats that talk at the same time
TEXTS = [text for text, _ in CHAT] + ["/status", "no", "idk", "does the study pay for travel?", "/restart"]


async def meet(one: Person, place: int) -> None:
    """Begins the chat; two turns."""
    if place % 10:
        await met(one)
        return
    one.writes("I am the mom")
    await said(one, "may I keep")
    one.writes("no")
    await said(one, "I keep nothing")


async def run(turns: int, chats: int, folder: Path) -> None:
    async with serve() as api:
        own = {"telegram_token": SecretStr(api.token), "telegram_api": api.url}
        url = SecretStr(f"sqlite:///{folder}/sessions.db")
        ours = Settings(database_url=url, key_file=folder / "key", **own)  # type: ignore[arg-type]
        people = [api.person(f"P{number}") for number in range(chats)]
        async with alive(await trialfit(ours)) as bot:
            done, start, marks = 0, time.perf_counter(), [0]
            room = asyncio.Semaphore(AT_ONCE)

            async def turn(one: Person, place: int, number: int) -> None:
                nonlocal done
                async with room:
                    if number == 0:
                        await meet(one, place)
                    else:
                        await replied(one, one.writes(TEXTS[(number - 1) % len(TEXTS)]), 0.05)
                    done += 2 if number == 0 else 1
                    one.chat.messages = dict(list(one.chat.messages.items())[-4:])  # the stand-in's own memory
                if done >= marks[-1] + turns // 10:
                    marks.append(done)
                    rate = done / (time.perf_counter() - start)
                    print(f"{done:>7} turns: {bot.megabytes:.0f} MB; {rate:.0f} turns/s", flush=True)

            for number in range(turns // chats - 1):
                await asyncio.gather(*(turn(one, place, number) for place, one in enumerate(people)))
                api.asked.clear()
                api.sent.clear()
        size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6
        print(f"{done} turns of {chats} chats; the database {size:.0f} MB")


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=100_000)
    parser.add_argument("--chats", type=int, default=5_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(options.turns, options.chats, Path(folder)))


if __name__ == "__main__":
    main()
