"""A message heard in full: in the light of the open question, and as a word on what was told before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.afterthoughts import Change
from bot.answers import Heard, Listener
from bot.bearing import bears
from bot.light import Light
from bot.own_words import trial_words_of, words_of
from bot.second_thoughts import SecondThoughts
from bot.session import Session
from nlp.facts import Fact
from nlp.reading import Context, Reading
from trials.catalog import trial as trial_of

Reader = Callable[[str, Context], Reading]


def hear(session: Session, text: str, today: date, reader: Reader) -> tuple[Heard, Context, Change]:
    """What a message says, the context for the next one, and what it changes of what was told before."""
    seen = [session.context]

    def facts_of(part: str, spoken_of: tuple[str, ...]) -> tuple[Fact, ...]:
        before = seen[-1]
        reading = reader(part, before.model_copy(update={"mentioned": (*before.mentioned, *spoken_of)}))
        named = {*before.mentioned, *(fact.concept for fact in reading.facts)}
        kept = tuple(one for one in reading.context.mentioned if one not in spoken_of or one in named)
        seen.append(reading.context.model_copy(update={"mentioned": kept}))
        return reading.facts

    def probe(part: str) -> tuple[Fact, ...]:
        return reader(part, seen[-1]).facts

    def named(part: str) -> tuple[str, ...]:
        return reader(part, Context()).context.mentioned

    trial, words = trial_of(session.trial), words_of(session)
    asked = tuple(one for one in trial.criteria if one.id in session.asking)
    asked = tuple(sorted(asked, key=lambda one: session.asking.index(one.id)))
    own = trial_words_of(session)
    light = Light(words.answers, own, session.profile, facts_of, probe, session.affirmed)
    heard = Listener(asked, light).hear(text)
    thoughts = SecondThoughts(
        light,
        words.corrections,
        trial.criteria,
        asked,
        heard.facts,
        session.doubted,
        session.withdrawn,
        named,
        today,
        session.language,
    )
    change = thoughts.change(text, heard.answered)
    if change.gone or change.which:
        heard = heard._replace(answered=heard.answered and bool(heard.facts))
    if change.facts:
        answered = any(bears(fact.concept, one) for fact in change.facts for one in asked)
        heard = Heard((*heard.facts, *change.facts), answered=answered)
    return heard, seen[-1], change


def reopened(session: Session, gone: tuple[Fact, ...]) -> tuple[str, ...]:
    """The declined criteria, but for those of which something was taken back: they are asked again."""
    by_id = {one.id: one for one in trial_of(session.trial).criteria}
    return tuple(one for one in session.declined if not any(bears(fact.concept, by_id[one]) for fact in gone))
