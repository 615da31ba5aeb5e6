"""The words of a question about one or more criteria."""

from __future__ import annotations

from bot.known import known_about
from bot.people import People
from bot.wording import CriterionWords, TrialWords, Wording
from trials.catalog import Trial
from trials.profile import Profile

_KINDS_OF_YES = ("present", "possible")


def question(
    ids: tuple[str, ...], trial: Trial, profile: Profile, words: Wording, own: TrialWords, person: People, again: bool
) -> str:
    """One question about the criteria `ids`, in their order; in short where it is put again."""
    if len(ids) == 1:
        text = _ask(ids[0], trial, profile, own, person)
        return words.say("repeat", question=text) if again else text
    if all(one in own.lab_sheet for one in ids):
        items = [own.criteria[one].short or own.criteria[one].label for one in ids]
        text = words.say("labs", items=_listed(items, words))
        return words.say("repeat", question=text) if again else f"{text} {words.say('labs_how')}"
    lines = [f"• {_ask(one, trial, profile, own, person)}" for one in ids]
    if again:
        return "\n".join([words.say("repeat_many"), *lines])
    plain_no = [words.say("no_to_all")] if all(one.startswith("E") for one in ids) else []
    return "\n".join([words.say("several"), *lines, *plain_no])


def _ask(one: str, trial: Trial, profile: Profile, own: TrialWords, person: People) -> str:
    said: CriterionWords = own.criteria[one]
    known = said.more is not None and _is_part_known(one, trial, profile)
    return person.fill(said.more if known and said.more else said.ask)


def _is_part_known(one: str, trial: Trial, profile: Profile) -> bool:
    """Whether something present is known already that bears on the criterion, though not enough."""
    criterion = next(criterion for criterion in trial.criteria if criterion.id == one)
    return any(fact.assertion in _KINDS_OF_YES or fact.value is not None for fact in known_about(profile, criterion))


def _listed(items: list[str], words: Wording) -> str:
    return words.say("list_and").join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]
