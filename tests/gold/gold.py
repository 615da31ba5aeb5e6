"""The labelled corpus: messages, conversations and simulated people, by folder. `held` is only for the final figure; `phenomena` has a table of its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "en"
FOLDERS = sorted(path for path in FOLDER.iterdir() if path.is_dir() and path.name not in {"held", "phenomena"})


def items(folder: Path, name: str) -> list[dict[str, Any]]:
    """The items of a file, none where there is no such file."""
    path = folder / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def today(item: dict[str, Any]) -> date:
    """The day on which an item plays."""
    return date.fromisoformat(item["today"])
