"""The arguments of the command `trialfit`, and what its help says of them."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

_EXAMPLES = """examples:
  trialfit chat                              talk with it
  trialfit chat --keep                       the same, and go on another day
  echo "my son is 13, jdm" | trialfit chat   one message, plain answer
  trialfit chat --json < messages.jsonl      many chats, one JSON object a line
  trialfit extract --json < messages.jsonl   only the facts of each message
  trialfit screen list.csv --out fits.csv    a whole list of patients
  trialfit summary note.txt --out page.pdf   a page for the chart
  trialfit trials show NCT07089121           the record and its criteria
  trialfit trials script NCT07089121         all that the bot asks and says, for a review board
  trialfit evaluate tests/gold/en/dev        how well labelled examples are read

exit codes: 0 all went well, 1 something went wrong, 2 wrong use of the command"""
_CHAT = """The chat in the terminal keeps nothing: what you write is gone when you leave.
--json keeps nothing either: what is written is gone when the input ends.
--keep asks first who writes and whether it may keep the chat. After a yes it is kept, encrypted, and goes on at the
next start; /forget erases it. See "trialfit sessions --help".
In the chat, /help says what it understands; /quit leaves.

With --json, each line in is
  {"chat": "any id", "text": "...", "lang": "en", "today": "2026-11-22"}   (lang and today may be left out)
and each line out holds the replies, the open question, the assessment and the facts. Many chats may be mixed."""
_EXTRACT = """Each line in is
  {"id": "a1", "text": "...", "lang": "en", "today": "2026-11-22"}   (lang and today may be left out)
and each line out is
  {"id": "a1", "lang": "en", "facts": [...]}
Nothing is stored."""
_SESSIONS = """The upkeep of the chats that are kept: encrypted, in TRIALFIT_DATABASE_URL (a file in your data folder).

rekey makes a new key in the key file (TRIALFIT_KEY_FILE); where TRIALFIT_KEY is set, put the new key before the old one
there first, with a comma between: 64 hexadecimal digits each, as "openssl rand -hex 32" prints. Start running bots
again afterwards. A rekey that was interrupted goes on when it is run again. Copies of the database made before need
the old key, which rekey drops from the key file.
erase-old is for a daily job; every start of a door that keeps chats does the same."""
_TELEGRAM = """Needs TRIALFIT_TELEGRAM_TOKEN, as @BotFather gives it, and: pip install 'trialfit[telegram]'.

It asks Telegram for messages, which works behind any firewall; of several such processes on one database one does so
and the others stand by. With --webhook Telegram posts them to TRIALFIT_WEBHOOK_URL, which a proxy with a certificate
hands on to TRIALFIT_LISTEN (127.0.0.1:8080); TRIALFIT_WEBHOOK_SECRET keeps others out. There, /healthz and /metrics
are for your own monitoring. SIGTERM ends it when what is at hand is answered, after 10 s at most; nothing is lost."""
_SCRIPT = """Writes ID-script.md and ID-script.pdf: every question with its wordings, buttons and what answers lead to,
every result, the gates, the privacy notice, all other replies, and the record's lines. It is made from the files that
the bot runs on: after a change of a word or a criterion, write it again. The same files and day give the same bytes.
Needs: pip install 'trialfit[desk]'."""
_EVALUATE = """FOLDER holds labelled examples, one JSON object a line, in any of these files:
  messages.jsonl        what each message states: precision and recall, by concept and by what it is an example of
  conversations.jsonl   how each chat must end: verdict, statuses, dates
  profiles.jsonl        simulated people, asked until nothing is left to ask
  gates.jsonl           the gate that a last turn must set off, or none"""

_SCREEN = """IN is a table (CSV with commas, semicolons or tabs, JSON Lines, Parquet) with one patient a row, or a
file or folder of health records (FHIR R4: Bundles, bulk exports).
Read of a table are a column of free text (--text names it, else it is found) and, by their headings, columns of ids,
ages, birth dates, tests, diagnoses, codes, medicines and dates: "platelets (10*3/uL)", "hemoglobin_g_dl", "icd10".
A value without a unit, or with a date or number that can be read in two ways, is not used; the column notes says so.

OUT (.csv, .jsonl or .parquet) has one row a patient, in the order of IN: id, verdict, revisit_on, a status for each
criterion, open_questions, notes, error, and the quotes behind each status. It appears when all is done.
Interrupted (Ctrl-C, SIGTERM), what is finished stays in OUT.part, and the same command with --resume goes on."""

_SUMMARY = """FILE holds plain words about one patient (a note, a mail), or the patient's health record (FHIR R4).
Without FILE the words are read from standard input.

The page says where the patient stands with the study, what was told, with dates and quotes, each criterion with the
record's line, what to ask, and whom to call. A name ending in .pdf or .html says which it is; both print on one page
of US letter. No name and no birth date stands on it: --id says what you call the patient. Dates of tests stay."""


def parser() -> argparse.ArgumentParser:
    """Reads the arguments of `trialfit`; its namespace holds `command`, for some an `action`, and the options."""
    form = argparse.RawDescriptionHelpFormatter
    reader = argparse.ArgumentParser(
        prog="trialfit",
        description="Says whether a clinical trial is worth a phone call, criterion by criterion, and why.",
        epilog=_EXAMPLES,
        formatter_class=form,
    )
    reader.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    commands = reader.add_subparsers(dest="command", required=True, metavar="COMMAND")

    chat = commands.add_parser("chat", help="talk about a patient", description=_CHAT, formatter_class=form)
    door = chat.add_mutually_exclusive_group()
    door.add_argument("--json", action="store_true", help="JSON Lines in and out")
    door.add_argument("--keep", action="store_true", help="keep the chat, if you say yes to that in it")
    chat.add_argument("--trial", default="NCT07089121", metavar="ID", help="what a new chat is about (%(default)s)")
    chat.add_argument("--today", type=_day, metavar="DATE", help="take this for today, e.g. 2026-11-22")

    extract = commands.add_parser("extract", help="the facts of messages", description=_EXTRACT, formatter_class=form)
    extract.add_argument("--json", action="store_true", required=True, help="JSON Lines in and out (the only form)")

    evaluate = commands.add_parser(
        "evaluate", help="how well labelled examples are read", description=_EVALUATE, formatter_class=form
    )
    evaluate.add_argument("folder", type=Path, metavar="FOLDER", help="where the examples are")
    evaluate.add_argument(
        "--misses", type=_count, default=0, metavar="N", help="show so many of each kind that went wrong"
    )

    screen = commands.add_parser("screen", help="a whole list of patients", description=_SCREEN, formatter_class=form)
    screen.add_argument("list", type=Path, metavar="IN", help="the list: a file, or a folder of health records")
    screen.add_argument("--out", type=Path, required=True, metavar="OUT", help="where the results go")
    screen.add_argument("--text", metavar="COLUMN", help="the column of free text")
    screen.add_argument("--id", metavar="COLUMN", help="the column of ids; rows without one go by their number")
    screen.add_argument("--trial", default="NCT07089121", metavar="ID", help="what to screen for (%(default)s)")
    screen.add_argument("--lang", default="en", metavar="LANGUAGE", help="the language of the texts (%(default)s)")
    screen.add_argument("--today", type=_day, metavar="DATE", help="take this for today, e.g. 2026-11-22")
    screen.add_argument("--reports", type=Path, metavar="FOLDER", help="write a page for each patient, PDF and HTML")
    screen.add_argument("--overview", type=Path, metavar="FILE", help="write an overview of the results (HTML)")
    screen.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    work = screen.add_mutually_exclusive_group()
    work.add_argument(
        "--scheduler", type=_address, metavar="ADDRESS", help="let a Dask cluster work, e.g. tcp://10.0.0.1:8786"
    )
    work.add_argument("--workers", type=_some, metavar="N", help="processes that work (one a processor)")

    summary = commands.add_parser(
        "summary", help="a page for the chart of one patient", description=_SUMMARY, formatter_class=form
    )
    summary.add_argument("file", nargs="?", type=Path, metavar="FILE", help="what is known of the patient")
    summary.add_argument("--out", type=Path, required=True, metavar="PAGE", help="where the page goes: .pdf or .html")
    summary.add_argument("--id", default="", metavar="ID", help="what you call the patient: an id, no name")
    summary.add_argument("--trial", default="NCT07089121", metavar="ID", help="which trial it is about (%(default)s)")
    summary.add_argument("--today", type=_day, metavar="DATE", help="take this for today, e.g. 2026-11-22")

    trials = commands.add_parser("trials", help="the trials at hand", description="The trials at hand.")
    actions = trials.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="one line for each trial")
    show = actions.add_parser("show", help="the record and the criteria of a trial")
    show.add_argument("trial", metavar="ID", help="e.g. NCT07089121")
    script = actions.add_parser(
        "script", help="all that the bot asks and says about a trial", description=_SCRIPT, formatter_class=form
    )
    script.add_argument("trial", metavar="ID", help="e.g. NCT07089121")
    script.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="where to write it (here)")
    script.add_argument("--today", type=_day, metavar="DATE", help="take this for today, e.g. 2026-11-22")
    check = actions.add_parser("check", help="whether the files of a trial are in order")
    check.add_argument("trial", metavar="ID_OR_FOLDER", help="an id, or a folder with record.json and criteria.yaml")

    sessions = commands.add_parser(
        "sessions", help="the chats that are kept", description=_SESSIONS, formatter_class=form
    )
    tasks = sessions.add_subparsers(dest="action", required=True, metavar="ACTION")
    tasks.add_parser("rekey", help="encrypt all kept chats with a new key, and drop the old one")
    tasks.add_parser("erase-old", help="erase the chats untouched for TRIALFIT_RETENTION_DAYS (30)")

    telegram = commands.add_parser("telegram", help="the bot in Telegram", description=_TELEGRAM, formatter_class=form)
    telegram.add_argument(
        "action",
        nargs="?",
        choices=["setup", "work"],
        help="setup: tell Telegram the bot's commands and descriptions; work: answer what another process takes in",
    )
    telegram.add_argument("--webhook", action="store_true", help="have Telegram post the messages")
    telegram.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="processes that answer (%(default)s); needs PostgreSQL"
    )
    return reader


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Prints the version and leaves."""
        from importlib.metadata import version

        print(f"trialfit {version('trialfit')}")
        parser.exit()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-11-22") from None


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write it as 10")
    return int(text)


def _address(text: str) -> str:
    if not re.fullmatch(r"(tcp|tls)://(\[[\da-fA-F:]+\]|[\w.-]+):\d{1,5}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no address; write it as tcp://10.0.0.1:8786")
    return text


def _some(text: str) -> int:
    if (count := _count(text)) < 1:
        raise argparse.ArgumentTypeError("has to be 1 or more")
    return count
