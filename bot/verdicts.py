"""The words for where things stand: the verdict, what stands in the way, what is open, and what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.people import People
from bot.record_words import record_fields
from bot.telling import clip, day, quotes
from bot.wording import TrialWords, Wording
from nlp.facts import Fact
from trials.catalog import Trial
from trials.matching import Assessment, Outcome

RECORD_LIMIT = 320


class Standing(NamedTuple):
    """An assessment with all that is needed to word it."""

    assessment: Assessment
    trial: Trial
    words: Wording
    own: TrialWords
    person: People
    today: date

    def say(self, key: str, **fields: object) -> str:
        """A template with the person's words and these fields filled in."""
        return self.words.say(key, **self.person.fields, **fields)

    def having(self, status: str) -> tuple[Outcome, ...]:
        """The outcomes with a status, in the order of the record."""
        return tuple(one for one in self.assessment.criteria if one.status == status)

    def verdict(self) -> list[str]:
        """The whole verdict, a paragraph each; what is urgent comes first."""
        if self.assessment.verdict == "not_a_fit":
            return [*self.notices(), *self.fails(self.having("fail")), *self._open("also_open"), *self.whom_to_call()]
        head = self._head()
        return [*self.notices(), "\n".join([head, *self._open_lines()]), *self.whom_to_call()]

    def fails(self, shown: Sequence[Outcome], head: str = "fail") -> list[str]:
        """What stands in the way, in the record's words and the person's."""
        revisit = self.assessment.revisit_on
        first = " ".join([self.say("not_yet"), self.say(head)] if revisit else [self.say(head)])
        reasons = [self.fail_reason(one, "fail_also" if place else "fail_line") for place, one in enumerate(shown)]
        paragraphs = [f"{first} {reasons[0]}", *reasons[1:]] if reasons else [first]
        if revisit and len(self.having("fail")) > 1:
            paragraphs.append(self.say("revisit_all", date=day(revisit, self.words)))
        return paragraphs

    def fail_reason(self, one: Outcome, key: str = "fail_line") -> str:
        """Why one criterion stands in the way, and what could change that."""
        said = [self.say(key, record=clip(one.record, RECORD_LIMIT), point=self._label(one))]
        said += self.grounds(one.facts, "fail_words")
        if one.revisit_on:
            said.append(self.say("revisit", date=day(one.revisit_on, self.words)))
        elif hint := self.own.criteria[one.id].hint:
            said.append(self.person.fill(hint))
        return " ".join(said)

    def grounds(self, facts: Sequence[Fact], key: str) -> list[str]:
        """The person's own words behind facts, under this key, then those of a health record."""
        own = quotes(fact for fact in facts if fact.source is None)
        read = quotes(fact for fact in facts if fact.source == "record")
        said = [self.say(key, quotes=own)] if own else []
        return said + ([self.say("record.words", quotes=read)] if read else [])

    def notices(self) -> list[str]:
        """What must come first: the study's end has passed, or it is not recruiting."""
        facts = record_fields(self.trial, self.words)
        end = self.trial.record.completion_date
        said = [self.say("past_end", **facts)] if end and self.today > end else []
        return said + ([] if self.trial.record.status == "RECRUITING" else [self.say("not_recruiting", **facts)])

    def whom_to_call(self) -> list[str]:
        """The next step, with site, contact and the record's date and limits."""
        facts = record_fields(self.trial, self.words)
        fits = self.assessment.verdict in {"likely_fit", "possible_fit"}
        step = [self.say("next_step" if fits else "contact_line", **facts)]
        end = self.trial.record.completion_date
        if fits and end and self.today <= end:
            step.append(self.say("end", **facts))
        return [" ".join([*step, self.say("summary")])]

    def left(self) -> list[str]:
        """The points still open, as one paragraph."""
        return self._open("left") or [self.say("left_none")]

    def _head(self) -> str:
        verdict = self.assessment.verdict
        if verdict == "needs_info":
            decisive = {one.id for one in self.trial.criteria if one.decisive}
            first = [one for one in self.assessment.criteria if one.id in decisive and one.status != "pass"]
            said = []
            for key, status in (("none", "unknown"), ("review", "review")):
                labels = [self._label(one) for one in first if one.status == status]
                said += [self.say(f"missing.{key}", list=self.words.say("list_and").join(labels))] if labels else []
            return self.say("needs_info", missing=" ".join(said))
        count = len(self.having("unknown")) + len(self.having("review"))
        points = self.say("open_points.one") if count == 1 else self.say("open_points.many", count=count)
        return self.say(verdict, count=points)

    def _open(self, key: str) -> list[str]:
        lines = self._open_lines()
        return ["\n".join([self.say(key), *lines])] if lines else []

    def _open_lines(self) -> list[str]:
        lines = []
        known_by = {one.id: one.known_by for one in self.trial.criteria}
        unknown = self.having("unknown")
        for who in dict.fromkeys(known_by[one.id] for one in unknown):
            labels = ", ".join(self._label(one) for one in unknown if known_by[one.id] == who)
            lines.append("• " + self.say("open_line", labels=labels, who=self.words.replies["known_by"][who]))
        for one in self.having("review"):
            line = self.say("review_line", label=self._label(one), record=clip(one.record, 110))
            lines.append("• " + " ".join([line, *self.grounds(one.facts, "review_words")]))
        return lines

    def _label(self, one: Outcome) -> str:
        return self.say("point", id=one.id, label=self.own.criteria[one.id].label)
