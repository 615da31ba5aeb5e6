"""Bots in processes of their own for the benchmarks, and people who talk with them over the Bot API stand-in."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from tests.bot_api import BotApi, Person

ROOT = Path(__file__).resolve().parents[2]

WAIT = 120.0  # seconds after which something never comes about
ECHO = """
import sys
from telegram.ext import Application, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

app = Application.builder().token(sys.argv[2]).base_url(sys.argv[1] + "/bot").build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_polling()
"""


class Bot:
    """A bot's process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @property
    def cpu(self) -> float:
        """Seconds of the processor up to now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self) -> float:
        """Memory in use now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    async def kill(self) -> None:
        """As `kill -9` does."""
        self.process.kill()
        await self.process.wait()

    async def end(self) -> None:
        """As SIGTERM does."""
        self.process.terminate()
        await self.process.wait()


async def trialfit(ours: Settings, *arguments: str) -> Bot:
    """`trialfit telegram` with these settings."""
    assert ours.telegram_token is not None
    assert ours.database_url is not None
    own = {
        "TRIALFIT_DATABASE_URL": ours.database_url.get_secret_value(),
        "TRIALFIT_KEY_FILE": str(ours.key_file),
        "TRIALFIT_TELEGRAM_TOKEN": ours.telegram_token.get_secret_value(),
        "TRIALFIT_TELEGRAM_API": ours.telegram_api,
    }
    command = (sys.executable, "-m", "bot", "telegram", *arguments)
    quiet = asyncio.subprocess.DEVNULL
    return Bot(await asyncio.create_subprocess_exec(*command, cwd=ROOT, env={**os.environ, **own}, stderr=quiet))


async def echo(api: BotApi) -> Bot:
    """PTB's own echo bot."""
    return Bot(await asyncio.create_subprocess_exec(sys.executable, "-c", ECHO, api.url, api.token, cwd=ROOT))


@asynccontextmanager
async def alive(bot: Bot) -> AsyncIterator[Bot]:
    """The bot, ended when the block ends."""
    try:
        yield bot
    finally:
        if bot.process.returncode is None:
            await bot.end()


async def said(one: Person, words: str) -> None:
    """Waits until the bot's newest message has these words."""
    async with asyncio.timeout(WAIT):
        while not (one.chat.messages and any(words in message.text for message in newest(one))):
            await asyncio.sleep(0.005)


def newest(one: Person) -> list:  # type: ignore[type-arg]
    """The bot's last three messages."""
    return [message for message in list(one.chat.messages.values())[-4:] if message.by_bot]


async def met(one: Person) -> None:
    """Lets the bot keep the chat."""
    one.writes("I am the mom")
    await said(one, "may I keep")
    one.writes("yes")
    await said(one, "I keep it for 30 days")
