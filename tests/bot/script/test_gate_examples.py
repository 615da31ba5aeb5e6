"""The examples of the gates in the script: each sets off its gate, or does not, as it says."""

from __future__ import annotations

import pytest
from at_hand import TODAY

from bot.gates import gated
from bot.session import Session
from bot.wording.gates import gates_at_hand
from bot.wording.script import Sign, script_wording

WORDS = script_wording("en").gates


def spoken(signs: tuple[Sign, ...]) -> list[str]:
    return [said for sign in signs for said in (*sign.en, *sign.es)]


SIGNALS = {
    (gate, name): language
    for language, gates in gates_at_hand().items()
    for gate in ("crisis", "emergency")
    for name in getattr(gates, gate).signals
}
LOUD = [(gate, said) for gate, name in SIGNALS for said in spoken((WORDS.signal[name],))]
LOUD += [("guardian", said) for said in spoken(WORDS.guardian)]


def test_every_signal_is_described_with_an_example_and_no_other() -> None:
    assert set(WORDS.signal) == {name for _, name in SIGNALS}
    assert all(sign.en or sign.es for sign in WORDS.signal.values())


@pytest.mark.parametrize(("gate", "said"), LOUD)
def test_an_example_sets_off_its_gate(gate: str, said: str) -> None:
    found = gated(Session(), said, TODAY)
    assert found is not None
    assert found.name == gate


@pytest.mark.parametrize("said", [said for signs in WORDS.unless.values() for said in spoken(signs)])
def test_a_quiet_example_sets_off_none(said: str) -> None:
    assert gated(Session(), said, TODAY) is None


def test_the_words_that_the_guardian_asks_for_let_an_adult_go_on() -> None:
    child = gated(Session(), "I am 11 and I have lupus", TODAY)
    assert child is not None
    assert gated(child.session, "I am the mother.", TODAY) is None
