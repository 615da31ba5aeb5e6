"""The FHIR R4 resources that are read, as far as they are read."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from nlp.health_records.elements import (
    Attachment,
    CodeableConcept,
    Element,
    Period,
    Quantity,
    Reference,
    Resource,
)
from nlp.health_records.moments import Dated, Moment

NOTHING = CodeableConcept()


class Patient(Resource):
    """Whose record it is."""

    birth_date: Dated | None = None
    deceased_boolean: bool = False
    deceased_date_time: Dated | None = None


class Condition(Resource):
    """A diagnosis or problem."""

    code: CodeableConcept = NOTHING
    clinical_status: CodeableConcept = NOTHING
    verification_status: CodeableConcept = NOTHING
    onset_date_time: Dated | None = None
    onset_age: Quantity | None = None
    onset_period: Period | None = None
    abatement_date_time: Dated | None = None
    abatement_period: Period | None = None
    recorded_date: Dated | None = None

    @property
    def states(self) -> frozenset[str]:
        """See Resource."""
        return self.verification_status.codes

    @property
    def onset(self) -> Moment | None:
        """When it began, where a date says so."""
        return self.onset_date_time or (self.onset_period.start if self.onset_period else None)

    @property
    def abatement(self) -> Moment | None:
        """When it ended, where a date says so."""
        periods = (self.abatement_period, self.onset_period)
        return self.abatement_date_time or next((one.end for one in periods if one and one.end), None)

    @property
    def dates(self) -> Iterator[Moment | None]:
        """See Resource."""
        yield from (self.recorded_date, self.onset)


class ReferenceRange(Element):
    """The values that are normal; `type` says for whom, where it is not the usual range."""

    high: Quantity | None = None
    type: CodeableConcept = NOTHING
    text: str = ""


class Measured(Element):
    """A code with its value: what an Observation and each of its components have in common."""

    code: CodeableConcept = NOTHING
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_string: str = ""
    value_boolean: bool | None = None
    value_integer: int | None = None
    interpretation: tuple[CodeableConcept, ...] = ()
    reference_range: tuple[ReferenceRange, ...] = ()


class Observation(Resource, Measured):
    """A laboratory result, or several in one (`component`); `focus` names somebody else whom it is about."""

    focus: tuple[Reference, ...] = ()
    effective_date_time: Dated | None = None
    effective_instant: Dated | None = None
    effective_period: Period | None = None
    issued: Dated | None = None
    component: tuple[Measured, ...] = ()

    @property
    def is_about_another(self) -> bool:
        """See Resource."""
        return bool(self.focus)

    @property
    def dates(self) -> Iterator[Moment | None]:
        """See Resource."""
        period = self.effective_period
        yield from (self.effective_date_time, self.effective_instant)
        yield from (period.end, period.start) if period else ()
        yield self.issued


class Repeat(Element):
    """How long a dosage holds."""

    bounds_period: Period | None = None


class Timing(Element):
    """When a dosage holds."""

    repeat: Repeat = Repeat()


class Dosage(Element):
    """How a medicine is taken."""

    text: str = ""
    route: CodeableConcept = NOTHING
    timing: Timing = Timing()


class Medicine(Resource):
    """MedicationRequest, MedicationStatement or MedicationAdministration: a medicine ordered, told of, or given."""

    intent: str = ""
    do_not_perform: bool = False
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    dosage_instruction: tuple[Dosage, ...] = ()
    dosage: tuple[Dosage, ...] | Dosage = ()
    authored_on: Dated | None = None
    effective_date_time: Dated | None = None
    effective_period: Period | None = None
    date_asserted: Dated | None = None

    @property
    def dosages(self) -> tuple[Dosage, ...]:
        """How it is taken, whichever resource this is."""
        own = self.dosage if isinstance(self.dosage, tuple) else (self.dosage,)
        return (*self.dosage_instruction, *own)

    @property
    def periods(self) -> Iterator[Period]:
        """From when to when it is taken."""
        if self.effective_period:
            yield self.effective_period
        yield from (one.timing.repeat.bounds_period for one in self.dosages if one.timing.repeat.bounds_period)

    @property
    def dates(self) -> Iterator[Moment | None]:
        """See Resource."""
        yield from (self.authored_on, self.effective_date_time)
        yield from (one.start for one in self.periods)
        yield self.date_asserted


class Immunization(Resource):
    """A vaccine given, or not."""

    vaccine_code: CodeableConcept = NOTHING
    occurrence_date_time: Dated | None = None
    recorded: Dated | None = None

    @property
    def dates(self) -> Iterator[Moment | None]:
        """See Resource."""
        yield from (self.occurrence_date_time, self.recorded)


class Procedure(Resource):
    """Something done: a transplant, a dialysis, an operation."""

    code: CodeableConcept = NOTHING
    performed_date_time: Dated | None = None
    performed_period: Period | None = None

    @property
    def dates(self) -> Iterator[Moment | None]:
        """See Resource."""
        period = self.performed_period
        yield self.performed_date_time
        yield from (period.end, period.start) if period else ()


class DiagnosticReport(Resource):
    """A report in words; its results are Observations of their own."""

    effective_date_time: Dated | None = None
    effective_period: Period | None = None
    issued: Dated | None = None
    conclusion: str = ""
    presented_form: tuple[Attachment, ...] = ()

    @property
    def dates(self) -> Iterator[Moment | None]:
        """See Resource."""
        period = self.effective_period
        yield self.effective_date_time
        yield from (period.end, period.start) if period else ()
        yield self.issued


class Content(Element):
    """One form of a document."""

    attachment: Attachment = Attachment()


class DocumentContext(Element):
    """What a document tells of."""

    period: Period | None = None


class DocumentReference(Resource):
    """A document: a visit note, a letter."""

    doc_status: str = ""
    date_: Dated | None = Field(None, alias="date")
    content: tuple[Content, ...] = ()
    context: DocumentContext = DocumentContext()

    @property
    def states(self) -> frozenset[str]:
        """See Resource."""
        return frozenset({self.status, self.doc_status})

    @property
    def dates(self) -> Iterator[Moment | None]:
        """See Resource."""
        period = self.context.period
        yield from (period.end, period.start) if period else ()
        yield self.date_
        yield from (one.attachment.creation for one in self.content)
