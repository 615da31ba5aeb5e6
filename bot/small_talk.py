"""Answers to what is no fact: questions about the trial, wishes, commands."""

from __future__ import annotations

from collections.abc import Iterable

from bot import permission
from bot.intents import criterion_named
from bot.record_words import record_fields
from bot.session import Session
from bot.telling import clip, day
from bot.verdicts import RECORD_LIMIT, Standing
from bot.wording import Wording
from nlp.concepts import ancestors

_BEFORE, _AFTER = ("other_language", "injection", "upset", "low", "pregnant", "bot"), ("thanks", "bye")
MOST_SUPPOSED = 2
COMMANDED = {"trial": ("what", "phases", "visits", "recruiting"), "contact": ("contact",), "site": ("where",)}


def courtesies(wanted: frozenset[str], session: Session, standing: Standing) -> list[str]:
    """Kind words for wishes that need no more than that."""
    fields = record_fields(standing.trial, standing.words)
    return [
        *(standing.say(name, **fields) for name in _BEFORE if name in wanted),
        *([privacy(session, standing.words)] if "privacy" in wanted else []),
        *(standing.say(name, **fields) for name in _AFTER if name in wanted),
    ]


def privacy(session: Session, words: Wording) -> str:
    """What is done with what the person writes, and whether this chat is kept."""
    state = "never" if not session.kept_days else "open" if permission.is_open(session) else session.permission
    return words.say("privacy", kept=words.say(f"kept.{state}", days=permission.days(session, words)))


def what_if(concepts: Iterable[str], standing: Standing) -> list[str]:
    """What the record says of things that are only supposed."""
    named = [
        one
        for one in standing.trial.criteria
        if any(fails.concept in ancestors(concept) for concept in concepts for fails in one.leaves())
    ]
    return [
        standing.say("what_if", label=standing.own.criteria[one.id].label, record=clip(one.text, RECORD_LIMIT))
        for one in named[:MOST_SUPPOSED]
    ]


def about_trial(names: Iterable[str], standing: Standing) -> list[str]:
    """The record's answers to questions about the trial."""
    fields = record_fields(standing.trial, standing.words)
    said = []
    for name in names:
        question = standing.own.questions[name]
        answer = standing.person.fill(question.says, **fields)
        silent = standing.say("silent", **fields) if question.silent else ""
        said.append(f"{answer} {silent}".strip())
    return said


def why(text: str, session: Session, standing: Standing) -> list[str]:
    """Why a point stands as it does: the one named, else those that stand in the way and those asked about."""
    by_id = {one.id: one for one in standing.assessment.criteria}
    named = criterion_named(text)
    if named is not None and named not in by_id:
        return [standing.say("why_unknown_id", id=named, ids=", ".join(by_id))]
    if named is not None:
        one = by_id[named]
        label = standing.own.criteria[named].label
        said = [
            standing.say("why_line", label=f"{named}, {label}", record=clip(one.record, 900)),
            standing.say(f"why_status.{one.status}"),
        ]
        return [" ".join([*said, *standing.grounds(one.facts, "why_words")])]
    reasons = [standing.fail_reason(one) for one in standing.having("fail")]
    if session.asking:
        lines = [
            "• "
            + standing.say(
                "why_line", label=standing.own.criteria[one].label, record=clip(by_id[one].record, RECORD_LIMIT)
            )
            for one in session.asking
        ]
        return [*reasons, "\n".join([standing.say("why_asked"), *lines])]
    return reasons or [standing.say("why_none")]


def status(standing: Standing) -> str:
    """All criteria, a line each."""
    head = standing.say("status_head", date=day(standing.today, standing.words))
    states = standing.words.replies["status_words"]
    lines = [
        f"• {one.id} {standing.own.criteria[one.id].label}: {states[one.status]}"
        for one in standing.assessment.criteria
    ]
    return "\n".join([head, *lines])


def welcome(standing: Standing) -> list[str]:
    """The first words of a chat."""
    fields = record_fields(standing.trial, standing.words)
    return [standing.say("welcome", **fields), standing.say("welcome_ask", **fields)]


def obey(name: str, rest: str, session: Session, standing: Standing) -> list[str]:
    """What a command shows."""
    if name == "status":
        return [status(standing), standing.say("only_team")]
    if name == "why":
        return why(rest, session, standing)
    if name == "summary":
        return standing.verdict()
    if name == "left":
        return standing.left()
    if name == "start":
        return welcome(standing)
    if name == "read":
        return [standing.say("file.how")]
    if name == "help":
        return [standing.say("help"), standing.say("help_commands")]
    if name in COMMANDED:
        return about_trial(COMMANDED[name], standing)
    if name == "privacy":
        return [privacy(session, standing.words)]
    return [standing.say("language" if name == "language" else "unknown_command")]
