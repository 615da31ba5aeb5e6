"""What people write, phenomenon by phenomenon, and the statuses it must lead to."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue import turn
from bot.session import Session

TODAY = date(2026, 11, 22)
PHENOMENA: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "phenomena.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(case, id=f"{name}: {case['says']}"[:90]) for name, cases in PHENOMENA.items() for case in cases]


@pytest.mark.parametrize("case", CASES)
def test_a_message_leads_to_its_statuses(case: dict[str, Any]) -> None:
    session = Session()
    for text in [case["says"]] if isinstance(case["says"], str) else case["says"]:
        session, said = turn(session, text, TODAY)
    status = {outcome.id: outcome.status for outcome in said.assessments[0].criteria}
    expected = {one: wanted for one, wanted in case.items() if one != "says"}
    assert {one: status[one] for one in expected} == expected
