"""The stand-in as a process of its own, scripted over /control: python -m tests.bot_api PORT"""

from __future__ import annotations

import asyncio
import sys

from tests.bot_api.server import serve


async def run(port: int) -> None:
    async with serve(port) as api:
        print(f"{api.url} {api.token}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1])))
