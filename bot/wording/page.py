"""The words of the page for the chart, checked as they load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.wording import read_yaml
from bot.wording.forms import Words
from trials.matching import Verdict


class PageWords(Words):
    """page.yaml: headings and sentences of the page."""

    title: str
    patient: str
    verdicts: Mapping[Verdict, str]
    not_yet: str
    said: str
    denied: str
    points: str
    columns: Mapping[str, str]
    open: str
    weigh: str
    known_by: Mapping[str, str]
    call: str
    say: str
    place: str
    dated: str
    made: str
    quoted: str


@cache
def page_wording(language: str) -> PageWords:
    """The words of the page in a language, e.g. "en"."""
    return PageWords.model_validate(read_yaml(language, "page.yaml"))
