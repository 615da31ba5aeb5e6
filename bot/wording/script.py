"""The words of the script for a review board: its headings, what it explains, and when each reply is given."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.session import Permission
from bot.wording import read_yaml
from bot.wording.forms import Asked, Words
from trials.matching import Status, Verdict

Row = Mapping[str, str]


class Saying(Words):
    """When something is said, and the keys of the replies that it is made of, a line each; `buttons` are keys too.

    `add` is a further line, made of fields; `fills` names the fill of a field where it is not the usual one.
    """

    when: str
    says: tuple[str, ...]
    add: str = ""
    buttons: tuple[str, ...] = ()
    fills: Mapping[str, str] = {}


class Chapter(Words):
    """A chapter: its title, paragraphs, and replies."""

    title: str
    text: tuple[str, ...]
    says: tuple[Saying, ...] = ()


class About(Chapter):
    """The first chapter: `rows` name the facts about the script, `persons` the columns of the forms of address."""

    facts: tuple[str, str]
    rows: Row
    status: str
    dates: str
    site: str
    contact: str
    languages: Row
    reading: str
    reading_text: tuple[str, ...]
    persons: Row
    person_rows: Row
    statuses: str
    status_head: tuple[str, str]
    status_means: Mapping[Status, str]


class Opening(Chapter):
    """The start of a chat; `answers` are answers to the question whether the chat may be kept, one after the other."""

    answers_head: tuple[str, str, str]
    answers: tuple[tuple[str, ...], ...]
    permissions: Mapping[Permission, str]
    kept: str


class QuestionWords(Chapter):
    """The chapter of the questions; `next` names what may follow an answer."""

    heading: str
    sees: str
    asked_again: str
    checklist: str
    together: str
    record: str
    decisive: str
    known_by: Row
    forms: Mapping[Asked, str]
    after: str
    hint: str
    answers: tuple[str, str, str]
    points: tuple[str, str, str]
    alike: str
    other: str
    next: Row
    alone: str
    alone_text: str


class Verdicts(Chapter):
    """The chapter of the results, with examples of whole ones."""

    samples: str
    samples_text: str
    sample: Mapping[Verdict, str]


class Sign(Words):
    """What sets a gate off or does not, and examples by language."""

    about: str
    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()


class GateWords(Chapter):
    """The chapter of the gates; `signal` describes the signals of their wording by name."""

    reply: str
    signals: tuple[str, str]
    quiet: str
    quiet_head: tuple[str, str]
    kinds: Row
    guardian_text: str
    guardian: tuple[Sign, ...]
    signal: Mapping[str, Sign]
    unless: Mapping[str, tuple[Sign, ...]]


class Telling(Chapter):
    """The chapter of what is told back."""

    corrections: str
    correction_says: tuple[Saying, ...]


class TrialQuestions(Chapter):
    """The chapter of the questions about the study."""

    example: str


class Commands(Chapter):
    """The chapter of the commands: `does` tells what each does."""

    head: tuple[str, str]
    does: Row
    parts: str


class TelegramScript(Chapter):
    """The chapter of what is said only on Telegram: when each of its texts is."""

    presents: str
    description: str
    short_description: str
    menu: tuple[str, str]
    buttons: str
    button: tuple[str, str]
    button_rows: Row
    ticks: Row
    head: str
    hint: str
    answer: str
    answered: str
    pressed: Row
    start: Row
    edited: Row
    group: str
    site: Row
    read: str
    broken: str
    media: str
    media_rows: Row
    beside: Row
    page: Row


class Points(Chapter):
    """The chapter of the criteria."""

    head: tuple[str, str, str, str, str]
    known_by: Row
    never: str


class Fill(Words):
    """What is put in the place of a field: a name for it, what it is, and the parts of the replies it is one of."""

    shown: str
    means: str = ""
    one_of: tuple[str, ...] = ()
    fills: Mapping[str, str] = {}


class Names(Chapter):
    """The chapter of the names of what may be told."""

    units: str


class ScriptWords(Words):
    """script.yaml; `fields` are fields of replies that are filled like another one."""

    title: str
    subtitle: str
    contents: str
    page: str
    about: About
    opening: Opening
    questions: QuestionWords
    verdicts: Verdicts
    gates: GateWords
    telling: Telling
    asking: Chapter
    trial: TrialQuestions
    talk: Chapter
    commands: Commands
    clinician: Chapter
    records: Chapter
    errors: Chapter
    telegram: TelegramScript
    summary: Chapter
    criteria: Points
    fills_title: str
    fills_text: str
    fills_head: tuple[str, str]
    fills: Mapping[str, Fill]
    fields: Row
    names: Names


@cache
def script_wording(language: str) -> ScriptWords:
    """The words of the script in a language, e.g. "en"."""
    return ScriptWords.model_validate(read_yaml(language, "script.yaml"))
