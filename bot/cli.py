"""The command `trialfit`. Everything that costs time to import is imported by the part that needs it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from io import TextIOWrapper
from typing import TextIO

from bot.arguments import parser
from bot.errors import PageError, ScreeningError, SettingsError, WrongUseError
from nlp.errors import TrialfitError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command with these arguments (those of the process if None); returns the exit code."""
    options = parser().parse_args(arguments)
    _forgive(sys.stdin, sys.stdout)
    try:
        return _DOORS[options.command](options)
    except TrialfitError as error:
        print(f"trialfit: {error}", file=sys.stderr)
        return 2 if isinstance(error, WrongUseError) else 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # a reader that went away is no error of ours; what is not yet written has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        from bot.faults import fault

        print(f"trialfit: {fault(error)}; please report this line", file=sys.stderr)
        return 1


def _forgive(*streams: TextIO) -> None:
    """Lets what a stream's encoding has no sign for become a question mark, where it would end the chat."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _chat(options: Namespace) -> int:
    from trials.catalog import trial

    trial(options.trial)  # an unknown trial is said before anything else
    if options.json:
        from bot.json_lines import chats, serve

        return serve(chats(options.trial, options.today), sys.stdin.buffer, sys.stdout.buffer)
    from bot.terminal import talk

    return talk(options.trial, options.today or date.today(), options.keep)


def _extract(options: Namespace) -> int:
    from bot.json_lines import extraction, serve

    return serve(extraction, sys.stdin.buffer, sys.stdout.buffer)


def _sessions(options: Namespace) -> int:
    from bot.upkeep import change_key, erase_old

    print((change_key if options.action == "rekey" else erase_old)(date.today()))
    return 0


def _telegram(options: Namespace) -> int:
    try:
        from bot.telegram.run import run, set_up
    except ModuleNotFoundError:
        raise SettingsError("Telegram needs more packages; run: pip install 'trialfit[telegram]'") from None
    if options.action == "setup":
        print(f"Telegram knows the bot's commands and descriptions now ({set_up()} calls).")
        return 0
    run("help" if options.action == "work" else "serve" if options.webhook else "poll", options.workers)
    return 0


def _evaluate(options: Namespace) -> int:
    from bot.evaluation.report import evaluation

    print(evaluation(options.folder, options.misses))
    return 0


def _screen(options: Namespace) -> int:
    from trials.catalog import trial

    trial(options.trial)
    try:
        from bot.screening.order import Order
        from bot.screening.run import run
    except ModuleNotFoundError:
        raise ScreeningError("lists need more packages; run: pip install 'trialfit[desk]'") from None
    given = {name: value for name, value in vars(options).items() if name in Order._fields}
    return run(Order(**given))


def _summary(options: Namespace) -> int:
    from trials.catalog import trial

    trial(options.trial)
    try:
        from bot.pages.one_patient import write_page
    except ModuleNotFoundError:
        raise PageError("a page needs more packages; run: pip install 'trialfit[desk]'") from None
    if options.file is None and sys.stdin.isatty():
        print("Tell what you know of the patient, then press Ctrl-D.", file=sys.stderr)
    for line in write_page(options.out, options.file, options.id, options.trial, options.today or date.today()):
        print(f"trialfit: {line}", file=sys.stderr)
    return 0


def _trials(options: Namespace) -> int:
    if options.action == "script":
        from bot.script.files import write_script

        print("\n".join(map(str, write_script(options.trial, options.out, options.today or date.today()))))
        return 0
    from bot.trial_pages import check, listing, page

    if options.action == "list":
        print(listing())
    else:
        print(page(options.trial) if options.action == "show" else check(options.trial))
    return 0


_DOORS: dict[str, Callable[[Namespace], int]] = {
    "chat": _chat,
    "extract": _extract,
    "evaluate": _evaluate,
    "screen": _screen,
    "summary": _summary,
    "trials": _trials,
    "sessions": _sessions,
    "telegram": _telegram,
}
