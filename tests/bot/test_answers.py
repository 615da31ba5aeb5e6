"""What an answer to one open question makes of its criterion."""

from __future__ import annotations

import pytest
from chats import TODAY, status

from bot.dialogue import turn
from bot.session import Session

ANSWERS = {
    "I1": [
        ("13", "pass"), ("about 13", "pass"), ("11", "fail"), ("he's 15", "pass"), ("not telling", "unknown"),
        ("12 and a half", "pass"), ("next question", "unknown"),
    ],
    "I3": [
        ("moderate", "pass"), ("moderately bad i think", "pass"), ("severe", "review"), ("pretty mild these days", "review"),
        ("pretty bad", "unknown"), ("moderate to severe", "unknown"), ("in remission since spring", "review"), ("no clue", "unknown"),
        ("nobody graded it", "unknown"),
    ],
    "I4": [("no", "fail"), ("methotrexate and steroids", "pass"), ("yes", "pass"), ("never", "fail"), ("i'd have to ask", "unknown")],
    "I5": [
        ("yes", "pass"), ("i will", "pass"), ("her dad will", "pass"), ("mom's down to sign", "pass"), ("i can sign for myself", "pass"),
        ("grandma is willing to sign", "pass"), ("nobody can sign", "fail"), ("no", "fail"), ("not sure yet", "unknown"),
        ("i will have to ask his mother", "unknown"),
    ],
    "E1": [
        ("no", "pass"), ("otherwise healthy", "pass"), ("just asthma, and that's well controlled", "pass"), ("nothing else", "pass"),
        ("diabetes, well managed with insulin", "pass"), ("diabetes, and it is out of control", "review"), ("dunno", "unknown"),
    ],
    "E2": [
        ("no", "pass"), ("no blood thinners", "unknown"), ("no blood thinners. no idea about clotting tests", "unknown"),
        ("skip the blood thinner question", "unknown"), ("she takes eliquis", "fail"), ("no thinners, clotting tests were all normal", "pass"),
    ],
    "E3": [("1.9", "pass"), ("880", "fail"), ("1,900", "pass"), ("idk his neutrophils", "unknown"), ("no", "unknown"), ("WBC 5.2", "unknown")],
    "E4": [("10.4", "pass"), ("7.9", "fail"), ("no hemoglobin in what i have", "unknown"), ("it was 12.1 g/dL", "pass")],
    "E5": [("155k", "pass"), ("49,000", "fail"), ("no platelet count here", "unknown")],
    "E6": [("20, 22, 19", "pass"), ("no liver tests here", "unknown"), ("ALT 200, no GGT", "unknown")],
    "E7": [("90", "pass"), ("over 90", "pass"), ("25", "fail"), ("not sure about the kidney number", "unknown")],
    "E8": [("no", "pass"), ("she was born with CVID", "fail"), ("i'd have to ask mom about transplants or immune problems", "unknown")],
    "E9": [("no", "pass"), ("nope, no hep b", "pass"), ("yes", "fail"), ("dunno about hep B", "unknown"), ("never tested", "unknown")],
    "E10": [("no", "pass"), ("his birth mom has hep c, i dont think they checked him", "unknown")],
    "E11": [("negative", "pass"), ("no", "pass"), ("none of ur business", "unknown")],
    "E12": [("no, quantiferon was neg", "pass"), ("no", "pass"), ("his grandpa had tb but i dont know about him", "unknown")],
    "E23": [
        ("no", "pass"), ("asthma, controlled with her inhaler, nothing with her heart", "pass"), ("heart failure", "review"),
        ("asthma, an inhaler keeps it under control. heart is fine", "pass"),
    ],
    "E24": [("never", "pass"), ("no clots", "pass"), ("yes", "unknown"), ("a clot, but no date on it", "unknown")],
    "E25": [("no", "pass"), ("never had cancer", "pass"), ("prefer not to say", "unknown")],
    "E26": [("no", "pass"), ("can't tell if she was in one", "unknown"), ("yes, last dose was november 10", "fail")],
    "E27": [
        ("no", "pass"), ("no live vaccines, none coming up", "pass"), ("only a flu shot in october, nothing live", "pass"),
        ("mmr in august. none since, none planned", "pass"), ("can't tell about vaccines from here", "unknown"),
        ("no, but she gets the nasal flu spray next week", "fail"),
    ],
    "E28": [("no", "pass"), ("got a uti right now", "review"), ("not that i know of", "pass")],
    "E29": [("no", "pass"), ("she has OCD", "review"), ("skip the mental health one", "unknown")],
}  # fmt: skip
CASES = [(one, said, expected) for one, table in ANSWERS.items() for said, expected in table]


@pytest.mark.parametrize(("criterion", "said", "expected"), CASES)
def test_an_answer_to_one_question(criterion: str, said: str, expected: str) -> None:
    _, last = turn(Session(asking=(criterion,), met=True), said, TODAY)
    assert status(last, criterion) == expected
    assert all(said[fact.start : fact.end] == fact.quote for fact in last.facts)


SEVERAL = [
    (("E3", "E4", "E5"), "1.9, 10.4, 155k", "pass pass pass"),
    (("E3", "E4", "E5"), "i don't have her labs", "unknown unknown unknown"),
    (("E9", "E10", "E11", "E12"), "no", "pass pass pass pass"),
    (("E9", "E10", "E11", "E12"), "no hep b; dunno; no; no, quantiferon was neg", "pass unknown pass pass"),
    (("E9", "E10", "E11", "E12"), "no, no, idk, no", "pass pass unknown pass"),
    (("E9", "E10", "E11", "E12"), "no\nno\nno\nidk", "pass pass pass unknown"),
    (("E9", "E10", "E11", "E12"), "no hep b, rest i don't know", "pass unknown unknown unknown"),
    (("E26", "E27"), "no; only a flu shot, nothing live", "pass pass"),
    (("I1", "I2"), "13", "pass unknown"),
    (("I1", "I2"), "she is 13; lupus since she was 11", "pass pass"),
    (("I3", "I5"), "moderate and her dad will sign", "pass pass"),
    (("E24", "E25"), "never; rather not say", "pass unknown"),
]


@pytest.mark.parametrize(("asked", "said", "expected"), SEVERAL)
def test_an_answer_to_several_questions(asked: tuple[str, ...], said: str, expected: str) -> None:
    _, last = turn(Session(asking=asked, met=True), said, TODAY)
    assert " ".join(status(last, one) for one in asked) == expected
    assert all(said[fact.start : fact.end] == fact.quote for fact in last.facts)
