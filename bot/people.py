"""How the patient is spoken of: you, she, he, or the patient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.wording import Wording
from nlp.patient import Patient


class People(NamedTuple):
    """The kind of person and the fields that templates may use: {subj} {obj} {poss} {is} {was} {have} {do} {s}."""

    kind: str
    fields: Mapping[str, str]

    def fill(self, template: str, **more: object) -> str:
        """The template with the person's words, and further fields, put in."""
        return template.format(**self.fields, **more)


def people(patient: Patient | None, words: Wording) -> People:
    """The forms for a patient as far as the words of the chat tell who it is."""
    kind = "unknown" if patient is None else "you" if patient.writer else patient.gender or "unknown"
    forms: Mapping[str, str] = words.replies["persons"][kind]
    return People(kind, {**forms, **{name.capitalize(): form.capitalize() for name, form in forms.items() if form}})
