"""`trialfit telegram` with everything in memory that it needs to answer, for processes that are forked from here."""

from __future__ import annotations

import os
import sys
from datetime import date

import bot.telegram.door
import bot.telegram.run  # noqa: F401
from bot.cli import main
from bot.dialogue import turn
from bot.session import Session

turn(Session(), "I am the mom of a girl of 14, platelets 138k", date(2026, 11, 22))


def telegram(arguments: tuple[str, ...], env: dict[str, str]) -> None:
    """Runs the command and leaves with its exit code."""
    os.environ.update(env)
    sys.exit(main(["telegram", *arguments]))
