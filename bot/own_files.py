"""Files for their owner alone (0600), which others see whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

POSIX = os.name == "posix"  # elsewhere files have no such mode, and folders can't be flushed


@contextlib.contextmanager
def own_file(path: Path, replace: bool) -> Iterator[Path]:
    """An empty draft to fill, which gets the name `path` at the end, with the folders above it.

    `replace`: instead of the file of that name; if not, a file that is there meanwhile stays, and the draft is dropped.
    Raises OSError where the file can't be made.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor) as file:
            yield draft
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft)
        if POSIX:  # the name, too, has to outlive a power cut
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    finally:
        draft.unlink(missing_ok=True)
