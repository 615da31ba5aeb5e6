"""All words of the bot: loaded once from the YAML files of a language and checked as they load."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.wording.forms import Answers, Corrections, CriterionWords, TrialWords, Wording

__all__ = ["Answers", "Corrections", "CriterionWords", "TrialWords", "Wording", "read_yaml", "trial_wording", "wording"]

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(language: str, *path: str) -> Any:
    """What a YAML file of a language holds."""
    return yaml.load(files("bot").joinpath("wording", language, *path).read_text(encoding="utf-8"), LOADER)


@cache
def wording(language: str) -> Wording:
    """The words of a language, e.g. "en"."""
    parts = ("replies", "answers", "corrections", "intents", "permission", "labels")
    return Wording.model_validate(
        {"language": language} | {part: read_yaml(language, f"{part}.yaml") for part in parts}
    )


@cache
def trial_wording(language: str, trial: str) -> TrialWords:
    """The words about a trial in a language."""
    return TrialWords.model_validate(read_yaml(language, "trials", f"{trial}.yaml"))
