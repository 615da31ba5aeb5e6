"""The words of the page for the chart, checked as they load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from bot.wording import read_yaml
from bot.wording.forms import Words
from trials.matching import Verdict


class PageWords(Words):
    """page.yaml: headings and sentences of the page."""

    title: str
    patient: str
    verdicts: Mapping[Verdict, str]
    not_yet: str
    not_yet_birthday: str
    birthday: str
    why: str
    weigh: str
    said: str
    nothing_said: str
    more: str
    denied: str
    guess: str
    limits: str
    points: str
    columns: Mapping[Literal["status", "point", "record", "words"], str]
    ask: Mapping[Literal["family", "lab sheet", "study team"], str]
    call: str
    say: str
    place: str
    dated: str
    code: str
    url: str
    made: str
    left_out: str
    quoted: str


@cache
def page_wording(language: str) -> PageWords:
    """The words of the page in a language, e.g. "en"."""
    return PageWords.model_validate(read_yaml(language, "page.yaml"))
