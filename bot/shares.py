"""One answer to several questions, shared out among them: in their order, by name, or all alike but for some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.bearing import concepts_of, related
from bot.light import Light, bearing
from bot.parts import Part, split
from bot.plain import bare, plain
from nlp.facts import Fact
from nlp.text import fold
from trials.criteria import Criterion

Kind = Literal["no", "yes", "unsure", "words"]
_SEPARATORS = ("\n", ",", "/", "&")


class Share(NamedTuple):
    """A piece of the message that answers one question: a plain no, yes or don't know, or more words than that.

    Without a criterion: words about something else, to be read as they are.
    """

    criterion: Criterion | None
    part: Part
    kind: Kind


class Sharer(NamedTuple):
    """Shares an answer out among the asked criteria. What is read of the pieces on the way leaves no trace."""

    asked: Sequence[Criterion]
    light: Light

    def shares(self, text: str) -> list[Share]:
        """At most one share for each criterion; none where the words cannot be told apart."""
        whole = Part(text, 0)
        listed = _pieces(whole, ";")
        if len(listed) == len(self.asked):
            return [Share(one, part, "words") for one, part in zip(self.asked, listed, strict=True)]
        return self.but_for(whole) or self._by_name(whole) or self._in_order(whole)

    def but_for(self, whole: Part) -> list[Share]:
        """ "no, except hep b": a no to all, but for those that the words after it speak of."""
        cues = self.light.answers
        text = fold(whole.text)
        match = cues.shares.exception.search(text) or (len(self.asked) > 1 and cues.shares.remark.search(text)) or None
        head = Part(whole.text[: match.start()], whole.start) if match else whole
        if match is None or not cues.no.fullmatch(bare(head.text, cues)):
            return []
        tail = Part(whole.text[match.end() :], whole.start + match.end())
        named = {
            one.id: self._share(one, clause, "yes")
            for clause in self._clauses(tail)
            for one in self._named(clause)
            if not self._is_harmless(clause)
        }
        if not named and not self.light.probe(tail.text):
            return []  # a no with a reserve that nobody understands is no no
        other = [] if named else [Share(None, tail, "words")]
        return [*(named.get(one.id) or Share(one, head, "no") for one in self.asked), *other]

    def _by_name(self, whole: Part) -> list[Share]:
        """ "first no, second yes", "not sure about tb, others no": clauses that say what they are about."""
        rest = self.light.answers.shares.rest
        shares: list[Share] = []
        others: Share | None = None
        is_shared = False
        placed = 0  # a no or yes that stands in the place of its question
        clauses = self._clauses(whole)
        is_rest = [bool(rest.search(plain(clause.text))) for clause in clauses]
        told = clauses[: is_rest.index(True)] if any(is_rest) else clauses
        is_mixed = any(map(self._ends_in_no, told))
        read = self.light.probe(_longer(told[0], told[-1], whole).text) if told else ()
        for place, clause in enumerate(clauses):
            kind = self._kind(clause)
            if is_rest[place]:
                kind = self._kind(Part(rest.sub(" ", plain(clause.text)), clause.start))
                if kind is None:
                    return []
                others = Share(None, clause, kind)
            elif found := self._named(clause):
                for criterion in found:
                    is_name = not self._left(clause, criterion) and "?" not in clause.text
                    alike = self._alike(criterion, shares[-1:], read, is_mixed) if is_name else "words"
                    shares.append(self._share(criterion, clause, alike))
                    is_shared |= shares[-1].kind != "words"
            elif kind is not None and place == len(shares) < len(self.asked):
                shares.append(Share(self.asked[place], clause, kind))
                placed += 1
            elif shares and not self.light.probe(clause.text):
                longer = _longer(shares[-1].part, clause, whole)  # "second yes, 3 weeks ago"
                shares[-1] = shares[-1]._replace(part=longer)
            else:
                shares.append(Share(None, clause, "words"))
        if others is None:
            return shares if is_shared or 1 < placed == len(self.asked) - 1 else []
        named = [one.criterion.id for one in shares if one.criterion]
        return (
            [*shares, *(others._replace(criterion=one) for one in self.asked if one.id not in named)] if named else []
        )

    def _alike(self, criterion: Criterion, before: Sequence[Share], read: Sequence[Fact], is_mixed: bool) -> Kind:
        """What a name alone says: what was said before it, or behind it ("hep b and c negative"), else yes."""
        told = bearing(criterion, read)
        if told and all(map(self.light.is_harmless, told)):
            return "no"
        kind: Kind = before[0].kind if before else "yes"
        return "unsure" if is_mixed and kind in ("yes", "words") else kind

    def _ends_in_no(self, clause: Part) -> bool:
        """Whether the last word of a clause is a no: "hiv and tb negative"."""
        words = plain(clause.text).split()
        return len(words) > 1 and bool(self.light.answers.no.fullmatch(words[-1]))

    def _share(self, criterion: Criterion, clause: Part, default: Kind) -> Share:
        """The share of a criterion that a clause names: what it tells of it, else its yes or no, else `default`."""
        is_unsure = self.light.answers.unsure.anywhere.search(plain(clause.text))  # "never had a TB test"
        kind = "unsure" if is_unsure else self._kind(self._without_names(clause, criterion)) or default
        told = kind != "unsure" and bearing(criterion, self.light.probe(clause.text))
        is_half = self.light.words.criteria[criterion.id].halves and self._is_called(criterion, plain(clause.text))
        return Share(criterion, clause, "words" if told or (kind == "no" and is_half) else kind)

    def _in_order(self, whole: Part) -> list[Share]:
        """ "no, no, yes 3 weeks ago": as many pieces as questions, each an answer by itself."""
        words = [Part(one.group(), one.start()) for one in re.finditer(r"\S+", whole.text)]
        for parts in (*(_pieces(whole, mark) for mark in _SEPARATORS), self._clauses(whole), words):
            if len(parts) == len(self.asked):
                pairs = list(zip(self.asked, parts, strict=True))
                if all(self._answers(part, one) for one, part in pairs) and any(map(self._kind, parts)):
                    return [Share(one, part, "words") for one, part in pairs]
        return []

    def _answers(self, part: Part, criterion: Criterion) -> bool:
        """Whether a piece is an answer by itself: it is short, or opens with a yes or a no."""
        cues = self.light.answers
        if (facts := self.light.probe(part.text)) and not bearing(criterion, facts):
            return False  # it speaks of something else
        if cues.number.fullmatch(plain(part.text)):
            return bool(self.light.words.criteria[criterion.id].numbers)
        opens = self._kind(part) or cues.shares.opener.match(plain(part.text))
        return bool(opens or self.light.context(concepts_of(criterion), part, (), alone=True))

    def _kind(self, part: Part) -> Kind | None:
        cues = self.light.answers
        words = " ".join(cues.shares.glue.sub(" ", bare(part.text, cues)).split())
        if cues.unsure.whole.fullmatch(words) or cues.unsure.anywhere.search(plain(part.text)):
            return "unsure"
        return "no" if cues.no.fullmatch(words) else "yes" if cues.leading_yes.match(words) else None

    def _named(self, clause: Part) -> list[Criterion]:
        """The criteria that a clause names: by their place, by a name of their own, or by a fact."""
        text = plain(clause.text)
        placed = [one for place, one in enumerate(self.asked) if any(cue.search(text) for cue in self._places(place))]
        if placed and (self._kind(self._without_names(clause, *placed)) or not self._left(clause, *placed)):
            return placed
        called = [one for one in self.asked if self._is_called(one, text)]
        facts = self.light.probe(clause.text) if not called else ()
        return called or self._meant(facts) or [one for one in self.asked if bearing(one, facts)]

    def _meant(self, facts: Sequence[Fact]) -> list[Criterion]:
        """The criteria that ask for a fact itself, not only for something beside it."""
        return [
            one
            for one in self.asked
            for fact in bearing(one, facts)
            if any(related(said.concept, fact.concept) for said in (*one.answers.no, *one.answers.yes))
        ]

    def _is_harmless(self, clause: Part) -> bool:
        facts = self.light.probe(clause.text)
        return bool(facts) and all(map(self.light.is_harmless, facts))

    def _without_names(self, clause: Part, *criteria: Criterion) -> Part:
        text = plain(clause.text)
        for place, one in enumerate(self.asked):
            for cue in (*self._places(place), *self._names(one)) if one in criteria else ():
                text = cue.sub(" ", text)
        return Part(text, clause.start)

    def _left(self, clause: Part, *criteria: Criterion) -> str:
        """What a clause says besides names and joining words."""
        cues = self.light.answers
        return cues.shares.glue.sub(" ", bare(self._without_names(clause, *criteria).text, cues)).strip()

    def _names(self, criterion: Criterion) -> list[re.Pattern[str]]:
        called = self.light.words.criteria[criterion.id].called
        return [called] if called else []

    def _is_called(self, criterion: Criterion, text: str) -> bool:
        return any(cue.search(text) for cue in self._names(criterion))

    def _places(self, place: int) -> list[re.Pattern[str]]:
        cues = self.light.answers.shares
        return [*cues.ordinals[place : place + 1], *([cues.last] if place == len(self.asked) - 1 else [])]

    def _clauses(self, whole: Part) -> list[Part]:
        """The pieces between marks and joining words, and before the numbers of a list ("1 no 2 yes")."""
        found, start = [], 0
        for match in self.light.answers.shares.between.finditer(fold(whole.text)):
            found.append(Part(whole.text[start : match.start()], whole.start + start))
            start = match.end()
        found.append(Part(whole.text[start:], whole.start + start))
        return [part for part in found if part.text.strip()]


def _longer(first: Part, last: Part, whole: Part) -> Part:
    """All from one piece to another."""
    return Part(whole.text[first.start - whole.start : last.start + len(last.text) - whole.start], first.start)


def _pieces(whole: Part, mark: str) -> list[Part]:
    return [part for part in split(whole.text, mark) if part.text.strip()]
