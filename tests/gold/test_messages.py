"""What the messages of the corpus state, as they are labelled. A floor for each folder: it may only be raised."""

from pathlib import Path

import pytest

from bot.evaluation.gold import gold
from bot.evaluation.messages import message_scores
from tests.gold.gold import FOLDERS

FLOOR = {
    "dev": 0.99,
    "parents": 0.96,
    "patients": 0.93,
    "clinicians": 0.98,
    "families": 0.95,
    "households": 0.97,
    "case_reports": 0.97,
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_messages_of_a_folder(folder: Path) -> None:
    scores = message_scores(gold(folder).messages)
    assert scores.total.f1 >= FLOOR[folder.name], "\n".join(scores.wrong)
