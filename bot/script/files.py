"""The files of a script: Markdown and PDF, each written as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.errors import ScriptError
from bot.own_files import own_file
from bot.script.markdown import markdown
from bot.script.script import script_of
from trials.catalog import trial

_FOR_ALL = 0o644  # nothing in it is personal


def write_script(nct_id: str, folder: Path, today: date) -> tuple[Path, Path]:
    """Writes the script of a trial, as of `today`, into a folder, and says where: the Markdown, the PDF.

    Raises UnknownTrialError, or ScriptError where the packages for the PDF are missing or the folder takes no file.
    """
    one = trial(nct_id)
    try:
        from bot.script.pdf import pdf
    except ModuleNotFoundError:
        raise ScriptError("the PDF needs more packages; run: pip install 'trialfit[desk]'") from None
    _made(folder)
    script = script_of(one, today)
    contents = {".md": markdown(script).encode(), ".pdf": pdf(script)}
    written = tuple(_placed(folder / f"{nct_id}-script{ending}", content) for ending, content in contents.items())
    return written[0], written[1]


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ScriptError(f"{folder}: cannot be made: {error.strerror}; name another folder with --out") from error


def _placed(path: Path, content: bytes) -> Path:
    try:
        with own_file(path, replace=True) as draft:
            draft.write_bytes(content)
            draft.chmod(_FOR_ALL)
    except OSError as error:
        raise ScriptError(f"{path}: cannot be written: {error.strerror}; name another folder with --out") from error
    return path
