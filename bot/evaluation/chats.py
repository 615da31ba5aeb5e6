"""How well chats end: verdicts, statuses and dates against what was expected of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.evaluation.doors import TRIAL, door, last, named
from bot.evaluation.gold import Conversation, Expectation, Person

FIT = ("likely_fit", "possible_fit")
MOST_QUESTIONS = 40  # a chat that asks more never ends
DOES_NOT_KNOW = "i don't know"


@dataclass
class ChatScores:
    """The figures over some chats; `wrong` describes each that did not end as expected.

    `questions` holds how many questions each simulated person was asked, `endless` counts those still being asked.
    """

    chats: int = 0
    verdicts_right: int = 0
    statuses: int = 0
    statuses_right: int = 0
    dates: int = 0
    dates_right: int = 0
    false_fits: int = 0
    false_exclusions: int = 0
    questions: list[int] = field(default_factory=list)
    endless: int = 0
    confusions: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, expect: Expectation, assessment: dict[str, Any]) -> None:
        """Counts one chat that ended with this assessment."""
        status = {criterion["id"]: criterion["status"] for criterion in assessment["criteria"]}
        verdict, mistakes = assessment["verdict"], []
        for criterion, wanted in expect.criteria.items():
            self.statuses += 1
            if status.get(criterion) == wanted:
                self.statuses_right += 1
            else:
                mistakes.append(f"{criterion}: {wanted} taken for {status.get(criterion)}")
        self.confusions.update(mistakes)
        self.chats += 1
        self.verdicts_right += verdict == expect.verdict
        if verdict != expect.verdict:
            mistakes.insert(0, f"verdict: {expect.verdict} taken for {verdict}")
        self.false_fits += expect.verdict == "not_a_fit" and verdict in FIT
        self.false_exclusions += expect.verdict != "not_a_fit" and verdict == "not_a_fit"
        if expect.revisit_on:
            day = expect.revisit_on.isoformat()
            self.dates += 1
            self.dates_right += assessment["revisit_on"] == day
            if assessment["revisit_on"] != day:
                mistakes.append(f"revisit_on: {day} taken for {assessment['revisit_on']}")
        if mistakes:
            self.wrong.append(f"{name}: {'; '.join(mistakes)}")


def conversation_scores(conversations: Iterable[Conversation]) -> ChatScores:
    """The figures over these conversations, after their last turns. Raises TrialfitError where a data file is wrong."""
    scores = ChatScores()
    for one in conversations:
        scores.add(named(one.id, one.turns), one.expect, _assessment(last(one, one.turns)))
    return scores


def person_scores(people: Iterable[Person]) -> ChatScores:
    """The figures over these simulated people, each asked until nothing is left to ask."""
    scores = ChatScores()
    for person in people:
        send, asked = door(person), 0
        answer = send(person.opening)
        while answer["asking"] and asked < MOST_QUESTIONS:
            answer, asked = send(answer_to(person, answer["asking"])), asked + 1
        scores.questions.append(asked)
        scores.endless += bool(answer["asking"])
        assessment = _assessment(answer)
        scores.add(named(person.id, [person.opening]), _decided(person.expect, assessment), assessment)
    return scores


def _assessment(answer: dict[str, Any]) -> dict[str, Any]:
    assessments: list[dict[str, Any]] = answer["assessments"]
    return next(one for one in assessments if one["trial"] == TRIAL)


def answer_to(person: Person, asking: Iterable[str]) -> str:
    """What a person says when asked about these criteria: said once where it is the same for all."""
    return "; ".join(answers) if len(set(answers := [_answer(person, one) for one in asking])) > 1 else answers[0]


def _answer(person: Person, criterion: str) -> str:
    return person.answers.get(criterion, DOES_NOT_KNOW)


def _decided(expect: Expectation, assessment: dict[str, Any]) -> Expectation:
    """What counts of an expectation: once a criterion fails the bot may leave the rest unasked."""
    if expect.verdict != "not_a_fit":
        return expect
    known = {criterion["id"] for criterion in assessment["criteria"] if criterion["status"] != "unknown"}
    return expect.model_copy(
        update={"criteria": {one: wanted for one, wanted in expect.criteria.items() if one in known}}
    )
