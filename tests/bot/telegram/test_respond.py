"""Commands, what is no text, groups, gates, stale presses: what a person meets on Telegram besides the questions."""

from __future__ import annotations

import pytest
from person import Person

from bot.session import Session
from bot.telegram.incoming import KINDS, MOST_BYTES, Blocked, Group, Nothing
from bot.telegram.outgoing import Answer, Contact, Edit, Pdf, Text, Venue
from bot.telegram.state import ChatState
from bot.wording.telegram import telegram_wording

OPENING = "my daughter is 14, lupus since she was 11, on cellcept"
WORDS = telegram_wording("en")


def met(text: str = OPENING) -> Person:
    person = Person()
    person.says(text)
    return person


@pytest.mark.parametrize("first", ["/start", "hi", OPENING, "/help", "/site"])
def test_the_first_answer_asks_who_writes_and_whether_it_may_be_kept(first: str) -> None:
    person = Person(Session(kept_days=30))
    person.says(first)
    assert "may I keep" in person.read()
    assert person.buttons() == ["The patient", "Parent or family", "A professional", "Yes, keep it", "No"]


@pytest.mark.parametrize(
    ("presses", "writer", "permission"),
    [
        (["The patient", "Yes, keep it"], "patient", "yes"),
        (["Parent or family", "No"], "family", "no"),
        (["A professional", "Yes, keep it"], "professional", "yes"),
        (["Yes, keep it"], None, "yes"),
        (["No"], None, "no"),
    ],
)
def test_who_writes_and_whether_it_may_be_kept(presses: list[str], writer: str | None, permission: str) -> None:
    person = Person(Session(kept_days=30))
    person.says(OPENING)
    for label in presses:
        person.presses(label)
    assert (person.chat.session.writer, person.chat.session.permission) == (writer, permission)
    assert person.chat.session.asking == ("I3",)


COMMANDS = {
    "start": "study of Descartes-08",
    "help": "/why E5",
    "status": "I1 age: in order",
    "why": "I ask because",
    "trial": "cell product given by drip",
    "site": "names no street",
    "contact": "617-231-8102",
    "language": "English",
    "privacy": "compare it with the record",
    "restart": "start over",
    "forget": "cleared",
}


@pytest.mark.parametrize(("name", "words"), COMMANDS.items())
def test_commands(name: str, words: str) -> None:
    person = met()
    person.says(f"/{name}")
    assert words in person.read()


def test_the_menu_holds_all_commands_and_no_other() -> None:
    assert set(WORDS.commands) == {*COMMANDS, "summary"}


def test_a_command_leaves_the_question_open() -> None:
    person = met()
    person.says("/contact")
    assert [type(one) for one in person.last if not isinstance(one, Edit)] == [Text, Contact, Text]
    person.presses("Moderate")
    assert person.statuses["I3"] == "pass"


def test_whom_to_call() -> None:
    person = met()
    person.says("/contact")
    (card,) = (one for one in person.last if isinstance(one, Contact))
    assert (card.phone_number, card.first_name) == ("+16172318102", "Cartesian Clinical Trials")


def test_where_it_is() -> None:
    person = met()
    person.says("/site")
    (pin,) = (one for one in person.last if isinstance(one, Venue))
    assert (round(pin.latitude, 1), round(pin.longitude, 1)) == (38.6, -90.2)
    assert pin.title == "Study site H03"
    assert "St Louis, Missouri" in pin.address


@pytest.mark.parametrize("order", ["/summary", "A page to take along"])
def test_the_page_to_take_along(order: str) -> None:
    person = met(OPENING + ". platelets 38k")
    person.presses("Not now")
    before = person.chat
    person.says(order) if order.startswith("/") else person.presses(order)
    (page,) = (one for one in person.last if isinstance(one, Pdf))
    assert page.data.startswith(b"%PDF")
    assert page.name == "NCT07089121-2026-11-22.pdf"
    assert person.chat == before


def test_there_is_no_page_where_nothing_was_told() -> None:
    person = met("hi")
    person.says("/summary")
    assert "nothing to put on a page" in person.read()


@pytest.mark.parametrize(
    ("payload", "known"),
    [
        ("NCT07089121", True),
        ("nct07089121", True),
        ("NCT00000000", False),
        ("../../etc", False),
        ("x" * 65, False),
        ("<b>", False),
    ],
)
def test_a_link_that_names_a_study(payload: str, known: bool) -> None:
    person = Person()
    person.says(f"/start {payload}")
    assert person.chat.session.trial == "NCT07089121"
    assert ("do not know the study in that link" in person.read()) != known
    assert "Descartes-08" in person.read()
    assert payload not in person.read().replace("NCT07089121", "")


@pytest.mark.parametrize("kind", [*KINDS, "forwarded"])
def test_what_is_no_text_gets_an_answer_and_changes_nothing(kind: str) -> None:
    person = met()
    before = person.chat
    person.sends(kind)
    assert person.read() == WORDS.media[kind]
    assert person.chat == before


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in ("photo", "video", "voice")])
def test_the_words_beside_it_are_read(kind: str) -> None:
    person = met()
    person.sends(kind, caption="platelets 38k")
    assert "only your words beside it" in person.read() or "only words beside it" in person.read()
    assert person.statuses["E5"] == "fail"


def test_a_forwarded_text_is_not_read() -> None:
    person = met()
    person.sends("forwarded", caption="platelets 38k")
    assert person.statuses["E5"] == "unknown"


def test_a_picture_as_the_very_first_message() -> None:
    person = Person(Session(kept_days=30))
    person.sends("photo")
    assert "can't read pictures" in person.read()
    assert "may I keep" in person.read()


REPORT = "Test,Result,Units,Reference Range\nPlatelets,38,10^3/uL,150-400\nHemoglobin,10.4,g/dL,12-16\n"

FILES = [
    ("labs.txt", "text/plain", 100, REPORT, "I read your file"),
    ("labs.csv", "", 100, REPORT, "I read your file"),
    ("labs.txt", "text/plain", 100, None, "could not open"),
    ("labs.txt", "text/plain", 100, " \n", "no words in that file"),
    ("labs.txt", "text/plain", MOST_BYTES + 1, None, "too large"),
    ("labs.pdf", "application/pdf", 100, None, "can't read PDF files"),
    ("LABS.PDF", "", 100, None, "can't read PDF files"),
    ("labs.jpg", "image/jpeg", 100, None, "can't read pictures"),
    ("labs.docx", "application/msword", 100, None, "can't read that kind of file"),
    ("", "", 0, None, "can't read that kind of file"),
]


@pytest.mark.parametrize(("name", "mime", "size", "text", "words"), FILES)
def test_files(name: str, mime: str, size: int, text: str | None, words: str) -> None:
    person = met()
    person.sends_file(name, mime, size, text)
    assert words in person.read()
    assert person.statuses["E5"] == ("fail" if text == REPORT else "unknown")


def test_a_very_long_file_is_read_as_far_as_it_goes() -> None:
    person = met()
    person.sends_file("labs.txt", "text/plain", 90_000, "platelets 38k\n" + "bla " * 20_000)
    assert "8,000" in person.read()
    assert person.statuses["E5"] == "fail"


def test_the_words_beside_a_file_that_cannot_be_read() -> None:
    person = met()
    person.sends_file("labs.pdf", "application/pdf", caption="platelets 38k")
    assert "can't read the file" in person.read()
    assert person.statuses["E5"] == "fail"


def test_the_words_beside_a_picture_can_be_edited() -> None:
    person = met()
    person.sends("photo", caption="platelets 38k")
    number = person.chat.said[-1].parts[-1][0]
    person.sends("photo", caption="platelets 138k", edits=number)
    assert "platelets 138,000 (was 38,000)" in person.read()
    person.sends("photo", edits=number)
    assert person.last == []


def test_a_group_is_asked_once_to_talk_in_private() -> None:
    person = Person()
    person.gets(Group(update_id=1, chat_id=-7))
    assert "write to me alone" in person.read()
    person.gets(Group(update_id=2, chat_id=-7))
    assert person.last == []
    assert person.chat.session == Session()


def test_who_blocks_the_bot_is_forgotten() -> None:
    person = Person(Session(kept_days=30))
    person.says(OPENING)
    person.says("yes")
    person.gets(Blocked(update_id=9, chat_id=5))
    assert person.last == []
    assert person.chat == ChatState(session=Session(kept_days=30))


def test_nothing_is_answered_with_nothing() -> None:
    person = met()
    before = person.chat
    person.gets(Nothing(update_id=9))
    assert (person.chat, person.last) == (before, [])


GATES = [
    ("i want to kill myself", "988"),
    ("she can't breathe right now", "911"),
    ("im 11 and i have lupus", "parent"),
]


@pytest.mark.parametrize(("said", "words"), GATES)
def test_after_a_gate_nothing_is_asked_and_no_button_is_left(said: str, words: str) -> None:
    person = met("hi")
    person.says(said)
    assert words in person.read()
    assert person.chat.open is None
    assert all(not rows for _, rows in person.seen.values())


def test_of_a_child_nothing_is_kept_and_of_a_crisis_not_the_words() -> None:
    person = met()
    person.says("i want to kill myself")
    assert "kill" not in person.chat.model_dump_json()
    assert person.statuses["I1"] == "pass"
    person.says("im 11 and i have lupus")
    assert "11" not in person.chat.model_dump_json(exclude={"session": {"trial"}})
    assert person.chat.said == ()


def test_a_second_press_is_harmless() -> None:
    person = met()
    number, (_, rows) = max(person.seen.items())
    data = next(data for row in rows for label, data in row if label == "Moderate")
    person.presses_on(number, data)
    after = person.chat
    person.presses_on(number, data)
    assert person.chat == after
    assert person.faded == ["That question is no longer open."]


def test_a_press_on_an_older_question_is_harmless_and_its_buttons_go() -> None:
    person = Person(placed=False)
    person.says(OPENING)
    number, (_, rows) = max(person.seen.items())
    person.says("severe")
    assert person.seen[number][1] == rows
    after = person.chat
    person.presses_on(number, next(data for row in rows for label, data in row if label == "Moderate"))
    assert person.chat == after
    assert person.seen[number][1] == ()
    assert person.statuses["I3"] == "review"


@pytest.mark.parametrize(
    "data", ["", "x", "1.choice.0", "99999999999.done", "1001.tick.99.yes", "1001.choice.99", "1001.done", "😀"]
)
def test_a_press_of_no_button_of_ours_is_harmless(data: str) -> None:
    person = met()
    person.seen[1] = ("old", ())
    before = person.chat
    person.presses_on(1, data)
    assert person.chat == before
    assert isinstance(person.last[0], Answer)


def test_boxes_pressed_twice_in_a_hurry_are_ticked_once() -> None:
    person = met(OPENING + ", moderate")
    for _ in range(2):
        person.presses("I don't have them")
    number, (_, rows) = max(person.seen.items())
    for _ in range(2):
        person.presses_on(number, rows[0][0][1])
    assert person.chat.open.ticks == ("yes", "no")  # type: ignore[union-attr]
    none = next(data for row in rows for label, data in row if label == "None of these")
    person.presses_on(number, none)
    assert "You ticked something" in person.faded[-1]
    assert person.chat.session.asking == ("E2", "E24")


def test_a_guess_can_be_called_wrong_with_one_press() -> None:
    person = met(OPENING + ", moderate")
    person.says("hemaglobin 92")
    person.presses("That's wrong")
    assert person.statuses["E4"] == "unknown"
    assert "What is the right value?" in person.read()


def test_what_a_person_wrote_is_never_markup() -> None:
    person = met(OPENING + ", moderate. platelets 38k<b>")
    person.says("<a href='x'>platelets 38k</a> & <i>")
    assert "<i>" not in person.read()
    assert "<a" not in person.read()
