"""Leases: rows by which processes know of each other, who polls, and who is dead.

A process renews its lease every few seconds. One that is past its time, or whose process on this machine is gone, is
dropped by whoever notices first; what was its work is then taken up by others.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.session_rows import leases
from bot.telegram.errors import LeaseLostError

SECONDS = 15.0  # for how long a lease holds
RENEWAL = 4.0  # seconds between renewals


class Lease:
    """The lease `name` for this process; where `name` is None, one that no other process wants.

    `holder` names the process. `valid`: whether nobody else can hold the lease now, by this process's own clock.
    """

    def __init__(self, database: Database, name: str | None = None) -> None:
        self.holder = f"{_machine()} {os.getpid()} {secrets.token_hex(4)}"
        self._name = name or self.holder
        self._database = database
        self._until = 0.0

    @property
    def valid(self) -> bool:
        """Whether what the lease allows may be done now."""
        return time.monotonic() < self._until

    async def take(self) -> bool:
        """Takes the lease; False while another process holds it. Raises StoreError."""
        start = time.monotonic()
        async with self._database.transaction() as connection:
            await self._database.hold(connection, sha256(self._name.encode()).digest())
            now = await self._now(connection)
            await bury(connection, now)
            if (await connection.execute(select(leases).where(leases.c.name == self._name))).one_or_none():
                return False
            await connection.execute(insert(leases).values(name=self._name, holder=self.holder, until=now + SECONDS))
        self._until = start + SECONDS
        return True

    async def renew(self) -> None:
        """Makes the time begin anew. Raises LeaseLostError where another has buried this process, StoreError."""
        start = time.monotonic()
        async with self._database.transaction() as connection:
            now = await self._now(connection)
            done = await connection.execute(update(leases).where(self._mine()).values(until=now + SECONDS))
            await bury(connection, now)
        if not done.rowcount:
            raise LeaseLostError("another process has taken over")
        self._until = start + SECONDS

    async def release(self) -> None:
        """Gives the lease back. Raises StoreError."""
        self._until = 0.0
        async with self._database.transaction() as connection:
            await connection.execute(delete(leases).where(self._mine()))

    def _mine(self) -> Any:
        return (leases.c.name == self._name) & (leases.c.holder == self.holder)

    async def _now(self, connection: AsyncConnection) -> float:
        """The database's clock, the same for all machines, in seconds since 1970."""
        if self._database.is_sqlite:
            return time.time()
        clock = select(func.extract("epoch", literal_column("clock_timestamp()")))
        return float((await connection.execute(clock)).scalar_one())


async def bury(connection: AsyncConnection, now: float) -> None:
    """Drops the leases of dead processes."""
    for row in (await connection.execute(select(leases))).all():
        if row.until <= now or _is_gone(row.holder):
            this = (leases.c.name == row.name) & (leases.c.holder == row.holder) & (leases.c.until == row.until)
            await connection.execute(delete(leases).where(this))


def _machine() -> str:
    """Where the numbers of processes are ours: containers may share a name, but not these numbers."""
    try:
        numbers = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        numbers = 0
    return f"{socket.gethostname()[:28]}/{numbers}"


def _is_gone(holder: str) -> bool:
    """Whether a process of this machine that held a lease has ended."""
    host, pid, _ = holder.rsplit(" ", 2)
    if host != _machine() or os.name != "posix":
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
