"""What holds for any facts: more of them never hide what stands in the way, and their order does not matter."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.concepts import ancestors, concepts
from nlp.facts import Fact, When
from tests.trials.telling import TODAY, told
from tests.trials.test_verdicts import FITS
from trials.catalog import trial
from trials.conditions import Threshold
from trials.matching import Assessment, assess
from trials.profile import Profile

T = trial("NCT07089121")
NAMED = sorted({leaf.concept for one in T.criteria for leaf in one.leaves()} - {"onset_age"})
BELOW = sorted(name for name in concepts() if set(ancestors(name)) & set(NAMED) or name in ("onset_age", "birth_date"))
VALUES = {
    "serology": ["positive", "negative"],
    "result": ["normal", "abnormal"],
    "finding": ["mild", "moderate", "severe", "stable", "changed"],
    "history": [None, None, "controlled", "uncontrolled", "cleared"],
}
DAYS = st.integers(-1500, 20).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def facts(draw: st.DrawFn, names: list[str] = BELOW) -> Fact:
    concept = concepts()[draw(st.sampled_from(names))]
    value: float | str | None = None
    unit, assertion = None, None
    if concept.kind == "measurement" and concept.plausible and concept.unit:
        value, unit = draw(st.floats(*concept.plausible)), concept.unit
    elif concept.kind == "age":
        value = None if concept.id == "birth_date" else draw(st.integers(0, 60))
    elif concept.kind in VALUES:
        value = draw(st.sampled_from(VALUES[concept.kind]))
    if concept.kind not in ("measurement", "age"):
        assertion = draw(st.sampled_from(["present", "absent", "possible"])) if value is None else "present"
    day = draw(st.none() | DAYS)
    when = When(start=day, end=day) if day else None
    if concept.id == "birth_date":
        born = draw(st.dates(date(1990, 1, 1), date(2020, 1, 1)))
        when = When(start=born, end=born)
    return Fact.model_validate(
        {
            "concept": concept.id, "value": value, "unit": unit, "assertion": assertion, "when": when,
            "op": draw(st.sampled_from([None, None, "<", ">"])) if unit else None,
            "quote": concept.id, "start": 0, "end": 0,
        }
    )  # fmt: skip


def of(profile: Profile, today: date = TODAY) -> Assessment:
    return assess(T, profile, today)


def statuses(assessment: Assessment) -> dict[str, str]:
    return {one.id: one.status for one in assessment.criteria}


def related(one: str, other: str) -> bool:
    return one in ancestors(other) or other in ancestors(one)


def concepts_of(criterion: str) -> set[str]:
    found: set[str] = set()
    for leaf in next(one for one in T.criteria if one.id == criterion).leaves():
        found |= {leaf.concept}
        if isinstance(leaf.condition, Threshold):
            found |= leaf.condition.named()
    return found | ({"birth_date"} if "age" in found else set())


@settings(max_examples=300, deadline=None)
@given(st.lists(facts(), max_size=4), facts())
def test_a_fact_changes_only_the_criteria_that_speak_of_it(start: list[Fact], more: Fact) -> None:
    profile = told(FITS).tell(start, TODAY)
    before, after = of(profile), of(profile.tell([more], TODAY))
    for one, other in zip(before.criteria, after.criteria, strict=True):
        if not any(related(more.concept, concept) for concept in concepts_of(one.id)):
            assert one.status == other.status


@settings(max_examples=400, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=6), facts())
def test_more_facts_never_turn_a_fail_into_a_fit_unless_they_correct_what_decided(
    start: list[Fact], more: Fact
) -> None:
    profile = told(FITS).tell(start, TODAY)
    before = of(profile)
    if before.verdict != "not_a_fit" or of(profile.tell([more], TODAY)).verdict != "likely_fit":
        return
    failing = [one for one in before.criteria if one.status == "fail"]
    assert all(any(related(more.concept, concept) for concept in concepts_of(one.id)) for one in failing)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.lists(facts(), min_size=2, max_size=8, unique_by=lambda one: one.concept))
def test_the_order_of_facts_about_different_things_does_not_matter(
    data: st.DataObject, told_at_once: list[Fact]
) -> None:
    shuffled = data.draw(st.permutations(told_at_once))
    assert statuses(of(Profile().tell(told_at_once, TODAY))) == statuses(of(Profile().tell(shuffled, TODAY)))
    assert of(Profile().tell(told_at_once, TODAY)).verdict == of(Profile().tell(shuffled, TODAY)).verdict


@settings(max_examples=200, deadline=None)
@given(st.lists(facts(), max_size=8))
def test_revisit_on_is_ahead_and_set_only_for_fails(start: list[Fact]) -> None:
    found = of(Profile().tell(start, TODAY))
    for one in found.criteria:
        assert one.revisit_on is None or (one.status == "fail" and one.revisit_on > TODAY)
    assert found.revisit_on is None or found.verdict == "not_a_fit"


@settings(max_examples=200, deadline=None)
@given(st.lists(facts(), max_size=8))
def test_nothing_said_is_never_a_pass(start: list[Fact]) -> None:
    for one in of(Profile().tell(start, TODAY)).criteria:
        assert one.status in ("unknown", "review") or one.facts
        assert all(fact in start for fact in one.facts)


@given(st.lists(facts(), max_size=6))
def test_an_assessment_round_trips_through_json(start: list[Fact]) -> None:
    found = of(Profile().tell(start, TODAY))
    assert Assessment.model_validate_json(found.model_dump_json()) == found
