"""The cases of `assertion_cases.yaml`, and what trialfit itself makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from nlp.facts import Fact
from nlp.reading import read
from tests.benchmarks.texts import TODAY

MEANINGS = ("present", "absent", "possible", "other")
_FILE = Path(__file__).with_suffix(".yaml")
_MARK = re.compile(r"\[(\w+): ([^\]]+)\]")
_RESULTS = {"positive": "present", "negative": "absent"}
_BESIDE = ("childhood_onset", "disease_activity")  # facts whose words may lie in a disease's name


class Case(NamedTuple):
    """A target in a text, by its character offsets, and its meaning for the patient: one of `MEANINGS`."""

    phenomenon: str
    text: str
    start: int
    end: int
    meaning: str
    held: bool

    @property
    def target(self) -> str:
        """The target's words."""
        return self.text[self.start : self.end]


def cases() -> list[Case]:
    """All cases in the order of the file; of each phenomenon every second sentence is held, the others may train."""
    marked: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [
        case
        for phenomenon, sentences in marked.items()
        for place, sentence in enumerate(sentences)
        for case in _unmarked(phenomenon, sentence, held=place % 2 == 0)
    ]


def ours(case: Case) -> str:
    """What trialfit makes of a target; `other` where it states nothing of the patient."""
    return meant(read(case.text, "en", TODAY).facts, case.start, case.end)


def meant(facts: Sequence[Fact], start: int, end: int) -> str:
    """The meaning of the first of the patient's facts whose words overlap a span, `other` where there is none."""
    for fact in facts:
        if fact.subject == "patient" and fact.start < end and start < fact.end and fact.concept not in _BESIDE:
            meaning = fact.assertion or _RESULTS.get(str(fact.value))
            if meaning:
                return meaning
    return "other"


def _unmarked(phenomenon: str, sentence: str, *, held: bool) -> list[Case]:
    text = _MARK.sub(r"\2", sentence)
    found: list[Case] = []
    shift = 0
    for mark in _MARK.finditer(sentence):
        meaning, target = mark.groups()
        start = mark.start() - shift
        found.append(Case(phenomenon, text, start, start + len(target), meaning, held))
        shift += len(mark[0]) - len(target)
    return found
