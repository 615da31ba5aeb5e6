"""Leases: who is taken for dead, and who is not."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys

import pytest
from chats import TODAY

import bot.telegram.lease
from bot.sessions import open_store
from bot.settings import Settings
from bot.telegram.errors import LeaseLostError
from bot.telegram.lease import Lease


def ended() -> int:
    """The number of a process that was."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


async def second_takes(ours: Settings, first: Lease, holder: str) -> bool:
    """Whether another process takes the lease of a first one that goes by this name."""
    first.holder = holder
    assert await first.take()
    async with open_store(ours, TODAY) as store:
        return await Lease(store.database, "polling").take()


@pytest.mark.parametrize(
    ("container", "process", "taken"),
    [
        ("", os.getpid(), False),
        ("", 0, True),  # one that has ended
        ("7", 0, False),  # another container with this one's name, e.g. both on the host's network
    ],
)
def test_only_who_is_gone_loses_the_lease_at_once(container: str, process: int, taken: bool, kept: Settings) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            first = Lease(store.database, "polling")
            machine, _, _ = first.holder.rsplit(" ", 2)
            assert machine.startswith(f"{socket.gethostname()[:28]}/")
            assert await second_takes(kept, first, f"{machine}{container} {process or ended()} x") == taken

    asyncio.run(run())


def test_who_does_not_renew_loses_the_lease(kept: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.telegram.lease, "SECONDS", 0.3)

    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            first, second = Lease(store.database, "polling"), Lease(store.database, "polling")
            assert await first.take()
            assert not await second.take()
            await asyncio.sleep(0.4)
            assert not first.valid
            assert await second.take()
            with pytest.raises(LeaseLostError):
                await first.renew()

    asyncio.run(run())
