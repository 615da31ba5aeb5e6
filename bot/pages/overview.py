"""The overview of a screened list: how many may fit, what stops most people, and a table to search."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from markupsafe import Markup

from bot.pages.colours import OF_VERDICT, SIGNS
from bot.pages.screened import LETTERS, UNREAD, VERDICTS, Overview
from bot.pages.templates import rendered
from bot.record_words import record_fields
from bot.telling import day
from bot.wording import TrialWords, trial_wording, wording
from bot.wording.overview import OverviewWords, overview_wording
from trials.catalog import trial
from trials.matching import Status


class Bar(NamedTuple):
    """How often a criterion has a status, and which share of the longest bar its bar is."""

    number: int
    share: float


def overview_html(overview: Overview) -> str:
    """The page as HTML: nothing from elsewhere, every text escaped; the table needs its script, the numbers do not."""
    words, own = overview_wording(overview.language), trial_wording(overview.language, overview.trial)
    fields = record_fields(trial(overview.trial), wording(overview.language))
    count = len(overview.lines)
    script, names = _script(), wording(overview.language).replies["status_words"]
    return rendered(
        "overview.html",
        words=words,
        language=overview.language,
        title=words.title.format(**fields),
        heading=words.heading["one" if count == 1 else "many"].format(count=f"{count:,}"),
        cards=_cards(overview, words),
        bars=_bars(overview, own),
        labels=[own.criteria[one].label for one in overview.statuses],
        statuses=[(letter, names[status]) for status, letter in LETTERS.items()],
        made=words.made.format(date=day(overview.today, wording(overview.language)), **fields),
        data=_embedded(_data(overview, words, own)),
        script=Markup(script),
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
    )


def _cards(overview: Overview, words: OverviewWords) -> list[dict[str, str]]:
    """Each verdict with its count and share; rows that could not be read only where there are some."""
    total = sum(overview.verdicts)
    cards = [
        {
            "status": OF_VERDICT[verdict],
            "name": words.verdicts[verdict],
            "count": f"{count:,}",
            "share": words.share.format(percent=f"{100 * count / total:.0f}") if total else "",
        }
        for verdict, count in zip(VERDICTS, overview.verdicts, strict=False)
    ]
    unread = overview.verdicts[UNREAD]
    more = {"status": "unread", "name": words.unread, "count": f"{unread:,}", "share": ""}
    return [*cards, more] if unread else cards


def _bars(overview: Overview, own: TrialWords) -> list[tuple[str, str, dict[Status, Bar]]]:
    """The criteria, those first that stand in most people's way; bars of one column are measured by its longest."""
    shown: tuple[Status, ...] = ("fail", "unknown", "review")
    most = {status: max(overview.statuses[one][status] for one in overview.statuses) or 1 for status in shown}

    def bars(one: str) -> dict[Status, Bar]:
        counts = overview.statuses[one]
        return {status: Bar(counts[status], counts[status] / most[status]) for status in shown}

    ranked = sorted(overview.statuses, key=lambda one: [-overview.statuses[one][status] for status in shown])
    return [(one, own.criteria[one].label, bars(one)) for one in ranked]


def _data(overview: Overview, words: OverviewWords, own: TrialWords) -> dict[str, Any]:
    """What the script needs: the rows, and names for what they hold in short."""
    verdicts = [[words.verdicts[one], SIGNS[OF_VERDICT[one]], OF_VERDICT[one]] for one in VERDICTS]
    return {
        "rows": overview.lines,
        "criteria": [own.criteria[one].label for one in overview.statuses],
        "verdicts": [*verdicts, [words.unread, "–", "unread"]],
        "shown": words.shown,
        "none": words.none,
        "more": words.more,
    }


def _embedded(data: dict[str, Any]) -> Markup:
    """JSON for a script element, which no text in it can end."""
    text = json.dumps(data, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


@cache
def _script() -> str:
    return files("bot.pages").joinpath("overview.js").read_text(encoding="utf-8")
