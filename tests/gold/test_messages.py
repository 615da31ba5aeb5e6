"""What the messages of the corpus state, as they are labelled. A floor for each folder: it may only be raised."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from nlp.facts import Fact
from nlp.reading import read
from tests.gold.gold import FOLDERS, items, today

FLOOR = {"dev": 0.98, "parents": 0.95, "patients": 0.93, "clinicians": 0.95, "families": 0.95}
CONDITIONS = {"sle", "dermatomyositis", "myasthenia_gravis", "aav"}
AGES = {"age", "onset_age"}
TESTS = {
    "anc",
    "hemoglobin",
    "platelets",
    "alt",
    "ast",
    "ggt",
    "creatinine_clearance",
    "creatinine",
    "inr",
    "pt",
    "ptt",
}
SEROLOGY = {"hbsag", "hcv_antibody", "hcv_rna", "hiv", "quantiferon"}


def key(fact: dict[str, Any]) -> tuple[object, ...] | None:
    """A comparable form of a fact, None for those that are not labelled."""
    concept = fact["concept"]
    if fact.get("subject", "patient") != "patient":
        return None
    if concept in CONDITIONS:
        return concept, fact.get("assertion", "present")
    if concept in SEROLOGY:
        return concept, fact["value"]
    if concept in AGES:
        return concept, round(float(fact["value"]), 1)
    if concept in TESTS:
        return concept, float(f"{fact['value']:.2g}"), fact["unit"], fact.get("op") or "="
    return None


def as_dict(fact: Fact) -> dict[str, Any]:
    return fact.model_dump(include={"concept", "value", "unit", "op", "assertion", "subject"})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_messages_of_a_folder(folder: Path) -> None:
    counts: Counter[str] = Counter()
    for item in items(folder, "messages"):
        gold = {key(fact) for fact in item["facts"]} - {None}
        found = {key(as_dict(fact)) for fact in read(item["text"], "en", today(item)).facts} - {None}
        counts.update(hit=len(gold & found), missed=len(gold - found), invented=len(found - gold))
    f1 = 2 * counts["hit"] / (2 * counts["hit"] + counts["missed"] + counts["invented"])
    assert f1 >= FLOOR[folder.name], counts
