"""What a chat has to remember from one message to the next."""

from __future__ import annotations

from typing import Literal

from nlp.facts import Fact, Frozen
from nlp.reading import Context
from trials.profile import Profile

Permission = Literal["unasked", "asked", "again", "yes", "no"]
Writer = Literal["patient", "family", "professional"]
Stage = Literal["asking", "offered", "going_on", "done"]


class Session(Frozen):
    """A chat about one patient and one trial; JSON round-trip.

    `context` is what earlier messages leave for the reading of the next; `asking` is the open question; `declined` were
    asked and stay unknown; `told` are the fails already said; `guessed` are the last facts that rest on a guess;
    `kept` were asked, answered in part and asked once more; `affirmed` got a yes that left open to what; `insisted`:
    what the verdict hangs on was asked a second time.
    `repeats` counts how often the open question was put again; `met` says that the bot has answered before.
    `doubted` are facts of which the chat has just asked which one is wrong, `withdrawn` those just taken back.
    `kept_days`: for how many days after the last message the door keeps the chat, 0 where it keeps none; `permission`
    is the person's word on that, and only `yes` allows it; `writer` is who said to be writing.
    `child_writes`: the language in which a child under 13 has written last, and a parent was asked to go on.
    `stage`: `offered` after a fail (shall I go on?), `going_on` when the person wanted that, `done` when all is said.
    """

    language: str = "en"
    trial: str = "NCT07089121"
    profile: Profile = Profile()
    context: Context = Context()
    asking: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    guessed: tuple[Fact, ...] = ()
    doubted: tuple[Fact, ...] = ()
    withdrawn: tuple[Fact, ...] = ()
    stage: Stage = "asking"
    kept: tuple[str, ...] = ()
    affirmed: tuple[str, ...] = ()
    insisted: bool = False
    repeats: int = 0
    met: bool = False
    kept_days: int = 0
    permission: Permission = "unasked"
    writer: Writer | None = None
    child_writes: str | None = None

    def fresh(self) -> Session:
        """The same chat with nothing known."""
        return Session(language=self.language, trial=self.trial, kept_days=self.kept_days)
