"""What a chat does next, once a message is understood: say what stands in the way, ask, or give the verdict."""

from __future__ import annotations

from typing import NamedTuple

from bot.answers import Heard
from bot.asking import is_checklist, options, question
from bot.bearing import bears
from bot.light import bearing
from bot.session import Session
from bot.telling import phrases
from bot.verdicts import Standing
from nlp.facts import Fact
from trials.criteria import Criterion
from trials.matching import Outcome
from trials.questions import next_question

# how often a question is put again: after words that were not understood, after news that do not answer it, and after
# talk of something else
SHORT_PATIENCE = 1
PATIENCE = 2
LONG_PATIENCE = 3
NO_LIMIT = 1_000_000
# more facts than this are not read out to ask which of them is wrong
MOST_DOUBTED = 6


class Step(NamedTuple):
    """The chat as it goes on, what is said to that end, and the short answers to offer."""

    session: Session
    said: list[str]
    buttons: tuple[str, ...] = ()


class Message(NamedTuple):
    """A message as far as the course of the chat depends on it.

    `answered`: the open question was taken up; `yes`, `no`: all that it says; `chatted`: something was said in
    reply already; `news`: it states something about the patient; `patience`: how often the question may be put again
    before it is dropped.
    """

    heard: Heard
    answered: bool
    yes: bool
    no: bool
    chatted: bool
    news: bool
    patience: int = PATIENCE


def follow(session: Session, message: Message, standing: Standing) -> Step:
    """The next step of the chat."""
    fails = tuple(one.id for one in standing.having("fail"))
    if not fails and session.told:
        session = session.model_copy(update={"told": (), "stage": "asking"})
        step = ask(session, message, standing)
        return step._replace(said=[standing.say("no_more_fail"), *step.said])
    if not fails or session.stage == "going_on":
        return ask(session, message, standing)
    if set(fails) - set(session.told) or message.news:
        return fail(session, fails, message, standing)
    if session.stage in {"offered", "done"} and message.yes:
        return ask(session.model_copy(update={"stage": "going_on"}), message, standing)
    closing = _away(session, "done")
    if message.no:
        return Step(closing, [standing.say("closed")])
    return Step(_away(session, session.stage), [] if message.chatted else [standing.say("where_we_are")])


def fail(session: Session, fails: tuple[str, ...], message: Message, standing: Standing) -> Step:
    """Says what stands in the way, whom to call and that there is more to check: each but once."""
    later = _away(session, "offered").model_copy(update={"told": fails})
    news = [one for one in standing.having("fail") if one.id not in session.told or _is_about(message.heard, one)]
    if not news:
        return Step(later, [standing.say("fail_short")])
    head = "fail" if set(fails) - set(session.told) else "fail_still"
    said = standing.fails(news, head)
    if not session.told:
        said = [*standing.notices(), *said, *standing.whom_to_call(), standing.say("offer")]
    return Step(later, said, (standing.say("buttons.yes"), standing.say("buttons.not_now")))


def _is_about(heard: Heard, outcome: Outcome) -> bool:
    return any(fact in outcome.facts for fact in heard.facts)


def ask(session: Session, message: Message, standing: Standing) -> Step:
    """Puts the next question, or the open one again, or closes with the verdict."""
    given_up = not message.answered and session.repeats >= message.patience
    if session.asking and (message.answered or given_up):
        session = _settle(session, message, standing)
    said = [standing.fail_reason(one) for one in standing.having("fail") if one.id not in session.told]
    session = session.model_copy(update={"told": tuple(one.id for one in standing.having("fail"))})
    asked = _next(session, standing)
    if not asked and not session.insisted and (needed := _needed(session, standing)):
        session = session.model_copy(update={"insisted": True})
        asked, said = needed, [*said, standing.say("needed")]
    if not asked:
        return _close(session, message, standing, said)
    again = bool(session.asking) and not message.answered and asked == session.asking
    text = question(asked, session, standing, again)
    stage = "going_on" if standing.having("fail") else "asking"
    update = {
        "asking": asked,
        "stage": stage,
        "repeats": session.repeats + (message.patience < NO_LIMIT) if again else 0,
    }
    return Step(session.model_copy(update=update), [*said, text], buttons(asked, session, standing))


def buttons(asked: tuple[str, ...], session: Session, standing: Standing) -> tuple[str, ...]:
    """The short answers to offer to a question."""
    if all(one in standing.own.lab_sheet for one in asked):
        return (standing.say("buttons.no_labs"),)
    if is_checklist(asked, session, standing):
        return (standing.say("buttons.no"), standing.say("buttons.dont_know"))
    # of several exclusions, a yes or a no alone would not say to which it belongs
    offered = () if len(asked) > 1 and asked[0].startswith("E") else asked
    return (*(word for one in offered for word in options(one, session, standing)), standing.say("buttons.dont_know"))


def take_out(session: Session, gone: tuple[Fact, ...], message: Message, standing: Standing) -> Step:
    """Says what was taken out; asks for the right value at once, for anything else when its turn comes."""
    labels = ", ".join(dict.fromkeys(standing.words.labels.of(fact.concept) for fact in gone))
    if all(isinstance(fact.value, float | int) for fact in gone):
        by_id = {one.id: one for one in standing.trial.criteria}
        unknown = [one.id for one in standing.having("unknown")]
        asked = tuple(one for one in unknown if any(bears(fact.concept, by_id[one]) for fact in gone))
        later = session.model_copy(update={"asking": asked or session.asking, "repeats": 0})
        return Step(later, [standing.say("undone", facts=labels)])
    step = follow(session, message._replace(chatted=True, patience=NO_LIMIT), standing)
    return step._replace(said=[standing.say("taken_back", facts=labels), *step.said])


def ask_which(session: Session, which: tuple[Fact, ...], standing: Standing) -> Step:
    """Asks which of some facts is wrong."""
    lines = list(phrases(which, standing.today, standing.words, standing.person.fields["have"]))
    if len(lines) > MOST_DOUBTED:
        return Step(session, [standing.say("what_wrong")])
    key = "which_wrong" if len(lines) > 1 else "is_wrong"
    return Step(session, [standing.say(key, facts="; ".join(lines))])


def _close(session: Session, message: Message, standing: Standing, said: list[str]) -> Step:
    was_done = session.stage == "done" and not message.news and not said
    later = _away(session, "done")
    if was_done:
        return Step(later, [] if message.chatted else [standing.say("where_we_are")])
    reopen = bool(session.declined) and bool(standing.having("unknown"))
    return Step(later, standing.verdict(), (standing.say("buttons.reopen"),) if reopen else ())


def _away(session: Session, stage: str) -> Session:
    """The session with no question open."""
    return session.model_copy(update={"asking": (), "repeats": 0, "stage": stage})


def _settle(session: Session, message: Message, standing: Standing) -> Session:
    """The session after an answer: what stays unknown is not asked again, but once where the answer was not whole."""
    unknown = {one.id for one in standing.having("unknown")}
    heard = message.heard
    halves = {one.id for one in standing.trial.criteria if _begins(one, heard, standing)} - {*heard.doubted}
    whole = {*session.kept, *session.declined}
    kept = tuple(one for one in session.asking if message.answered and one in {*heard.left, *halves} & unknown - whole)
    declined = tuple(one for one in session.asking if one in unknown - {*session.declined, *kept})
    return session.model_copy(
        update={
            "declined": (*session.declined, *declined),
            "kept": (*session.kept, *kept),
            "affirmed": (*session.affirmed, *heard.vague),
        }
    )


def _begins(criterion: Criterion, heard: Heard, standing: Standing) -> bool:
    """Whether something was told that leaves a criterion open, and there is a question for what is missing."""
    words = standing.own.criteria[criterion.id]
    there = (fact for fact in bearing(criterion, heard.facts) if fact.assertion == "present")
    return words.more is not None and criterion.known_by == "family" and any(there)


def _next(session: Session, standing: Standing) -> tuple[str, ...]:
    return next_question(standing.trial, standing.assessment, session.profile, frozenset(session.declined))


def _needed(session: Session, standing: Standing) -> tuple[str, ...]:
    """What the verdict hangs on and was asked in vain."""
    decisive = {one.id for one in standing.trial.criteria if one.decisive}
    needed = decisive & {one.id for one in standing.having("unknown")} & set(session.declined)
    is_open = not standing.having("fail")
    return tuple(one.id for one in standing.trial.criteria if one.id in needed) if is_open else ()
