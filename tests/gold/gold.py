"""The folders of the labelled corpus. `held` is only for the final figure, `phenomena` has a table of its own."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "en"
PHENOMENA = FOLDER / "phenomena"
FOLDERS = sorted(path for path in FOLDER.iterdir() if path.is_dir() and path.name not in {"held", "phenomena"})
