"""Whether a mention is stated, denied, doubted, or only asked about or supposed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from nlp.clauses import EXCEPTION, clause_of_token
from nlp.left_blank import is_left_blank
from nlp.lexicon import read_words
from nlp.spans import Clause, Cue, Mention, Polarity
from nlp.text import Token

_MARKS = frozenset(",/&")
_BRACKETS = frozenset("()[]")
_DISEASES = ("condition", "look_alike")
_PARTING = frozenset({",", ":", "(", ")", "/", "-", EXCEPTION, "\n", "|"})  # what a far denial does not reach across
_LISTING = frozenset(",:/(-•")
_LISTS = (
    "possessives", "with_words", "taking_now", "close_denials", "short_denials", "list_words", "choice_words",
    "stoppers", "aged_words", "own_words", "asked_for", "things", "being_words", "ending_words", "plain_openers",
    "counted", "owning_prepositions", "definite",
)  # fmt: skip
_TELLING = ("positive", "certain", "controlled", "uncontrolled", "dating", "treated_tb", "last_dose", "ended")
_LISTED = frozenset({",", "/", ":", "-", "or", "vs"})
_TAG_ENDS = frozenset(">])")
_LIFT_REACH = 7
_NAMED_NEAR = 4  # tokens from "no idea about" to what is not known
_LONGEST_LIST = 50  # clauses of a list that a denial at its end or before it reaches over
_AFTER_REACH = 9
_DOUBT_REACH = 8


class Assertions:
    """Answers for each mention of a message how it is meant."""

    def __init__(
        self,
        folded: str,
        words: Sequence[Token],
        clauses: Sequence[Clause],
        mentions: Sequence[Mention],
        kinds: Sequence[str],
        language: str,
    ) -> None:
        grammar = read_words(language, "grammar")
        self._said: Mapping[str, frozenset[str]] = {name: frozenset(grammar[name]) for name in _LISTS}
        self._language = language
        self._folded = folded
        self._words = words
        self._clauses = clauses
        self._mentions = mentions
        self._kinds = kinds
        self._sentences: dict[int, tuple[int, int]] = {}
        self._known: dict[tuple[int, str], Polarity] = {}
        self._polarities: dict[tuple[int, str], Polarity] = {}
        self._reached = 0  # how many of the mentions have their polarity
        self._clause_at = clause_of_token(clauses, len(words))
        self._named = {i for one in mentions for i in range(one.first, one.last + 1)}
        self._inside: list[list[tuple[Mention, str]]] = [[] for _ in clauses]
        for one, kind in zip(mentions, kinds, strict=True):
            if (place := self._clause_at[one.first]) is not None:
                self._inside[place].append((one, kind))
        self._ends = [word.end for word in words]
        self._mark_questions()
        self._injected = {clause.sentence for clause in clauses for cue in clause.cues if cue.category == "injection"}
        self._true = {clause.sentence for clause in clauses for cue in clause.cues if cue.category == "true_story"}
        self._whole = any(cue.category == "whole_message_hypothetical" for clause in clauses for cue in clause.cues)

    def _mark_questions(self) -> None:
        """Marks questions without a question's words: "is MPA covered", "you treat lupus?", "lupus?" behind another."""
        starts = {one.first for one, kind in zip(self._mentions, self._kinds, strict=True) if kind == "condition"}
        asked = 0
        for place, clause in enumerate(self._clauses):
            opens = not place or self._clauses[place - 1].sentence != clause.sentence
            named = clause.first + 1 in starts and opens
            if named and any(cue.category == "question_verbs" and cue.first == clause.first for cue in clause.cues):
                clause.asks = True
            before = [word.norm for word in self._words[clause.first : clause.last + 1]]
            treat = [cue for cue in clause.cues if cue.category == "you_treat"]
            leading = before[: treat[0].first - clause.first] if treat else []
            if treat and opens and all(word in self._said["plain_openers"] for word in leading):
                clause.asks = True
            alone = clause.first in starts and before[-1] == "?" and not clause.verb and len(before) <= 4
            if alone and opens and asked and asked == clause.sentence - 1:
                clause.asks = True
            if clause.asks:
                asked = clause.sentence

    def clause_of(self, token: int) -> int | None:
        """The index of the clause that holds a token."""
        return self._clause_at[token]

    def span_of(self, clause: Clause) -> tuple[int, int]:
        """The character offsets of a clause."""
        return self._words[clause.first].start, self._words[clause.last].end

    def sentence_span(self, sentence: int) -> tuple[int, int]:
        """The character offsets of a sentence, (0, 0) where there is none of that number."""
        if not self._sentences:
            for clause in self._clauses:
                start, end = self.span_of(clause)
                first, _ = self._sentences.get(clause.sentence, (start, end))
                self._sentences[clause.sentence] = (first, end)
        return self._sentences.get(sentence, (0, 0))

    def token_at(self, position: int) -> int:
        """The token at or after a character offset."""
        return min(bisect_right(self._ends, position), len(self._words) - 1)

    def unasserted(self, token: int) -> bool:
        """Whether what stands at the token is asked or supposed, not stated."""
        index = self.clause_of(token)
        if index is None:
            return False
        clause = self._clauses[index]
        if self._whole or self._is_injected(clause):
            return True
        if clause.supposes and clause.sentence + 1 in self._true:
            return False  # "imagine being 14 with lupus. That's my kid."
        if clause.supposes and any(cue.category == "hypothetical" and cue.first < token for cue in clause.cues):
            return True
        if clause.supposes and not any(cue.category == "hypothetical" for cue in clause.cues):
            return True
        if any(cue.category == "generic_after" and 0 < cue.first - token <= 4 for cue in clause.cues):
            return True
        roles = {cue.last for cue in clause.cues if cue.category == "writer_roles"}  # "mom of a kid with lupus"
        if any(
            cue.category == "generic_people"
            and cue.first < token
            and cue.first - 1 not in roles
            and (not cue.first or self._words[cue.first - 1].norm not in self._said["counted"])
            for cue in clause.cues
        ):
            return True
        if not clause.asks or any(cue.category == "question" and token < cue.first for cue in clause.cues):
            return False
        return not self._presupposed(clause, token)

    def _is_injected(self, clause: Clause) -> bool:
        """Whether a clause orders the program about; behind the tag that ends it somebody may tell of illness."""
        if clause.sentence not in self._injected:
            return False
        return not any(
            one.opened_by in _TAG_ENDS
            and any(
                cue.first == one.first and cue.category.startswith(("first_person", "third_person")) for cue in one.cues
            )
            for one in self._clauses
            if one.sentence == clause.sentence and one.first <= clause.first
        )

    def _presupposed(self, clause: Clause, token: int) -> bool:
        """In a question, "her lupus" and "my son with lupus" still state what they name."""
        for back in (1, 2, 3):
            position = token - back
            if position < clause.first:
                break
            word = self._words[position].norm
            if word in self._said["possessives"]:
                return True
            if word in self._said["with_words"]:
                return any(
                    cue.category.startswith(("child_words", "first_person")) and cue.first < position
                    for cue in clause.cues
                )
        return False

    def denies(self, token: int) -> bool:
        """Whether a negation stands before a token in its clause ("never tested positive")."""
        index = self.clause_of(token)
        if index is None:
            return False
        denials = [
            cue
            for cue in self._clauses[index].cues
            if cue.last < token and cue.category in ("negation.before", "negation.far", "not_a_cue")
        ]
        return bool(denials) and denials[-1].category != "not_a_cue"

    def of(self, mention: Mention, kind: str) -> Polarity:
        """How a mention is meant."""
        key = (mention.first, kind)
        if key not in self._known:
            self._known[key] = self._meant(mention, kind)
        return self._known[key]

    def _meant(self, mention: Mention, kind: str) -> Polarity:
        index = self.clause_of(mention.first)
        if is_left_blank(self._folded, mention, kind, self._language):
            return "unasserted"
        if index is None:
            return "present"
        if kind == "condition" and self._wondered(index, mention):
            return "possible"
        if self.unasserted(mention.first) and not self._is_owned_in_thought(index, mention, kind):
            cues = self._clauses[index].cues
            own = any(cue.category == "self_question" and 0 < mention.first - cue.last <= 4 for cue in cues)
            return "possible" if own and kind == "condition" and not self._clauses[index].supposes else "unasserted"
        return self._polarity(index, mention, kind)

    def _is_owned_in_thought(self, index: int, mention: Mention, kind: str) -> bool:
        """ "If her lupus flares, must she stop?": she has lupus."""
        clause = self._clauses[index]
        thought = clause.supposes and not self._whole and not self._is_injected(clause)
        return kind == "condition" and thought and self._is_owned(mention)

    def _polarity(self, index: int, mention: Mention, kind: str) -> Polarity:
        """The polarity from the cues round a mention; left to right, as one in a list takes it from the one before."""
        while self._reached < len(self._mentions) and self._mentions[self._reached].first < mention.first:
            earlier, its_kind = self._mentions[self._reached], self._kinds[self._reached]
            self._reached += 1
            if (place := self._clause_at[earlier.first]) is not None:
                self._polarity(place, earlier, its_kind)
        key = (mention.first, kind)
        if key not in self._polarities:
            self._polarities[key] = self._from_cues(index, mention, kind)
        return self._polarities[key]

    def _from_cues(self, index: int, mention: Mention, kind: str) -> Polarity:
        clause = self._clauses[index]
        before = self._nearest_before(index, mention)
        after = self._nearest_after(index, mention)
        if kind in ("treatment", "vaccine") and self._is_unknown(clause, mention):
            return "possible"
        doubtable = kind in ("condition", "look_alike", "history")
        if clause.opened_by == EXCEPTION and self._all_but(index):
            return "absent"
        if clause.opened_by == EXCEPTION and after is not None and after.category == "negation.after":
            return "possible" if doubtable else "present"  # "everything but lupus has been ruled out"
        if kind == "condition" and before is not None and before.category.startswith("negation"):
            before = None if self._is_owned(mention) or self._is_treated(before, mention) else before
        denied = any(cue is not None and cue.category.startswith("negation") for cue in (before, after))
        if denied:
            return "present" if self._excepted(index, kind) or self._was_one(index, mention) else "absent"
        if kind in ("condition", "look_alike") and self._was_something_else(index, mention):
            return "absent"
        if doubtable and (after is not None or before is not None):
            sure = any(
                cue.category == "certain" and mention.last < cue.first <= mention.last + 3 for cue in clause.cues
            )
            denied = any(cue.category == "doubt.after" for cue in [after] if cue is not None)
            return "present" if sure and not denied else "possible"
        said = self._inherited(index, mention, kind) if before is None and after is None else "present"
        doubtful = said == "present" and kind in _DISEASES and self._is_choice(mention, kind)
        return "possible" if doubtful else said

    def _is_unknown(self, clause: Clause, mention: Mention) -> bool:
        """ "Don't know about thinners": named only to say that it is not known."""
        return any(cue.category == "ignorance" and 0 < mention.first - cue.last <= _NAMED_NEAR for cue in clause.cues)

    def _all_but(self, index: int) -> bool:
        """Whether an exception is one to a statement about all: "she had all of them except MMR"."""
        if not index:
            return False
        cues = {cue.category for cue in self._clauses[index - 1].cues}
        return "totality" in cues and not any(one.startswith("negation") for one in cues)

    def _excepted(self, index: int, kind: str) -> bool:
        """Whether a denial is followed by an exception without a name: "no clots except a small one in her arm"."""
        if index + 1 == len(self._clauses) or self._clauses[index + 1].opened_by != EXCEPTION:
            return False
        return not any(one_kind == kind for _, one_kind in self._inside[index + 1])

    def _is_owned(self, mention: Mention) -> bool:
        """ "Not on steroids for his MG", "never let her lupus stop her": what somebody owns is there."""
        word = self._words[mention.first - 1].norm if mention.first else ""
        return word in self._said["possessives"] or word in self._said["own_words"]

    def _is_treated(self, denial: Cue, mention: Mention) -> bool:
        """ "No steroids for the lupus at the moment"."""
        if mention.first - denial.last <= 2 or self._words[mention.first - 1].norm not in self._said["definite"]:
            return False
        return self._words[mention.first - 2].norm in self._said["owning_prepositions"]

    def _sentence_after(self, index: int, mention: Mention, category: str) -> list[Cue]:
        """The cues of a category behind a mention in its sentence."""
        sentence = self._clauses[index].sentence
        found: list[Cue] = []
        for clause in self._clauses[index:]:
            if clause.sentence != sentence:
                break
            found += [cue for cue in clause.cues if cue.category == category and cue.first > mention.last]
        return found

    def _was_one(self, index: int, mention: Mention) -> bool:
        """ "I said no clots but there was one in 2021"."""
        return bool(self._sentence_after(index, mention, "one_after_all"))

    def _was_something_else(self, index: int, mention: Mention) -> bool:
        """ "They thought it was cancer and it was just a cyst": believed once, and turned out to be something else."""
        believed = any(
            0 < mention.first - cue.last <= 3 for cue in self._clauses[index].cues if cue.category == "believed"
        )
        turns = self._sentence_after(index, mention, "turned_out") if believed else []
        return bool(turns) and not any(
            one.concept == mention.concept and one.first > turns[0].first for one in self._mentions
        )

    def _nearest_before(self, index: int, mention: Mention) -> Cue | None:
        """The polarity cue that reaches forward to the mention: the nearest in its clause, or a far one before it."""
        clause = self._clauses[index]
        nearest: Cue | None = None
        for cue in clause.cues:
            if cue.first >= mention.first or not cue.category.startswith(
                ("negation.before", "negation.far", "doubt.before", "not_a_cue")
            ):
                continue
            if any(self._words[i].norm in self._said["stoppers"] for i in range(cue.last + 1, mention.first)):
                continue
            if cue.category == "not_a_cue":
                nearest = None
                continue
            if self._is_reason(index, cue, mention):
                continue
            if cue.category == "doubt.before" and (
                mention.first - cue.last > _DOUBT_REACH or self._is_of_somebody(clause, cue, mention)
            ):
                continue
            nearest = cue
        if nearest is not None and nearest.category.startswith("negation") and self._is_lifted(index, nearest):
            return None
        if nearest is not None:
            if (
                nearest.category == "doubt.before"
                and nearest.first == nearest.last
                and self._words[nearest.first].norm == "?"
            ):
                return nearest if nearest.last == mention.first - 1 else None
            return nearest
        if index > 0:
            previous = self._clauses[index - 1]
            parted = clause.opened_by in _PARTING or clause.opened_by in self._said["stoppers"]
            if previous.sentence == clause.sentence and not parted:
                reaching = [cue for cue in previous.cues if self._reaches_on(cue, previous)]
                if reaching:
                    return reaching[-1]
            if heading := self._doubtful_heading(index):
                return heading
            if (
                clause.opened_by == "?"
                and previous.last < clause.first - 1
                and self._words[clause.first - 1].end == self._words[clause.first].start
                and clause.first == mention.first
                and self._glued_question(clause.first)
            ):
                return Cue("doubt.before", clause.first - 1, clause.first - 1, 0, 0)
        return None

    def _is_lifted(self, index: int, denial: Cue) -> bool:
        """Whether a denial is denied: "nobody is saying she doesn't have SLE", "it's not that I don't have MG"."""
        clause = self._clauses[index]
        before = [one for one in self._clauses[max(0, index - 1) : index] if one.sentence == clause.sentence]
        return any(
            cue.category == "lifts_denial" and 0 < denial.first - cue.last <= _LIFT_REACH
            for one in (clause, *before)
            for cue in one.cues
        )

    def _reaches_on(self, cue: Cue, clause: Clause) -> bool:
        """Whether a cue at the end of a clause reaches into the next: "I don't think | it is"."""
        if cue.category in ("negation.far", "doubt.before"):
            return clause.last - cue.last <= 3
        return cue.category == "negation.before" and any(
            one.category == "belief_verbs" and one.last == clause.last for one in clause.cues
        )

    def _doubtful_heading(self, index: int) -> Cue | None:
        """The doubt in a heading, for all that is listed behind it: "DDx: SLE, MCTD", "provisional dx: MPA"."""
        first = max(0, index - _LONGEST_LIST)
        while index > first and not self._clauses[index].verb and self._clauses[index].opened_by in _LISTED:
            index -= 1
            clause = self._clauses[index]
            if self._clauses[index + 1].opened_by in (":", "-"):
                heading = [one for one in clause.cues if one.category == "doubt.before" and clause.last - one.last <= 2]
                return heading[-1] if heading and not self._named_in(clause) else None
        return None

    def _named_in(self, clause: Clause) -> bool:
        return any(clause.first <= one.first <= clause.last for one in self._mentions)

    def _wondered(self, index: int, mention: Mention) -> bool:
        """Whether it is still to be found out: "a biopsy to see if it's dermatomyositis"."""
        sentence = self._clauses[index].sentence
        asked = [
            cue
            for clause in self._clauses[max(0, index - 1) : index + 1]
            for cue in clause.cues
            if cue.category == "whether" and clause.sentence == sentence and cue.last < mention.first
        ]
        return any(
            all(word.norm in self._said["being_words"] for word in self._words[cue.last + 1 : mention.first])
            for cue in asked
        )

    def _is_of_somebody(self, clause: Clause, cue: Cue, mention: Mention) -> bool:
        """Whether somebody is looked for something, who has it: "checking for our 15 yr old with lupus"."""
        between = range(cue.last + 1, mention.first)
        somebody = any(
            one.first in between for one in clause.cues if one.category.startswith(("child_words", "patient_words"))
        ) or any(self._words[i].norm in self._said["aged_words"] for i in between)
        return somebody and self._words[mention.first - 1].norm in self._said["with_words"]

    def _is_reason(self, index: int, cue: Cue, mention: Mention) -> bool:
        """Whether a treatment is why something else is denied: "no live vaccines on CellCept"."""
        if not any(one is mention and kind == "treatment" for one, kind in self._inside[index]):
            return False
        before = self._words[mention.first - 1].norm
        named = any(cue.last < one.first and one.last < mention.first - 1 for one in self._mentions)
        return named and before in self._said["taking_now"]

    def _glued_question(self, first: int) -> bool:
        mark = self._words[first - 1]
        return mark.norm == "?" and (mark.start == 0 or not self._folded[mark.start - 1].isalnum())

    def _nearest_after(self, index: int, mention: Mention) -> Cue | None:
        clause = self._clauses[index]
        for cue in clause.cues:
            if cue.first > mention.last and cue.category in ("negation.after", "doubt.after"):
                between = self._own_words_between(mention, cue)
                adjacent = self._words[cue.first].norm in self._said["close_denials"]
                if between > (1 if adjacent else _AFTER_REACH) or (
                    self._words[cue.first].norm in self._said["ending_words"]
                    and any(word.norm.isalnum() for word in self._words[cue.last + 1 : clause.last + 1])
                ):
                    continue  # "her lupus never went into remission"
                if self._other_claim_between(mention, cue):
                    continue
                return cue
        following = self._clauses[index + 1] if index + 1 < len(self._clauses) else None
        if following is not None and following.first <= following.last:
            mark = self._words[clause.last].norm
            opener = self._words[following.first].norm
            if mark == "?" and not clause.asks:
                closing = [self._words[i].norm for i in range(following.first, following.last + 1)]
                said = [word for word in closing if word.isalnum()]
                if opener in self._said["short_denials"] or (
                    len(said) <= 4 and said[-1:] and said[-1] in self._said["short_denials"]
                ):
                    return Cue("negation.after", following.first, following.first, 0, 0)
            if (following.sentence == clause.sentence or mark == "?") and (pointing := self._of_it(index + 1)):
                return pointing
            if (
                (following.sentence == clause.sentence or following.opened_by == ";")
                and following.opened_by in (",", ":", "-", "(", ";")
                and mention.last >= clause.last - (not self._words[clause.last].norm.isalnum())
                and not following.verb
                and not self._named_in(following)
            ):
                for cue in following.cues:
                    if (
                        cue.first == following.first
                        and cue.category in ("negation.after", "doubt.after")
                        and not any(self._words[i].norm.isalnum() for i in range(cue.last + 1, following.last + 1))
                    ):
                        return cue
        return self._questioned(clause, mention)

    def _questioned(self, clause: Clause, mention: Mention) -> Cue | None:
        """The mark behind a bare name that doubts it: "dx: SLE?", "JDM (?)"; "lupus? yes" is no doubt."""
        mark = mention.last + 1
        while mark < len(self._words) and self._words[mark].norm in _BRACKETS:
            mark += 1
        if mark >= len(self._words) or self._words[mark].norm != "?" or clause.asks or clause.verb:
            return None
        before = {self._words[i].norm for i in range(clause.first, mention.first)}
        if before & (self._said["with_words"] | self._said["asked_for"]):
            return None  # "anything for a boy with lupus?"
        while mark < len(self._words) and self._words[mark].norm in (*_BRACKETS, "?"):
            mark += 1
        answer = self.clause_of(mark) if mark < len(self._words) else None
        cues = [] if answer is None else self._clauses[answer].cues
        if any(cue.first == mark and cue.category in ("positive", "certain") for cue in cues):
            return None
        return Cue("doubt.after", mention.last + 1, mention.last + 1, 0, 0)

    def _is_choice(self, mention: Mention, kind: str) -> bool:
        """Whether it may be this disease or another one: "SLE or MCTD"."""
        for one, its_kind in zip(self._mentions, self._kinds, strict=True):
            first, second = (mention, one) if mention.first < one.first else (one, mention)
            if second.first - first.last == 2 and self._words[first.last + 1].norm in self._said["choice_words"]:
                other = one.concept != mention.concept and its_kind in _DISEASES
                return other and "condition" in (kind, its_kind)
        return False

    def _own_words_between(self, mention: Mention, cue: Cue) -> int:
        """How many words stand between a mention and a cue, without other names and what lists them."""
        return sum(
            i not in self._named and self._words[i].norm not in self._said["list_words"]
            for i in range(mention.last + 1, cue.first)
        )

    def _of_it(self, index: int) -> Cue | None:
        """Words that go back to what was named before a clause: "… and it came back clean", "…: she has neither"."""
        sentence = self._clauses[index].sentence
        for clause in self._clauses[index : index + _LONGEST_LIST]:
            if clause.sentence != sentence:
                return None
            for cue in clause.cues:
                if cue.category == "neither_after" and cue.last >= clause.last - 1:
                    return Cue("negation.after", cue.first, cue.last, cue.start, cue.end)
                result = cue.category in ("negation.after", "doubt.after") and cue.last > cue.first
                if result and self._words[clause.first].norm in self._said["things"] and cue.first - clause.first <= 2:
                    return cue
            if clause.verb:
                return None
        return None

    def _other_claim_between(self, mention: Mention, cue: Cue) -> bool:
        """Whether another mention stands nearer to the cue with words of its own ("has lupus, MG was excluded")."""
        for other in self._mentions:
            if mention.last < other.first < cue.first:
                joined = [word.norm for word in self._words[mention.last + 1 : other.first]]
                if not all(word in _MARKS or word in self._said["list_words"] for word in joined):
                    return True
        return False

    def _inherited(self, index: int, mention: Mention, kind: str, steps: int = 0) -> Polarity:
        """A bare item of a list takes the polarity of the item before it ("never had: hep b, tb, cancer")."""
        clause = self._clauses[index]
        fragment = clause.opened_by == "." and self._words[clause.first].norm in self._said["list_words"]
        listed = clause.opened_by in _LISTING or clause.opened_by in self._said["list_words"]
        if clause.verb or not (fragment or listed):
            return "present"
        if any(cue.category in _TELLING for cue in clause.cues):
            return "present"
        if self._has_number(clause) or self._each_denied(index) or self._dated_after(index):
            return "present"
        if (
            index == 0
            or steps == _LONGEST_LIST
            or (self._clauses[index - 1].sentence != clause.sentence and not fragment)
        ):
            return "present"
        previous = self._clauses[index - 1]
        inside = self._inside[index - 1]
        opens = any(
            cue.category in ("negation.before", "negation.after") and cue.last >= previous.last - 1
            for cue in previous.cues
            if not inside
        )
        if clause.opened_by == ":" and opens:
            return "absent"
        if not inside:
            continued = (
                not previous.verb
                and previous.last - previous.first < 5
                and (previous.opened_by in (",", "/", ":") or previous.opened_by in self._said["list_words"])
            )
            return self._inherited(index - 1, mention, kind, steps + 1) if continued else "present"
        last, last_kind = inside[-1]
        if not _same_family(kind, last_kind):
            return "present"
        polarity = self._polarity(index - 1, last, last_kind)
        if polarity == "possible":
            return (
                "possible"
                if kind == last_kind == "condition" and self._words[clause.first].norm in self._said["choice_words"]
                else "present"
            )
        return polarity

    def _has_number(self, clause: Clause) -> bool:
        """Whether a number stands beside the names: a date, an age or an amount tells of something that there is."""
        places = range(clause.first, clause.last + 1)
        return any(self._words[i].norm[:1].isdigit() for i in places if i not in self._named)

    def _dated_after(self, index: int) -> bool:
        """Whether the next clause says since when, or until when: "no heart disease, depression since 2020"."""
        following = self._clauses[index + 1 : index + 2]
        return any(
            cue.category in ("dating", "lasting") and cue.first == one.first for one in following for cue in one.cues
        )

    def _each_denied(self, index: int) -> bool:
        """Whether the items before have a "no" each, so that it ends ("no clots, no cancer, liver transplant")."""
        denied = 0
        while index and denied < 2 and self._clauses[index].opened_by == ",":
            index -= 1
            clause = self._clauses[index]
            denied += not clause.verb and any(cue.category == "negation.before" for cue in clause.cues)
        return denied > 1


def _same_family(one: str, other: str) -> bool:
    listed = ("history", "serology", "look_alike", "consent", "vaccine")
    return one == other or (one in listed and other in listed)
