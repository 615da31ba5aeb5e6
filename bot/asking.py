"""The words of a question about one or more criteria."""

from __future__ import annotations

from bot.known import known_about
from bot.session import Session
from bot.verdicts import Standing
from bot.wording import Wording
from bot.wording.forms import Asked
from nlp.concepts import concepts

_KINDS_OF_YES = ("present", "possible")


def question(ids: tuple[str, ...], session: Session, standing: Standing, again: bool) -> str:
    """One question about the criteria `ids`, in their order; in short where it is put again."""
    words, own = standing.words, standing.own
    if len(ids) == 1:
        text = _ask(ids[0], session, standing)
        return words.say("repeat", question=text) if again else text
    if all(one in own.lab_sheet for one in ids):
        items = [own.criteria[one].short or own.criteria[one].label for one in ids]
        text = words.say("labs", items=_listed(items, words))
        return words.say("repeat", question=text) if again else f"{text} {words.say('labs_how')}"
    lines = [f"• {_ask(one, session, standing)}" for one in ids]
    if again:
        return "\n".join([words.say("repeat_many"), *lines])
    plain_no = [words.say("no_to_all")] if all(one.startswith("E") for one in ids) else []
    return "\n".join([words.say("several"), *lines, *plain_no])


def options(one: str, session: Session, standing: Standing) -> tuple[str, ...]:
    """The short answers to the question about one criterion, as words that are understood; () where it wants a text."""
    asked = form(one, session, standing)
    given = standing.own.criteria[one].options.get(asked)
    if given is None and asked == "ask" and one.startswith("E"):
        return standing.say("buttons.yes"), standing.say("buttons.no")
    return given or ()


def is_checklist(ids: tuple[str, ...], session: Session, standing: Standing) -> bool:
    """Whether a question is a list of things of which each may be there or not."""
    return len(ids) > 1 and all(
        one.startswith("E") and one not in standing.own.lab_sheet and form(one, session, standing) == "ask"
        for one in ids
    )


def form(one: str, session: Session, standing: Standing) -> Asked:
    """In which of its wordings the question about one criterion comes up."""
    said = standing.own.criteria[one]
    if said.more and _is_part_known(one, session, standing):
        return "more"
    return "which" if said.which and one in session.affirmed else "ask"


def _ask(one: str, session: Session, standing: Standing) -> str:
    said = standing.own.criteria[one]
    forms = {"ask": said.ask, "more": said.more, "which": said.which}
    return standing.person.fill(forms[form(one, session, standing)] or said.ask)


def _is_part_known(one: str, session: Session, standing: Standing) -> bool:
    """Whether something present is known already that bears on the criterion, though not enough.

    An age alone is no part of a diagnosis: without the disease it is the disease that is asked for. Nor is what stands
    in nobody's way a part of an exclusion: after a flu shot one asks whether there was a live vaccine, not when.
    """
    criterion = next(criterion for criterion in standing.trial.criteria if criterion.id == one)
    known, harmless = known_about(session.profile, criterion), standing.words.answers.harmless
    return any(
        fact.assertion in _KINDS_OF_YES or fact.value is not None
        for fact in known
        if concepts()[fact.concept].kind != "age" and not (one.startswith("E") and fact.concept in harmless)
    )


def _listed(items: list[str], words: Wording) -> str:
    return words.say("list_and").join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]
