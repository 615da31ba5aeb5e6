"""The forms of the wording: what its YAML files may hold, checked as they load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from bot.session import Writer
from trials.criteria import Said


class Words(BaseModel):
    """A part of the wording: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _one_pattern(cues: object) -> object:
    """Many cues as one pattern of whole words; the longest alternative is left to the order of the file."""
    listed = [cues] if isinstance(cues, str) else cues
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(str, listed))})(?!\w)") if isinstance(listed, list) else cues


Cues = Annotated[re.Pattern[str], BeforeValidator(_one_pattern)]
Plain = Annotated[re.Pattern[str], BeforeValidator(lambda cue: re.compile(cue) if isinstance(cue, str) else cue)]


class Saying(Words):
    """A cue and what it states; no facts: the cue only stops those below it."""

    cue: Cues
    facts: tuple[Said, ...]


class InContext(Words):
    """What words state when the open question is about a concept; the first cue that matches counts.

    `on_its_own`: only in an answer that is about that one question. `if_told`: only where it is known to be there.
    """

    about: str
    if_told: bool = False
    on_its_own: bool = False
    says: tuple[Saying, ...]


class Unsure(Words):
    """Cues of not knowing or not telling: as the whole answer, or anywhere in it."""

    whole: Cues
    anywhere: Cues


class Shares(Words):
    """Cues of one answer to several questions.

    `exception` and `remark` come between a no and what it does not hold for; `rest` are the questions not named,
    `ordinals` and `last` those named by their place; `between` parts clauses; `glue` is left out of a clause before
    its yes or no is looked for; `opener` is a yes, a no or a don't know that more words follow.
    """

    exception: Cues
    remark: Cues
    rest: Cues
    ordinals: tuple[Cues, ...]
    last: Cues
    between: Plain
    glue: Cues
    opener: Cues


class Answers(Words):
    """answers.yaml: how short answers are read."""

    fillers: Cues
    no: Cues
    yes: Cues
    yes_to_all: Cues
    leading_no: Cues
    own_no: Cues
    shortest_no: str
    leading_yes: Cues
    there_is: str
    unsure: Unsure
    contrast: Cues
    shares: Shares
    harmless: frozenset[str]
    harmless_values: frozenset[str]
    number: Plain
    spelled: Plain
    date_alone: Cues
    began: Cues
    value_words: Mapping[str, str]
    usual: Mapping[str, tuple[float, float]]
    often_left_out: frozenset[str]
    in_context: tuple[InContext, ...]
    common: frozenset[str]


class Corrections(Words):
    """corrections.yaml: what is said of what was told before."""

    takes_back: Cues
    sets_right: Cues
    instead: Cues
    adds: Cues
    of_it: Cues
    redates: Cues
    beside: Cues
    at_age: Cues
    after_all: Cues
    result: Cues
    all: Cues


class Intent(Words):
    """What a message may want: cues for all of it or a part, and what it must not contain."""

    whole: Cues | None = None
    anywhere: Cues | None = None
    unless: Cues | None = None


class Intents(Words):
    """intents.yaml: commands and wishes."""

    commands: Mapping[str, frozenset[str]]
    intents: Mapping[str, Intent]
    asks: Plain
    short: int


Asked = Literal["ask", "more", "which"]


class CriterionWords(Words):
    """How one criterion is called and asked for, and the answers to offer to each form of its question.

    `examples` are further answers to each form, of which the script for a review board tells what they lead to.
    """

    label: str
    clinical: str
    ask: str
    short: str | None = None
    more: str | None = None
    which: str | None = None
    hint: str | None = None
    numbers: tuple[str, ...] = ()
    dates: str | None = None
    called: Cues | None = None
    halves: bool = False
    choice: bool = False
    options: Mapping[Asked, tuple[str, ...]] = {}
    examples: Mapping[Asked, tuple[str, ...]] = {}


class TrialQuestion(Words):
    """A question about the trial, as one may ask it, and its answer out of the record."""

    asked: str
    cues: Cues
    says: str
    silent: bool = False
    needs: Plain | None = None
    unless_says: Cues | None = None
    unless_facts: frozenset[str] = frozenset()


class TrialWords(Words):
    """The words about one trial."""

    name: str
    criteria: Mapping[str, CriterionWords]
    lab_sheet: tuple[str, ...]
    questions: Mapping[str, TrialQuestion]


class PermissionCues(Words):
    """permission.yaml: who writes, and a yes or no to being kept; `beside` may stand next to either.

    `says_professional` is found anywhere in a message, but tells nothing beside `own_family`.
    """

    writers: Mapping[Writer, Cues]
    says_professional: Cues
    own_family: Cues
    yes: Cues
    no: Cues
    beside: Cues


class Labels(Words):
    """labels.yaml: plain names of concepts, and of what is not there; those hidden are never told back."""

    concepts: Mapping[str, str]
    absent: Mapping[str, str]
    hidden: frozenset[str]

    def of(self, concept: str) -> str:
        """The plain name of a concept."""
        return self.concepts.get(concept) or concept.replace("_", " ")


class Wording(Words):
    """All words of one language."""

    language: str
    replies: Mapping[str, Any]
    answers: Answers
    corrections: Corrections
    intents: Intents
    permission: PermissionCues
    labels: Labels

    def say(self, key: str, **fields: object) -> str:
        """The template under `key` (a dot leads one level down), filled in.

        Raises KeyError where the wording lacks it: a mistake of the data, found by the tests.
        """
        found: Any = self.replies
        for step in key.split("."):
            found = found[step]
        return str(found).format(**fields) if fields else str(found)
