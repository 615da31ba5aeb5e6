"""The conversation: a pure function of (session, message, today). Every door of the bot is a thin adapter round it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot import course, permission, remarks, small_talk, told_back
from bot.answers import Heard
from bot.course import Message, Step
from bot.gates import Gated, gated
from bot.hearing import hear, reopened
from bot.intents import asks, command, trial_questions, wishes
from bot.known import without
from bot.own_words import trial_words_of, words_of
from bot.people import people
from bot.plain import bare
from bot.replies import pack
from bot.session import Session
from bot.verdicts import Standing
from nlp.facts import Fact, Frozen
from nlp.reading import Context, Reading, read
from trials.catalog import trial as trial_of
from trials.matching import Assessment, assess
from trials.profile import Profile

LONGEST = 8_000
NO_FACTS: tuple[Fact, ...] = ()
Reader = Callable[[str, Context], Reading]
_CLEARING = ("forget", "restart")
# wishes that a short answer to an open question may look like
_MAYBE_ANSWERS = frozenset({"ok", "bye", "hello", "left", "dont_know", "go_on", "not_now", "upset"})

# no message at all
_NOTHING = Message(Heard(()), answered=False, yes=False, no=False, chatted=True, news=False, patience=course.NO_LIMIT)

# wishes after which nothing is asked in the same breath
_LET_BE = frozenset({"bye", "low"})


class Turn(Frozen):
    """What one message brings.

    `replies` are what the person reads, each at most 3,500 characters; `gate` what the message set off before anything
    else; `asking` the criteria that the open question is about; `facts` those of this message; `buttons` short answers
    to offer.
    """

    replies: tuple[str, ...]
    gate: str | None
    asking: tuple[str, ...]
    assessments: tuple[Assessment, ...]
    facts: tuple[Fact, ...]
    buttons: tuple[str, ...] = ()


def turn(session: Session, message: str, today: date) -> tuple[Session, Turn]:
    """The chat after one more message, and what to answer.

    Takes any text, of which it reads the first LONGEST characters; the same arguments always give the same result.
    """

    def reader(text: str, context: Context) -> Reading:
        return read(text, session.language, today, context)

    return take(session, message, today, reader)


def take(session: Session, message: str, today: date, reader: Reader) -> tuple[Session, Turn]:
    """`turn` with the reader of plain text as a parameter."""
    text, words = message[:LONGEST], words_of(session)
    if gate := gated(session, text, today):
        return gate.session, Turn(
            replies=(gate.reply,),
            gate=gate.name,
            asking=(),
            assessments=(_where_it_stood(session, gate, text, today, reader),),
            facts=NO_FACTS,
        )
    session = session.model_copy(update={"child_writes": None})
    cut = [words.say("too_long", count=f"{LONGEST:,}")] if len(message) > LONGEST else []
    order, wanted = command(text, words), wishes(text, words)
    clearing = next((name for name in _CLEARING if name in wanted), None)
    if order or clearing:
        name, rest = (order.name, order.rest) if order else (clearing or "", "")
        step, facts = _obey(name, rest, session, today), NO_FACTS
        assessment = standing_of(step.session, today).assessment
    else:
        session, thanks, says_more = permission.hear(session, text, words)
        if "next_patient" in wanted and session.profile.statements:
            session, thanks = _cleared(session), [*thanks, words.say("next_patient")]
        if says_more:
            step, facts, assessment = _listen(session, text, today, wanted, reader)
        else:
            standing = standing_of(session, today)
            step, facts = go_on(session.model_copy(update={"met": True}), _NOTHING, standing), NO_FACTS
            assessment = standing.assessment
        step = step._replace(said=[*thanks, *step.said])
    replies = pack([*cut, *step.said])
    return step.session, Turn(
        replies=replies or (words.say("where_we_are"),),
        gate=None,
        asking=step.session.asking,
        assessments=(assessment,),
        facts=facts,
        buttons=step.buttons,
    )


def _where_it_stood(session: Session, gate: Gated, text: str, today: date, reader: Reader) -> Assessment:
    """The assessment that goes with a gate's reply.

    After `guardian` it is of all that was said up to here, this once: the chat itself is cleared.
    """
    if gate.name == "guardian":
        return _listen(session, text, today, frozenset(), reader)[2]
    return standing_of(gate.session, today).assessment


def standing_of(session: Session, today: date, assessment: Assessment | None = None) -> Standing:
    """Where the chat's patient stands today; `assessment` is that of this session and day, if it is at hand."""
    words, trial = words_of(session), trial_of(session.trial)
    own, person = trial_words_of(session), people(session.context.patient, words)
    return Standing(assessment or assess(trial, session.profile, today), trial, words, own, person, today)


def _obey(name: str, rest: str, session: Session, today: date) -> Step:
    """The step that a command asks for; what is known stays, but for the two that clear it."""
    words = words_of(session)
    if name == "forget":
        return Step(session.fresh(), [words.say("forgotten")])
    if name == "restart":
        session = _cleared(session)
        step = go_on(session, _NOTHING, standing_of(session, today))
        return step._replace(said=[words.say("restarted"), words.say("welcome_ask"), *step.said])
    standing = standing_of(session, today)
    said = small_talk.obey(name, rest, session, standing)
    if session.asking or permission.is_open(session) or (name == "start" and not session.told):
        step = go_on(session.model_copy(update={"met": True}), _NOTHING, standing)
        return step._replace(said=[*said, *step.said])
    return Step(session, said)


def _cleared(session: Session) -> Session:
    """The chat with nothing known of the patient; who writes, and whether it may be kept, stays."""
    kept = {"permission": session.permission, "writer": session.writer}
    return session.fresh().model_copy(update={"met": True, **kept})


def go_on(session: Session, message: Message, standing: Standing) -> Step:
    """The next step of the chat: before all else, where a door could keep it, the question whether it may."""
    if permission.is_open(session):
        return Step(*permission.ask(session, standing.words))
    return course.follow(session, message, standing)


def _listen(
    session: Session, text: str, today: date, wanted: frozenset[str], reader: Reader
) -> tuple[Step, tuple[Fact, ...], Assessment]:
    """The step after a message in plain words, its facts, and where the patient stands."""
    session = permission.introduced(session, text)
    words = words_of(session)
    heard, context, change = hear(session, text, today, reader)
    about_patient = tuple(fact for fact in heard.facts if fact.subject == "patient")
    before = without(session.profile, change.gone)
    update = {
        "profile": before.tell(heard.facts, today),
        "context": context,
        "declined": reopened(session, change.gone),
        "guessed": tuple(fact for fact in about_patient if fact.guesses),
        "doubted": change.which,
        "withdrawn": change.gone,
        "met": True,
    }
    now = session.model_copy(update=update)
    standing = standing_of(now, today)
    if heard.answered and session.asking:
        wanted -= _MAYBE_ANSWERS
    questions = trial_questions(text, heard.facts, words, standing.own)
    told = _tell_back(session, now, session.profile, heard, standing)
    supposed = reader(text, Context()).context.mentioned if "what_if" in wanted and not about_patient else ()
    chat = [
        *remarks.chat(session, text, wanted, standing, bool(about_patient)),
        *small_talk.about_trial(questions, standing),
        *small_talk.what_if(supposed, standing),
    ]
    introduced = people(context.patient, words).kind != people(session.context.patient, words).kind
    message = _message(session, heard, text, wanted, bool(chat) or introduced, bool(about_patient))
    if change.which:
        step = course.ask_which(now, change.which, standing)
    elif change.gone and not about_patient:
        step = course.take_out(now, change.gone, message, standing)
    elif wanted & _LET_BE and not about_patient:
        step = Step(now, [])
    elif "reopen" in wanted:
        step = _reopen(now, message, standing)
    else:
        told = told or remarks.nothing_told(session, heard, text, message, wanted, standing)
        step = go_on(now, message, standing)
        if "fit" in wanted and about_patient and step.session.asking:
            told = [*told, f"{standing.say(f'standing.{standing.assessment.verdict}')} {standing.say('only_team')}"]
    wrong = (words.say("buttons.wrong"),) if now.guessed else ()
    return (
        step._replace(said=[*chat, *told, *step.said], buttons=wrong + step.buttons),
        heard.facts,
        standing.assessment,
    )


def _message(session: Session, heard: Heard, text: str, wanted: frozenset[str], chatted: bool, news: bool) -> Message:
    """What the course of the chat needs to know of a message."""
    words = words_of(session)
    alone = bare(text, words.answers)
    beside = chatted or asks(text, words) or not remarks.has_words(text)
    return Message(
        heard,
        answered=heard.answered,
        yes="go_on" in wanted or bool(words.answers.yes.fullmatch(alone)),
        no=("not_now" in wanted or bool(words.answers.no.fullmatch(alone))) and "fit" not in wanted,
        chatted=chatted,
        news=news,
        patience=course.LONG_PATIENCE if beside else course.PATIENCE if news else course.SHORT_PATIENCE,
    )


def _tell_back(session: Session, now: Session, before: Profile, heard: Heard, standing: Standing) -> list[str]:
    """What was understood, in full after the first message and in short later, with every guess said aloud."""
    words, person, today = standing.words, standing.person, standing.today
    first = not session.profile.statements and not session.asking
    story = told_back.story(heard.facts, today, words, person) if first else ""
    news = [] if story else told_back.news(heard, before, now.profile, today, words, person)
    guesses = told_back.guesses(heard.facts, today, words)
    return [*([story] if story else news), *guesses, *told_back.limits(heard.facts, standing.assessment, words)]


def _reopen(session: Session, message: Message, standing: Standing) -> Step:
    """Asks anew what was declined."""
    again = session.model_copy(update={"declined": (), "asking": (), "stage": "going_on", "repeats": 0})
    step = course.ask(again, message._replace(chatted=True), standing)
    said = "reopened" if step.session.asking else "nothing_to_reopen"
    return step._replace(said=[standing.say(said), *(step.said if step.session.asking else [])])
