"""The script of the trial at hand, written once for the tests."""

from __future__ import annotations

from datetime import date

import pytest

from bot.script.blocks import Script
from bot.script.markdown import markdown
from bot.script.script import script_of
from trials.catalog import trial

TRIAL, TODAY = "NCT07089121", date(2026, 11, 22)


@pytest.fixture(scope="session")
def script() -> Script:
    return script_of(trial(TRIAL), TODAY)


@pytest.fixture(scope="session")
def text(script: Script) -> str:
    return markdown(script)
