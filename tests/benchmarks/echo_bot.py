"""Prints what python-telegram-bot's own echo bot costs on the stand-in: the baseline that ours is measured against.

Run: python tests/benchmarks/echo_bot.py [CHATS MESSAGES]
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from tests.bot_api import BotApi, Person, serve

CHATS, MESSAGES = 100, 20
LONGEST = 300  # seconds


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_user
    assert update.message
    await update.message.reply_html(f"Hello {update.effective_user.mention_html()}!")


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


def echo_bot(url: str, token: str) -> None:
    """Answers each text with itself, one update after the other as PTB does by default, until it is told to stop."""
    app = Application.builder().token(token).base_url(f"{url}/bot").build()
    app.add_handler(CommandHandler("start", greet))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    app.run_polling()


class Figures(NamedTuple):
    """What a number of messages cost the bot."""

    messages: int
    cpu: float  # seconds of the bot's process
    wall: float  # seconds
    waits: list[float]  # seconds from each message to its answer

    def __str__(self) -> str:
        cuts = quantiles(self.waits, n=100)
        cost, rate = 1000 * self.cpu / self.messages, self.messages / self.wall
        return f"{cost:6.2f} ms CPU a message, {rate:5.0f} a second, p50 {cuts[49]:.3f} s, p99 {cuts[98]:.3f} s"


def cpu_of(process: subprocess.Popen[bytes]) -> float:
    """Seconds that a running process has spent, by Linux's count in hundredths."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(api: BotApi, process: subprocess.Popen[bytes], crowd: list[list[str]], burst: bool) -> Figures:
    """Persons with their messages, written all at once or each after the answer to the one before."""

    async def write(person: Person, texts: list[str]) -> None:
        for text in texts:
            written = time.perf_counter()
            person.writes(text)
            if not burst:
                await person.answered(seconds=LONGEST)
                waits.append(person.chat.by_bot()[-1].sent_at - written)
        if burst:
            await person.answered(len(texts), LONGEST)
            asked = [message for message in person.chat.messages.values() if not message.by_bot]
            waits.extend(b.sent_at - a.sent_at for a, b in zip(asked, person.chat.by_bot(), strict=True))

    waits: list[float] = []
    start, spent = time.perf_counter(), cpu_of(process)
    await asyncio.gather(*(write(api.person(), texts) for texts in crowd))
    return Figures(sum(map(len, crowd)), cpu_of(process) - spent, time.perf_counter() - start, waits)


async def run(command: Sequence[str], environment: Mapping[str, str], chats: int, messages: int) -> None:
    """Prints the figures of the bot that this command starts; {url} and {token} stand for the stand-in's."""
    async with serve() as api:
        about = {"url": api.url, "token": api.token}
        env = {**os.environ, **{name: value.format(**about) for name, value in environment.items()}}
        process = subprocess.Popen([part.format(**about) for part in command], env=env)
        try:
            await api.until(lambda: api.updates.open_poll, 30)
            crowd = [[f"message {number} of {messages}" for number in range(messages)] for _ in range(chats)]
            await measure(api, process, crowd[:10], burst=True)  # warm
            print(f"{chats} chats x {messages} messages")
            print(f"  all at once          {await measure(api, process, crowd, burst=True)}")
            print(f"  after each answer    {await measure(api, process, crowd, burst=False)}")
        finally:
            process.terminate()
            await asyncio.to_thread(process.wait)


if __name__ == "__main__":
    if sys.argv[1:2] == ["bot"]:
        echo_bot(*sys.argv[2:])
    else:
        sizes = [int(size) for size in sys.argv[1:]] or [CHATS, MESSAGES]
        asyncio.run(run([sys.executable, __file__, "bot", "{url}", "{token}"], {}, *sizes))
