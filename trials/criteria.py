"""Criteria as typed data: the record's line, how it is judged, who can answer it, and what a plain answer states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from nlp.concepts import LOADER, concepts
from nlp.facts import Assertion, Frozen
from trials.conditions import Threshold, uses_multiples
from trials.coverage import missing, plain, uncovered
from trials.errors import CriteriaError
from trials.records import Record
from trials.rules import Leaf, Rule


class Said(Frozen):
    """A fact that an answer states: the concept with its assertion or its value."""

    concept: str
    assertion: Assertion | None = None
    value: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Said:
        if self.assertion is None and self.value is None:
            raise ValueError(f"{self.concept}: says neither an assertion nor a value")
        return self


class Answers(Frozen):
    """What a plain no and a plain yes to the question about a criterion state."""

    no: tuple[Said, ...] = ()
    yes: tuple[Said, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _name(cls, data: Any) -> Any:
        """YAML takes a bare no and yes for false and true."""
        names: dict[object, object] = {False: "no", True: "yes"}
        return {names.get(key, key): value for key, value in data.items()} if isinstance(data, dict) else data


class Criterion(Frozen):
    """One criterion of a trial.

    `text` is the record's line, verbatim. `fails` true: fail; else `review` true: review; else a pass if `passes` is
    true or, without it, if `fails` and `review` are false; all other cases are unknown. `always` is the status where
    nothing is judged. `decisive`: without a pass here there is no telling whether the trial fits. `revisit`: the day on
    which a fail ends can be computed.
    """

    id: str
    text: str
    known_by: Literal["family", "lab sheet", "study team"]
    fails: Rule | None = None
    review: Rule | None = None
    passes: Rule | None = None
    always: Literal["review"] | None = None
    answers: Answers = Answers()
    decisive: bool = False
    revisit: bool = False

    @model_validator(mode="after")
    def _is_judged(self) -> Criterion:
        if bool(self.always) == bool(self.fails or self.review or self.passes):
            raise ValueError(f"{self.id}: needs rules, or always, and not both")
        if self.passes is None and self.fails is None and not self.always:
            raise ValueError(f"{self.id}: needs fails or passes; with review alone nothing ever passes")
        return self

    def leaves(self) -> Iterator[Leaf]:
        """The conditions of all its rules."""
        for rule in (self.fails, self.review, self.passes):
            if rule is not None:
                yield from rule.leaves()


class Sheet(Frozen):
    """A criteria file: the criteria in the record's order, and the questions, each with the criteria it asks about."""

    criteria: tuple[Criterion, ...] = Field(min_length=1)
    questions: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _fits_together(self) -> Sheet:
        ids = [one.id for one in self.criteria]
        asked = [one for question in self.questions for one in question]
        twice = sorted({one for one in ids if ids.count(one) > 1} | {one for one in asked if asked.count(one) > 1})
        if twice:
            raise ValueError(f"listed twice: {', '.join(twice)}")
        judged = {one.id for one in self.criteria if not one.always}
        if judged != set(asked):
            raise ValueError(f"questions and judged criteria differ: {', '.join(sorted(judged ^ set(asked)))}")
        return self


def load_sheet(path: Path, record: Record) -> Sheet:
    """The criteria and questions in a file, checked against the record and the vocabulary.

    Raises CriteriaError, which names the file and the criterion: the file cannot be read, a text is not in the record,
    something of the record is not covered, a concept is not in the vocabulary, a unit is not that of its concept.
    """
    try:
        sheet = Sheet.model_validate(_read(path))
    except ValidationError as error:
        raise CriteriaError(_first_fault(path, error)) from error
    _check_quotes(path, sheet, record)
    for criterion in sheet.criteria:
        for said in (*criterion.answers.no, *criterion.answers.yes):
            _check_concepts(path, criterion, {said.concept})
        for leaf in criterion.leaves():
            _check_concepts(path, criterion, {leaf.concept, *leaf.condition.named()})
            _check_unit(path, criterion, leaf)
    return sheet


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), LOADER)
    except OSError as error:
        raise CriteriaError(f"{_where(path)}: cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CriteriaError(f"{_where(path)}: is not UTF-8 text (byte {error.start})") from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise CriteriaError(
            f"{_where(path)}: is not YAML: {getattr(error, 'problem', error)} in line {line}"
        ) from error


def _check_quotes(path: Path, sheet: Sheet, record: Record) -> None:
    texts = {plain(one.text): one.id for one in sheet.criteria}
    if absent := missing(texts, record.eligibility_text):
        raise CriteriaError(f"{_where(path)}: {texts[absent[0]]}: not in the record {record.nct_id}: {absent[0]!r}")
    if left := uncovered(texts, record.eligibility_text):
        raise CriteriaError(f"{_where(path)}: no criterion covers this of the record {record.nct_id}: {left[0]!r}")


def _check_concepts(path: Path, criterion: Criterion, named: set[str]) -> None:
    if unknown := sorted(named - concepts().keys()):
        raise CriteriaError(f"{_where(path)}: {criterion.id}: not in the vocabulary: {', '.join(unknown)}")


def _check_unit(path: Path, criterion: Criterion, leaf: Leaf) -> None:
    if not isinstance(leaf.condition, Threshold):
        return
    concept, unit = concepts()[leaf.concept], leaf.condition.limit.unit
    allowed = "years" if concept.kind == "age" else concept.unit
    if unit != allowed and not (concept.multiples and uses_multiples(leaf.condition)):
        raise CriteriaError(f"{_where(path)}: {criterion.id}: {leaf.concept} is in {allowed}, not {unit}")


def _where(path: Path) -> str:
    """A file by its last two parts: `NCT07089121/criteria.yaml`."""
    return "/".join(path.parts[-2:])


def _first_fault(path: Path, error: ValidationError) -> str:
    """The first mistake that validation found, and how many there are besides."""
    faults = error.errors(include_url=False, include_input=False)
    field = ".".join(str(part) for part in faults[0]["loc"]) or "the file"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{_where(path)}: {field}: {faults[0]['msg']}{more}"
