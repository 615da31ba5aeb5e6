"""What a message wants, apart from stating facts: commands, wishes, questions about the trial."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.plain import bare, plain
from bot.wording import TrialWords, Wording
from nlp.facts import Fact

MOST_QUESTIONS = 3
_SENTENCE = re.compile(r"[^.!?\n;]+[?]?")
_CRITERION = re.compile(r"(?<!\w)([ie]\d{1,2})(?!\w)")


class Command(NamedTuple):
    """A command and what stands after it."""

    name: str
    rest: str


def command(text: str, words: Wording) -> Command | None:
    """The command that a message is ("/why E5"); `unknown` for one the wording does not know."""
    if not text.lstrip().startswith("/"):
        return None
    head, _, rest = text.strip().partition(" ")
    head = head.lower().partition("@")[0]
    for name, forms in words.intents.commands.items():
        if head in forms:
            return Command(name, rest.strip())
    return Command("unknown", rest.strip()) if re.fullmatch(r"/[a-z]\w*", head) else None


def wishes(text: str, words: Wording) -> frozenset[str]:
    """The wishes of the wording's `intents` whose cues a message holds."""
    said, alone = plain(text), bare(text, words.answers)
    loose = re.sub(r"[^\w/]+", " ", said).strip()
    found = set()
    for name, intent in words.intents.intents.items():
        if intent.unless and intent.unless.search(loose):
            continue
        whole = intent.whole and (intent.whole.fullmatch(loose) or intent.whole.fullmatch(alone))
        if whole or (intent.anywhere and intent.anywhere.search(said)):
            found.add(name)
    return frozenset(found)


def criterion_named(text: str) -> str | None:
    """The criterion id that a message names ("why e5" -> "E5")."""
    match = _CRITERION.search(plain(text))
    return match.group(1).upper() if match else None


def asks(text: str, words: Wording) -> bool:
    """Whether any sentence of the message sounds like a question."""
    return any(words.intents.asks.search(sentence) for sentence in _sentences(text))


def trial_questions(text: str, facts: Iterable[Fact], words: Wording, trial: TrialWords) -> tuple[str, ...]:
    """The names of the trial's questions that a message asks, in the order of the wording."""
    known = {fact.concept for fact in facts}
    short = len(plain(text).split()) <= words.intents.short
    asking = [one for one in _sentences(text) if short or words.intents.asks.search(one)]
    found = []
    for name, question in trial.questions.items():
        if known & question.unless_facts:
            continue
        for sentence in asking:
            silent = question.unless_says and question.unless_says.search(sentence)
            wanted = question.needs is None or question.needs.search(sentence)
            if question.cues.search(sentence.rstrip("?! ")) and wanted and not silent:
                found.append(name)
                break
    return tuple(found[:MOST_QUESTIONS])


def _sentences(text: str) -> list[str]:
    return [plain(one) for one in _SENTENCE.findall(text)]
