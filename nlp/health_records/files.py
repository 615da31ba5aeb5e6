"""The files of a health record: what is in them, told by content, and what stands in each, one by one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pydantic_core import from_json

from nlp.errors import TrialfitError

_SNIFFED = 65_536
_BOM = b"\xef\xbb\xbf"
_TYPE = re.compile(rb'(?<!\\)"resourceType"\s*:\s*"[A-Z]\w*"')
_LINES = re.compile(
    rb'^\{[^\n]*"resourceType"[^\n]*\}\s*$', re.MULTILINE
)  # an object on a line, where the first is none
_XML = (b"urn:hl7-org:v3", b"http://hl7.org/fhir")
_GZIP = b"\x1f\x8b"
_ENDINGS = (".json", ".ndjson", ".jsonl", ".xml", ".ccd", ".cda")


class RecordError(TrialfitError):
    """A file or folder of health records cannot be opened."""


class Content(NamedTuple):
    """A file that is at hand without a place on a disk: what it is called in problems, and its bytes."""

    name: str
    data: bytes


Source = Path | Content


class Place(NamedTuple):
    """Where something stands: the number of its file, the bytes there, and its line, 0 where it is the whole file."""

    file: int
    offset: int
    length: int
    line: int


class Found(NamedTuple):
    """What stands at a place: a JSON object, or None where it is none."""

    place: Place
    content: dict[str, Any] | None


def is_health_record(path: Path) -> bool:
    """Whether a file, or any file of a folder, is a health record, read or not: FHIR as JSON or XML, C-CDA, packed.

    Told by content. False where there is no such file or it cannot be opened.
    """
    try:
        return any(_is_fhir(head := _head(one)) or is_xml(head) or _is_packed(one, head) for one in files_of(path))
    except (OSError, RecordError):
        return False


def files_of(path: Path) -> list[Path]:
    """The file, or the files of a folder that may be records, by name. Raises RecordError where there is none."""
    if not path.exists():
        raise RecordError(f"{path}: no such file or folder; check the name")
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.rglob("*") if _ending(one) in _ENDINGS and one.is_file())


def _ending(path: Path) -> str:
    """What a file's name ends with, but for the ".gz" of a packed one."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _is_packed(path: Path, head: bytes) -> bool:
    """Whether a file by its name and content is a record that was packed."""
    return head.startswith(_GZIP) and path.suffix.lower() == ".gz" and _ending(path) in _ENDINGS


def why_not(path: Source) -> str:
    """Why a file is not read, "" where it may be. Raises OSError where it cannot be opened."""
    head = _head(path)
    if b"<ClinicalDocument" in head:
        return "this is a C-CDA document (XML), which is not read; ask for the record as FHIR R4 (JSON)"
    if is_xml(head):
        return "this is XML, which is not read; ask for the record as FHIR R4 in JSON"
    if head.startswith(_GZIP):
        return "this file is packed (gzip), which is not read; unpack it first"
    if not head:
        return "this file is empty"
    return "" if _is_fhir(head) else "this is no FHIR record: no resource of FHIR R4 in JSON begins here"


def is_xml_record(source: Source) -> bool:
    """Whether a file is a health record in XML. Raises OSError where it cannot be opened."""
    return is_xml(_head(source))


def is_xml(head: bytes) -> bool:
    """Whether the beginning of a file is that of a health record in XML."""
    return head.startswith(b"<") and any(one in head for one in _XML)


def read(path: Source, number: int) -> Iterator[Found]:
    """All that stands in a file, in order: one object, or one on each line. Raises OSError where it can't be opened."""
    with _opened(path) as file:
        if _object(file.readline()) is None or not file.read(1):
            file.seek(0)
            content = file.read()
            whole = _object(content)
            if whole is not None or not _LINES.search(content):
                yield Found(Place(number, 0, len(content), 0), whole)
                return
    with _opened(path) as file:
        offset = 0
        for line, text in enumerate(file, start=1):
            if text.strip():
                yield Found(Place(number, offset, len(text), line), _object(text))
            offset += len(text)


def read_again(path: Source, place: Place) -> dict[str, Any]:
    """What stood at a place when the file was read. Raises OSError where it is gone."""
    with _opened(path) as file:
        file.seek(place.offset)
        return _object(file.read(place.length)) or {}


def _opened(source: Source) -> BinaryIO:
    return io.BytesIO(source.data) if isinstance(source, Content) else source.open("rb")


def _head(path: Source) -> bytes:
    with _opened(path) as file:
        return file.read(_SNIFFED).removeprefix(_BOM).lstrip()


def _is_fhir(head: bytes) -> bool:
    return head.startswith(b"{") and _TYPE.search(head) is not None


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        found = from_json(text.removeprefix(_BOM), allow_inf_nan=False)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
