"""What comes out for a patient: a row with the verdict, statuses with their quotes, and open questions."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import polars as pl

from bot.asking import question
from bot.dialogue import standing_of
from bot.screening.patient import Patient
from bot.telling import phrase
from bot.verdicts import Standing
from bot.wording.screening import screening_wording
from trials.catalog import trial

BETWEEN = " | "  # parts the entries of a cell
Result = Mapping[str, str | date | None]


def schema(trial_id: str) -> dict[str, type[pl.DataType]]:
    """The columns of the results, in order, with their types."""
    criteria = [one.id for one in trial(trial_id).criteria]
    own = ["id", "verdict", "revisit_on", *criteria, "open_questions", "notes", "error"]
    names = [*own, *(f"{one}_quotes" for one in criteria)]
    return {name: pl.Date if name == "revisit_on" else pl.String for name in names}


def result(patient: Patient, today: date) -> Result:
    """The row of a patient; of one that could not be read only the id and the error."""
    if patient.error:
        return {"id": patient.id, "error": patient.error}
    standing = standing_of(patient.session, today)
    assessment = standing.assessment
    return {
        "id": patient.id,
        "verdict": assessment.verdict,
        "revisit_on": assessment.revisit_on,
        "open_questions": _cell(_questions(patient, standing)),
        "notes": _cell([*patient.notes, *_said_aloud(standing)]),
        **{one.id: one.status for one in assessment.criteria},
        **{f"{one.id}_quotes": _cell(fact.quote for fact in one.facts) for one in assessment.criteria},
    }


def frame(results: Iterable[Result], trial_id: str) -> pl.DataFrame:
    """Results as a table."""
    return pl.from_dicts(list(results), schema=schema(trial_id))


def as_parquet(results: Iterable[Result], trial_id: str) -> bytes:
    """Results as a Parquet file."""
    file = io.BytesIO()
    frame(results, trial_id).write_parquet(file)
    return file.getvalue()


def _questions(patient: Patient, standing: Standing) -> list[str]:
    """The questions that are still open, in the order in which a chat would ask them."""
    unknown = {one.id for one in standing.having("unknown")}
    asked = [one for together in standing.trial.questions for one in together if one in unknown]
    return [f"{one}: {question((one,), patient.session, standing, again=False)}" for one in asked]


def _said_aloud(standing: Standing) -> Iterator[str]:
    """What was guessed and counts: corrected spellings, assumed units, default upper limits of normal."""
    own = screening_wording(standing.words.language)
    for one in standing.assessment.criteria:
        for fact in one.facts:
            if fact.guesses:
                meant = phrase(fact, standing.today, standing.words, echo=False)
                yield own.guessed.format(said=fact.quote, meant=meant)
        for concept in one.default_limits:
            label, limit = standing.words.labels.of(concept), standing.words.replies["limits"][concept]
            yield own.default_limit.format(label=label, limit=limit)


def _cell(entries: Iterable[str]) -> str | None:
    """Entries in one cell on one line, each once; nothing for none."""
    return BETWEEN.join(dict.fromkeys(" ".join(entry.split()) for entry in entries)) or None
