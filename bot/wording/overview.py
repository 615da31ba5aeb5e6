"""The words of the overview of a screened list, checked as they load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from bot.wording import read_yaml
from bot.wording.forms import Words
from trials.matching import Verdict


class OverviewWords(Words):
    """overview.yaml: headings, filters and sentences of the page."""

    title: str
    heading: Mapping[Literal["one", "many"], str]
    verdicts: Mapping[Verdict, str]
    unread: str
    share: str
    criteria: str
    columns: Mapping[Literal["point", "fail", "unknown", "review"], str]
    patients: str
    filters: Mapping[Literal["text", "verdict", "criterion", "status", "all", "any", "clear"], str]
    headings: Mapping[Literal["id", "verdict", "revisit_on", "fails", "open"], str]
    shown: str
    none: str
    more: str
    pages: Mapping[Literal["before", "next"], str]
    no_script: str
    made: str


@cache
def overview_wording(language: str) -> OverviewWords:
    """The words of the overview in a language, e.g. "en"."""
    return OverviewWords.model_validate(read_yaml(language, "overview.yaml"))
