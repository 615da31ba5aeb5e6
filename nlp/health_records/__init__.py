"""Health records: FHIR R4 Bundles and bulk exports, read into facts."""

from nlp.health_records.files import is_health_record
from nlp.health_records.patient import PatientRecord
from nlp.health_records.problems import RecordProblem
from nlp.health_records.reader import patients

__all__ = ["PatientRecord", "RecordProblem", "is_health_record", "patients"]
