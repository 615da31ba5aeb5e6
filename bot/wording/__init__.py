"""All words of the bot: loaded once from the YAML files of a language and checked as they load."""

from __future__ import annotations

from collections.abc import Mapping
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
def wording(language: str, clinician: bool = False) -> Wording:
    """The words of a language, e.g. "en"; for a clinician those of clinician.yaml lie over the plain ones."""
    parts = ("replies", "answers", "corrections", "intents", "permission", "labels")
    words = {part: read_yaml(language, f"{part}.yaml") for part in parts}
    if clinician:
        own = read_yaml(language, "clinician.yaml")
        words |= {part: _over(own[part], words[part]) for part in ("replies", "labels")}
    return Wording.model_validate({"language": language, **words})


@cache
def trial_wording(language: str, trial: str, clinician: bool = False) -> TrialWords:
    """The words about a trial in a language; for a clinician the criteria have their clinical names."""
    words = read_yaml(language, "trials", f"{trial}.yaml")
    if clinician:
        words["criteria"] = {one: _clinical(said) for one, said in words["criteria"].items()}
    return TrialWords.model_validate(words)


def _clinical(said: Mapping[str, Any]) -> dict[str, Any]:
    """The words about a criterion with its clinical name, also where its numbers are asked for."""
    return {**said, "label": said["clinical"]} | ({"short": None} if "numbers" in said else {})


def _over(own: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    """The plain words with some of them replaced, at any depth."""
    both = {key: _over(value, plain[key]) for key, value in own.items() if isinstance(value, Mapping)}
    return {**plain, **own, **both}
