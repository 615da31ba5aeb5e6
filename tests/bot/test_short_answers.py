"""Short answers in the light of the open question: which of them are a no, a yes, or neither."""

from __future__ import annotations

import pytest
from chats import chat

from bot.plain import bare, plain
from bot.wording import wording

CUES = wording("en").answers

NO = """no; No.; nope; nah; never; none; none of those; no to all; nothing; no, never; NO!!; no sorry;
no, none of them; um no;
not that i know of; no he doesn't; no she hasn't; neither; no, not at all; nope nope nope;
never had any; she never has; all negative; no to all of them; none of the above;
no thank god; not ever; he hasn't; no to everything; denies; pt denies all of the above; neg; nil;
not that we are aware of; she's never had that; he never had any of it; not so far; not diagnosed with any"""
YES = "yes; Yeah; yep; yes to all; yes he does; sure; yes i can; of course; yup!; yes, all of them; correct"
UNSURE = """idk; i don't know; skip; dunno; no idea; not sure; no clue; pass; skip that one; idk his neutrophils;
no idea about clotting tests; i don't have her labs, sorry; no hemoglobin in what i have; no platelet count here;
no liver tests here; never looked at the neutrophils; hep C never checked; not telling u my age; id rather not say;
none of ur business; skip the blood thinner question; i'd have to ask mom about transplants; can't tell from claims;
dunno about hep B; nobody ever told me mild or moderate; severity isn't in my file; liver tests aren't in the note;
don't know if they ever checked hep b; prefer not to say; no records of that; they never tested him;
we never got it checked;
not tested; pending; waiting on the results; can't remember; i would need to look that up; her doctor never said;
i guess so; no i guess; none i guess; i don't think so; i doubt it; hope not; maybe;
no labs yet; she hasn't been tested; ask me later"""


def split(many: str) -> list[str]:
    return [one.strip() for one in many.replace("\n", " ").split(";")]


@pytest.mark.parametrize("text", split(NO))
def test_a_plain_no(text: str) -> None:
    assert CUES.no.fullmatch(bare(text, CUES))


@pytest.mark.parametrize("text", split(YES))
def test_a_plain_yes(text: str) -> None:
    assert CUES.yes.fullmatch(bare(text, CUES))


@pytest.mark.parametrize("text", split(UNSURE))
def test_not_knowing_or_not_telling_is_no_answer(text: str) -> None:
    alone = bare(text, CUES)
    assert not CUES.no.fullmatch(alone)
    assert not CUES.yes.fullmatch(alone)
    assert CUES.unsure.whole.fullmatch(alone) or CUES.unsure.anywhere.search(plain(text))


@pytest.mark.parametrize("text", split(NO + ";" + YES))
def test_a_plain_answer_is_not_taken_for_not_knowing(text: str) -> None:
    assert not CUES.unsure.whole.fullmatch(bare(text, CUES))


@pytest.mark.parametrize(
    "text", split("13; 10.4; about 10.4; 1,900; 155k; like 3400; it was 12.1 g/dl; <1.0; 17 and a half; im 14")
)
def test_a_bare_number(text: str) -> None:
    assert CUES.number.fullmatch(plain(text))


@pytest.mark.parametrize("text", split("no blood thinners; she has 2 brothers and a dog; yes 13 and he had one; hep b"))
def test_no_bare_number(text: str) -> None:
    assert not CUES.number.fullmatch(plain(text))


@pytest.mark.parametrize("sign", ["<", "~ ", "5a", "5 a ", "is ", "1.", "no ", "no, "])
def test_one_sign_again_and_again_is_answered(sign: str) -> None:
    assert chat("my son is 13, jdm", sign * 2_000)[1].replies
