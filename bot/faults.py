"""What may be told of an error that nobody foresaw: whatever is in its message may be a person's words."""

from __future__ import annotations

import traceback
from pathlib import Path


def fault(error: Exception) -> str:
    """The kind of an error and the lines of code that led to it, the last one where it was raised; one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"a fault of trialfit, {type(error).__name__} ({where})"
