"""The script of the trial at hand, written once for the tests."""

from __future__ import annotations

import pytest
from at_hand import TODAY, TRIAL

from bot.script.blocks import Script
from bot.script.markdown import markdown
from bot.script.script import script_of
from trials.catalog import trial


@pytest.fixture(scope="session")
def script() -> Script:
    return script_of(trial(TRIAL), TODAY)


@pytest.fixture(scope="session")
def text(script: Script) -> str:
    return markdown(script)
