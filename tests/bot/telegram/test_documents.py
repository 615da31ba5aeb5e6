"""Files that people send, over real HTTP: read where they can be, and none holds up a chat for long."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from doors import LIMIT, met, platelets, running, standing_in
from test_records import OWN

import bot.telegram.documents
from bot.settings import Settings
from bot.telegram.incoming import MOST_BYTES

LABS = b"platelets 138k\nanc 2000"


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.telegram.documents, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(bot.telegram.documents, "GIVE_UP", 1.0)


SENT = [
    ("labs.txt", LABS, "platelets 138,000"),
    ("../../etc/labs.txt", LABS, "platelets 138,000"),
    ("labs.csv", "test,value\nplatelets,38 ×10³/µL".encode("cp1252"), "platelets 38,000"),
    ("labs.txt", "\ufeffplatelets 138k".encode(), "platelets 138,000"),
    ("export.json", json.dumps(OWN).encode(), "I read the health record"),
    ("export.json", b"[" * 100_000, "could not read that file"),
    ("export.json", b'{"a":' * 50_000, "could not read that file"),
    ("labs.txt", b"\x00" * 1000, "found no words"),
    ("labs.txt", b"\xd0\xcf\x11\xe0\x00\x00" + LABS, "found no words"),  # a document of Word under another name
    ("labs.txt", b" \n-\n", "found no words"),
    ("labs.txt", LABS * (MOST_BYTES // len(LABS) + 1), "too large"),
    ("labs.zip", b"PK\x03\x04" + b"\x00" * 1000, "can't read that kind of file"),
    ("labs.txt.gz", b"\x1f\x8b" + b"\x00" * 1000, "can't read that kind of file"),
]


@pytest.mark.parametrize(("name", "content", "said"), SENT)
def test_what_a_file_gets(name: str, content: bytes, said: str, sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours):
            mary = await met(api)
            mary.sends_document(name, content, "application/octet-stream")
            await mary.reads(said, LIMIT)
            mary.writes("hemoglobin 10.4")
            await mary.reads("10.4", LIMIT)

    asyncio.run(run())


@pytest.mark.parametrize("fault", ["500", "429", "drop before", "drop after", "403 page"])
@pytest.mark.parametrize("where", ["getFile", "file"])
def test_a_file_arrives_through_any_fault(where: str, fault: Any, sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours):
            mary = await met(api)
            api.fail(fault, where, times=2, seconds=0)
            mary.sends_document("labs.txt", LABS)
            await mary.reads("platelets 138,000", LIMIT)
            assert len(await platelets(ours, mary)) == 1

    asyncio.run(run())


@pytest.mark.parametrize("where", ["getFile", "file"])
def test_a_file_that_never_comes_is_given_up_and_the_next_messages_are_read(where: str, sqlite: Settings) -> None:
    async def run() -> None:
        async with standing_in(sqlite) as (api, ours), running(ours):
            mary = await met(api)
            api.fail("500", where, times=None)
            mary.sends_document("labs.txt", LABS)
            mary.writes("hemoglobin 10.4")
            await mary.reads("could not open that file", LIMIT)
            await mary.reads("10.4", LIMIT)
            assert not await platelets(ours, mary)

    asyncio.run(run())
