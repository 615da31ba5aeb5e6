"""The conversations and simulated people of the corpus: verdicts, no false fit, and the same replies when replayed."""

from pathlib import Path

import pytest

from bot.dialogue import turn
from bot.evaluation.chats import conversation_scores, person_scores
from bot.evaluation.gold import Conversation, gold
from bot.session import Session
from tests.gold.gold import FOLDERS

WITH_CHATS = [folder for folder in FOLDERS if gold(folder).conversations]
FLOOR = 0.95


@pytest.mark.parametrize("folder", WITH_CHATS, ids=lambda folder: folder.name)
def test_conversations_end_as_labelled(folder: Path) -> None:
    scores = conversation_scores(gold(folder).conversations)
    assert scores.false_fits == 0, scores.wrong
    assert scores.statuses_right >= FLOOR * scores.statuses, scores.wrong
    assert scores.verdicts_right >= FLOOR * scores.chats, scores.wrong


@pytest.mark.parametrize("folder", WITH_CHATS, ids=lambda folder: folder.name)
def test_simulated_people_get_to_the_end(folder: Path) -> None:
    scores = person_scores(gold(folder).people)
    assert scores.false_fits == scores.endless == 0, scores.wrong
    assert scores.verdicts_right >= 0.85 * scores.chats, scores.wrong
    assert sum(scores.questions) <= 9 * scores.chats


@pytest.mark.parametrize("folder", WITH_CHATS, ids=lambda folder: folder.name)
def test_a_session_kept_as_json_goes_on_with_the_same_replies(folder: Path) -> None:
    for conversation in gold(folder).conversations:
        assert replies(conversation, kept=True) == replies(conversation, kept=False)


def replies(conversation: Conversation, kept: bool) -> list[tuple[str, ...]]:
    """The replies of a conversation; where `kept`, the session goes through JSON between two turns."""
    session, said = Session(), []
    for text in conversation.turns:
        session, answer = turn(session, text, conversation.today)
        said.append(answer.replies)
        session = Session.model_validate_json(session.model_dump_json()) if kept else session
    return said
