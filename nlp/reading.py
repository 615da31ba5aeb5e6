"""From a message to its facts: the one door of this floor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from nlp import findings, serology, statements
from nlp.ages import AgeSpan, completed_years, find_ages, says_childhood, says_little
from nlp.assertions import Assertions
from nlp.clauses import split
from nlp.concepts import concepts
from nlp.dates import add_months, find_dates
from nlp.facts import Fact, Frozen, Guess, When
from nlp.history import History
from nlp.lexicon import read_words
from nlp.numbers import find_numbers, spelled_value
from nlp.onset import onsets
from nlp.pipeline import FOUND, pipeline
from nlp.ranges import find_ranges
from nlp.spans import Mention
from nlp.statements import Scene
from nlp.subjects import Patient, Subjects
from nlp.values import Tests, Value, find_values

LONGEST = 20_000  # characters that are read of one message
_VIRUS = {
    "hbsag": "b", "hbs_antibody": "b", "hbc_antibody": "b", "hbv_dna": "b", "hepatitis_b": "b",
    "hcv_antibody": "c", "hcv_rna": "c", "hepatitis_c": "c", "hiv": "hiv",
}  # fmt: skip
_TARGETS = ("sle", "dermatomyositis", "myasthenia_gravis", "aav")


class Context(Frozen):
    """What earlier messages of a chat leave for the reading of the next: who the patient is, and what was spoken of.

    `mentioned` holds concept ids, the latest last.
    """

    patient: Patient | None = None
    mentioned: tuple[str, ...] = ()


class Reading(Frozen):
    """The facts of one message, and the context for the next."""

    facts: tuple[Fact, ...]
    context: Context


@cache
def languages() -> frozenset[str]:
    """The languages that have a vocabulary."""
    folder = files("nlp").joinpath("vocabulary")
    return frozenset(entry.name for entry in folder.iterdir() if entry.joinpath("names.yaml").is_file())


def read(text: str, language: str, today: date, context: Context | None = None) -> Reading:
    """What a message states, in the order of its words.

    Only the first `LONGEST` characters are read. Raises VocabularyError where there is no vocabulary for the language.
    """
    nlp = pipeline(language)
    with nlp.memory_zone():
        found = nlp(text[:LONGEST]).user_data[FOUND]
    if not found["words"]:
        return Reading(facts=(), context=context or Context())
    return _Reader(text, found, language, today, context or Context()).reading()


class _Reader:
    """Brings the parts of one message together."""

    def __init__(self, text: str, found: dict, language: str, today: date, context: Context) -> None:  # type: ignore[type-arg]
        self.text = text
        self.folded: str = found["folded"]
        self.words = found["words"]
        self.mentions: list[Mention] = found["mentions"]
        self.cues = found["cues"]
        self.language = language
        self.today = today
        self.context = context
        self.vocabulary = concepts()
        self.kinds = [self.vocabulary[one.concept].kind for one in self.mentions]

    def reading(self) -> Reading:
        """The facts and the next context."""
        clauses = split(self.folded, self.words, self.cues, self.language)
        self.dates = find_dates(self.folded, self.language, self.today)
        numbers = find_numbers(self.folded, self.language)
        self.ages = (
            find_ages(self.folded, self._marked(), self.dates, numbers, self.language, self.today) if numbers else []
        )
        self._take(numbers)
        ranges = find_ranges(self.folded, numbers, self.language)
        self.assertions = Assertions(self.folded, self.words, clauses, self.mentions, self.kinds)
        self.subjects = Subjects(self.words, clauses, self.context.patient)
        self.subjects.decide(self.mentions, self.kinds, self.ages)
        self.scene = Scene(
            self.mentions, clauses, self.cues, self.dates, self.ages,
            says_little(self.folded, self.language), self.assertions, self.vocabulary, self.today,
        )  # fmt: skip
        labs = [
            one for one, kind in zip(self.mentions, self.kinds, strict=True) if kind in ("measurement", "other_lab")
        ]
        tests = Tests(
            self.folded,
            self.words,
            clauses,
            labs,
            numbers,
            ranges,
            self.dates,
            self.vocabulary,
            self.language,
            self.cues,
        )
        values = find_values(tests) if labs else []
        facts = [
            *self._age_facts(),
            *self._value_facts(values),
            *self._serology_facts(clauses),
            *self._condition_facts(),
            *self._finding_facts(values),
            *History(self.scene, self._fact, self._is_other, self.words, self.folded, self.context.mentioned).facts(),
        ]
        facts.sort(key=lambda fact: (fact.start, fact.end, fact.concept))
        return Reading(facts=tuple(facts), context=self._next_context())

    def _marked(self) -> str:
        marked = self.folded
        for one, kind in zip(self.mentions, self.kinds, strict=True):
            sign = "%" if kind == "condition" else "#" if kind in ("measurement", "other_lab") and not one.weak else ""
            if sign and not (one.weak and one.concept == "aav"):
                marked = marked[: one.start] + sign * (one.end - one.start) + marked[one.end :]
        return marked

    def _take(self, numbers: Iterable) -> None:  # type: ignore[type-arg]
        """Numbers that are part of a date or an age are no results."""
        spans = [(day.start, day.end, "date") for day in self.dates] + [
            (age.start, age.end, "age") for age in self.ages
        ]
        inside_names = [(one.start, one.end, "name") for one in self.mentions]
        for number in numbers:
            for start, end, what in spans + inside_names:
                if start <= number.start < end:
                    number.taken = what

    def _next_context(self) -> Context:
        named = [one.concept for one in self.mentions if not one.weak]
        kept = [concept for concept in self.context.mentioned if concept not in named]
        return Context(patient=self.subjects.patient, mentioned=tuple([*kept, *dict.fromkeys(named)]))

    def _is_other(self, mention: Mention, kind: str) -> bool:
        return self.subjects.is_other(mention.first, kind)

    def _fact(self, concept: str, start: int, end: int, **more: object) -> Fact:
        return Fact(
            concept=concept,
            quote=self.text[start:end],
            start=start,
            end=end,
            code=self.vocabulary[concept].code,
            **more,
        )  # type: ignore[arg-type]

    def _age_facts(self) -> list[Fact]:
        facts: list[Fact] = []
        ages = [age for age in self.ages if age.kind in ("age", "birth")]
        stated = [age for age in ages if not self.assertions.unasserted(self.assertions.token_at(age.start))]
        own = [
            age
            for age in stated
            if not self.subjects.age_is_other(*self._tokens(age))
        ]
        for age in stated:
            if age not in own and age.years is not None:
                facts.append(self._fact("age", age.start, age.end, value=_tidy(age.years), subject="other"))
        for age in own:
            if age.born is not None:
                facts.append(
                    self._fact("birth_date", age.start, age.end, when=When(start=age.born[0], end=age.born[1]))
                )
        current = self._current_age([age for age in own if age.years is not None])
        if current is not None:
            facts.append(self._fact("age", current.start, current.end, value=_tidy(current.years or 0)))
            facts.extend(self._birthday(current))
        elif (born := next((age for age in own if age.born), None)) is not None and born.born is not None:
            years = {completed_years(day, self.today) for day in born.born}
            if len(years) == 1:
                facts.append(self._fact("age", born.start, born.end, value=years.pop()))
        return facts + onsets(
            self.scene, self.folded, self._fact, self.subjects, self.assertions.token_at, self.context.mentioned
        )

    def _tokens(self, age: AgeSpan) -> tuple[int, int]:
        return self.assertions.token_at(age.start), self.assertions.token_at(age.end - 1)

    def _current_age(self, ages: Sequence[AgeSpan]) -> AgeSpan | None:
        """Of several ages the one said last where the message corrects, else the first; an approaching birthday yields."""
        if not ages:
            return None
        corrects = any(cue.category == "correction" for cue in self.cues)
        plain = [age for age in ages if not self._birthday(age)] or list(ages)
        return plain[-1] if corrects else plain[0]

    def _birthday(self, age: AgeSpan) -> list[Fact]:
        """ "Turns 12 on 4 January": the birth date that follows from it."""
        day = next((one for one in self.dates if -4 <= one.start - age.end < 14), None)
        said = self.folded[age.start : age.end]
        number = re.search(r"\d+|[a-z]+$", said)
        if day is None or number is None or age.years is None or day.next_first <= self.today:
            return []
        coming = f"{int(age.years) + 1}"
        value = (
            number.group() if number.group().isdigit() else f"{spelled_value(number.group(), self.language) or 0:.0f}"
        )
        if value != coming:
            return []
        years = int(age.years) + 1
        when = When(start=add_months(day.next_first, -12 * years), end=add_months(day.next_last, -12 * years))
        return [self._fact("birth_date", age.start, day.end, when=when)]

    def _value_facts(self, values: Sequence[Value]) -> list[Fact]:
        facts = []
        kept: dict[str, list[Value]] = {}
        for value in values:
            token = self.assertions.token_at(value.number.start)
            lab = self.assertions.token_at(value.mention.start)
            if self.assertions.unasserted(token) or self._required(token):
                continue
            if self._says_other(value, token, lab):
                facts.append(self._value_fact(value, "other"))
                continue
            kept.setdefault(value.concept, []).append(value)
        for same in kept.values():
            facts.append(self._value_fact(_current(same, self.scene), "patient"))
        return facts

    def _says_other(self, value: Value, token: int, lab: int) -> bool:
        return (
            self.subjects.is_other(token, "measurement") if token > lab else self.subjects.is_other(lab, "measurement")
        )

    def _required(self, token: int) -> bool:
        """Whether the clause speaks of a limit that somebody has to reach."""
        index = self.assertions.clause_of(token)
        return index is not None and any(cue.category == "requirement" for cue in self.scene.clauses[index].cues)

    def _value_fact(self, value: Value, subject: str) -> Fact:
        day = value.days or _date_of(value, self.scene)
        guesses = []
        if value.mention.misspelt:
            guesses.append(Guess(kind="spelling", said=self.text[value.mention.start : value.mention.end]))
        if value.assumed:
            guesses.append(Guess(kind="unit", said=self.text[value.number.start : value.number.end]))
        return self._fact(
            value.concept, value.start, value.end, value=_tidy(value.amount), unit=value.unit, op=value.number.op,
            subject=subject, when=When(start=day[0], end=day[1]) if day else None, upper_limit=value.upper_limit,
            guesses=tuple(guesses),
        )  # fmt: skip

    def _serology_facts(self, clauses: Sequence) -> list[Fact]:  # type: ignore[type-arg]
        found = serology.results(
            self.mentions, self.cues, self.words, clauses, self.assertions, self.folded, self.vocabulary
        )
        kept: dict[str, Fact] = {}
        facts: list[Fact] = []
        for position, (result, cue) in sorted(found.items()):
            mention = self.mentions[position]
            concept = serology.TEST_OF.get(mention.concept, mention.concept)
            if self.assertions.unasserted(mention.first) or (mention.weak and not self._speaks_of(concept)):
                continue
            other = self._is_other(mention, "serology")
            day = statements.when(self.scene, mention)
            start, end = min(mention.start, cue.start), max(mention.end, cue.end)
            fact = self._fact(concept, start, end, value=result, subject="other" if other else "patient", when=day)
            if other:
                facts.append(fact)
            elif concept not in kept or _newer(fact, kept[concept]):
                kept[concept] = fact
        return facts + list(kept.values())

    def _speaks_of(self, concept: str) -> bool:
        """Whether a weak name ("viral load", "antibody") can mean this test: its virus is the last one spoken of."""
        spoken = [one.concept for one in self.mentions if not one.weak] or list(self.context.mentioned)
        viruses = [_VIRUS[one] for one in spoken if one in _VIRUS]
        return bool(viruses) and _VIRUS.get(concept) == viruses[-1]

    def _condition_facts(self) -> list[Fact]:
        facts: list[Fact] = []
        kept: dict[str, tuple[Mention, str]] = {}
        for mention, kind in zip(self.mentions, self.kinds, strict=True):
            if kind not in ("condition", "look_alike") or mention.concept == "childhood_onset":
                continue
            said = self.assertions.of(mention, kind)
            if said == "unasserted" or (mention.weak and not self._weak_condition(mention)):
                continue
            if self._is_other(mention, kind):
                facts.append(self._fact(mention.concept, mention.start, mention.end, assertion=said, subject="other"))
                continue
            before = kept.get(mention.concept)
            if before is None or said != "possible" or before[1] == "possible":
                kept[mention.concept] = (mention, said)
        for mention, said in kept.values():
            guess = (Guess(kind="spelling", said=self.text[mention.start : mention.end]),) if mention.misspelt else ()
            when = statements.when(self.scene, mention) if said == "present" and mention.concept in _TARGETS else None
            if when is not None and when.age is not None:
                when = None
            facts.append(
                self._fact(mention.concept, mention.start, mention.end, assertion=said, when=when, guesses=guess)
            )
        for assertion, start, end in findings.childhood(self.scene, says_childhood(self.folded, self.language)):
            facts.append(self._fact("childhood_onset", start, end, assertion=assertion))
        return facts

    def _weak_condition(self, mention: Mention) -> bool:
        """ "MG", "DM" and "GPA" count where a disease may stand, not after a number or as a school mark."""
        before = self.words[mention.first - 1].norm if mention.first else ""
        after = self.words[mention.last + 1].norm if mention.last + 1 < len(self.words) else ""
        if before.replace(".", "").isdigit() and self.folded[mention.start - 1 : mention.start] != ",":
            glued = self.words[mention.first - 1].end >= mention.start - 1
            if (
                glued
                and mention.concept == "myasthenia_gravis"
                and after not in ("", ",", "with", "w", "dx", "since", "on", "onset")
            ):
                return False
            if glued and float(before) > 90:
                return False
        if mention.concept == "myasthenia_gravis" and not before.replace(".", "").isdigit():
            return True
        opened = before in read_words(self.language, "grammar")["disease_openers"]
        closes = after in read_words(self.language, "grammar")["disease_closers"]
        beside = any(
            one is not mention
            and not one.weak
            and abs(one.first - mention.first) <= 5
            and kind in ("condition", "look_alike", "treatment")
            for one, kind in zip(self.mentions, self.kinds, strict=True)
        )
        spoken = mention.concept in self.context.mentioned
        return opened or closes or beside or spoken

    def _finding_facts(self, values: Sequence[Value]) -> list[Fact]:
        facts: list[Fact] = []
        for degree, cue in findings.severities(self.scene, self.words)[-1:]:
            if not self.subjects.is_other(cue.first, "condition"):
                facts.append(self._fact("disease_activity", cue.start, cue.end, value=degree, assertion="present"))
        valued = [value.mention for value in values]
        for concept, result, mention, cue in findings.word_results(self.scene, valued):
            if not self._is_other(mention, "measurement"):
                start, end = min(mention.start, cue.start), max(mention.end, cue.end)
                facts.append(self._fact(concept, start, end, value=result, assertion="present"))
        for cue in self.cues:
            if cue.category.startswith("dose."):
                facts.append(
                    self._fact("anticoagulant_dose", cue.start, cue.end, value=cue.category[5:], assertion="present")
                )
        return facts


def _tidy(number: float) -> float:
    return int(number) if number == int(number) else round(number, 4)


def _date_of(value: Value, scene: Scene) -> tuple[date, date] | None:
    """The date beside a value in its sentence, or that of the heading of its report."""
    start, end = value.number.start, value.number.unit_end
    near = [day for day in scene.dates if 0 <= day.start - end < 30 or 0 <= start - day.end < 45]
    clause = scene.assertions.clause_of(value.mention.first)
    same = [day for day in near if clause is not None and _same_sentence(scene, clause, day.start)]
    if same:
        nearest = min(same, key=lambda day: day.start - end if day.start >= end else start - day.end + 4)
        return nearest.first, nearest.last
    headings = [day for day in scene.dates if day.end <= value.start]
    return (
        (headings[-1].first, headings[-1].last)
        if headings and len(scene.dates) == 1 and not headings[-1].since
        else None
    )


def _same_sentence(scene: Scene, clause: int, position: int) -> bool:
    sentence = scene.clauses[clause].sentence
    spans = (scene.assertions.span_of(one) for one in scene.clauses if one.sentence == sentence)
    return any(start <= position < end for start, end in spans)


def _current(values: Sequence[Value], scene: Scene) -> Value:
    """Of several values of one test the current one: by date, then by the words round it, then the last said."""
    if len(values) == 1:
        return values[0]
    corrected = any(cue.category == "correction" for cue in scene.cues)
    days = [_day_of(value, scene) for value in values]
    all_dated = all(day is not None for day in days)

    def rank(position: int) -> tuple[int, int, int]:
        value, day = values[position], days[position]
        order = value.order - (1 if day is not None and (scene.today - day).days > 20 else 0)
        dated = day.toordinal() if day is not None and all_dated else 0
        return dated, order, position if corrected or order >= 0 else -position

    return values[max(range(len(values)), key=rank)]


def _day_of(value: Value, scene: Scene) -> date | None:
    """The day of a value: the date beside it, or today where the words say that it is the current one."""
    if value.days:
        return value.days[1]
    near = [
        day
        for day in scene.dates
        if 0 <= day.start - value.number.unit_end < 14 or 0 <= value.number.start - day.end < 30
    ]
    if near:
        return min(near, key=lambda day: abs(day.start - value.number.unit_end)).last
    return scene.today if value.order > 0 else None


def _newer(fact: Fact, other: Fact) -> bool:
    """Whether a later statement in the message replaces an earlier one."""
    if fact.when and other.when and fact.when.end and other.when.end:
        return fact.when.end >= other.when.end
    return True
