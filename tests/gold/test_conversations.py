"""The conversations and simulated people of the corpus: verdicts, no false fit, and the same replies when replayed."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import Turn, turn
from bot.session import Session
from tests.gold.gold import FOLDERS, items, today

WITH_CHATS = [folder for folder in FOLDERS if items(folder, "conversations")]
FLOOR = 0.95
FIT = {"likely_fit", "possible_fit"}
MOST_QUESTIONS = 40


def talk(item: dict[str, Any]) -> list[Turn]:
    """All turns of a conversation; between them the session goes through JSON, as it does where it is kept."""
    session, turns = Session(), []
    for text in item["turns"]:
        session, said = turn(Session.model_validate_json(session.model_dump_json()), text, today(item))
        turns.append(said)
    return turns


@pytest.mark.parametrize("folder", WITH_CHATS, ids=lambda folder: folder.name)
def test_conversations_end_as_labelled(folder: Path) -> None:
    counts: Counter[str] = Counter()
    for item in items(folder, "conversations"):
        assessment = talk(item)[-1].assessments[0]
        expected = item["expect"]
        status = {outcome.id: outcome.status for outcome in assessment.criteria}
        right = sum(status[one] == wanted for one, wanted in expected["criteria"].items())
        counts.update(status=right, statuses=len(expected["criteria"]))
        counts.update(verdict=assessment.verdict == expected["verdict"], verdicts=1)
        assert not (expected["verdict"] == "not_a_fit" and assessment.verdict in FIT), f"a false fit: {item['id']}"
    assert counts["status"] >= FLOOR * counts["statuses"]
    assert counts["verdict"] >= FLOOR * counts["verdicts"]


@pytest.mark.parametrize("folder", WITH_CHATS, ids=lambda folder: folder.name)
def test_a_transcript_replayed_gives_the_same_replies(folder: Path) -> None:
    for item in items(folder, "conversations"):
        assert [said.replies for said in talk(item)] == [said.replies for said in talk(item)]


@pytest.mark.parametrize("folder", WITH_CHATS, ids=lambda folder: folder.name)
def test_simulated_people_get_to_the_end(folder: Path) -> None:
    counts: Counter[str] = Counter()
    for person in items(folder, "profiles"):
        session, said = turn(Session(), person["opening"], today(person))
        asked = 0
        while said.asking and asked < MOST_QUESTIONS:
            answers = [person["answers"].get(one, "i don't know") for one in said.asking]
            session, said = turn(session, answers[0] if len(set(answers)) == 1 else "; ".join(answers), today(person))
            asked += 1
        verdict, expected = said.assessments[0].verdict, person["expect"]["verdict"]
        assert not said.asking, f"never ends: {person['id']}"
        assert not (expected == "not_a_fit" and verdict in FIT), f"a false fit: {person['id']}"
        counts.update(right=verdict == expected, people=1, questions=asked)
    assert counts["right"] >= 0.85 * counts["people"]
    assert counts["questions"] <= 9 * counts["people"]
