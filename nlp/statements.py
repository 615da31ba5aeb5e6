"""When something happened, and in what state it is: ended, planned, under control."""

from __future__ import annotations

from collections.abc import Callable

from nlp.ages import says_little
from nlp.concepts import ancestors
from nlp.facts import When
from nlp.scene import TARGETS, Scene
from nlp.spans import Cue, DateSpan, Mention

# Weak names that count where they are denied or called normal: "heart is fine", "no lung problems".
_ORGANS = frozenset(
    {"heart_disease", "lung_disease", "psychiatric_illness", "infection", "chronic_illness", "primary_immunodeficiency"}
)
_DATED = ("condition", "look_alike", "history", "treatment", "vaccine")  # kinds of statements that have a date
_NEAR = 12
_NEAREST = 20  # dates of a sentence that may be that of one thing told in it


def when(scene: Scene, mention: Mention, may_be: Callable[[DateSpan], bool] = lambda day: True) -> When | None:
    """When what is mentioned happened: the nearest date of its sentence that `may_be` its own and is not that of a
    nearer mention, or an age."""
    sentence = scene.sentence_of(mention)
    near = sorted(
        (day for day in scene.dates if scene.in_sentence(day.start, sentence)), key=lambda day: _away(mention, day)
    )
    its = [
        day
        for day in near[:_NEAREST]
        if not _nearer_mention(scene, mention, day, _away(mention, day))
        and not _belongs_elsewhere(scene, mention, day)
        and may_be(day)
    ]
    its = its or _dates_behind(scene, sentence)
    age = _by_age(scene, mention, sentence)
    if age is not None and all(day.first == day.last == scene.today for day in its):
        return age  # "leukemia at 4, she's 16 now"
    if not its:
        return None
    day = min(its, key=lambda one: _away(mention, one))
    if is_a(mention.concept, "thromboembolic_event") or is_a(mention.concept, "malignancy"):
        day = _last_time(scene, day)
    return When(start=day.first) if day.since else When(start=day.first, end=day.last)


def _dates_behind(scene: Scene, sentence: int) -> list[DateSpan]:
    """The date that makes up the next sentence: "it was her second chickenpox shot. nov 3."."""
    start, end = scene.passage.sentence_span(sentence + 1)
    behind = [day for day in scene.dates if start <= day.start < end]
    if not behind:
        return []
    said = [word for word in scene.words if start <= word.start < end and word.norm.isalnum()]
    alone = all(any(day.start <= word.start < day.end for day in behind) for word in said)
    return behind if alone else []


def _last_time(scene: Scene, day: DateSpan) -> DateSpan:
    """The last of several times told together: "DVT 2019, again in October"."""
    plain = scene.said["again_words"]
    for other in sorted(scene.dates, key=lambda one: one.start):
        if other.start < day.end or other.first > scene.today:
            continue
        between = [word.norm for word in scene.words if day.end <= word.start and word.end <= other.start]
        if not all(word in plain for word in between if word.isalnum()):
            break
        day = other if other.last >= day.last else day
    return day


def _away(mention: Mention, day: DateSpan) -> int:
    """Characters between a mention and a date; a date before the mention counts as farther."""
    return day.start - mention.end if day.start >= mention.end else mention.start - day.end + 12


def _belongs_elsewhere(scene: Scene, mention: Mention, day: DateSpan) -> bool:
    """Whether the date stands in another clause beside a statement of its own ("JDM dx'd 2021, failing MTX")."""
    own, its = scene.passage.clause_at[mention.first], scene.passage.clause_at[scene.token_at(day.start)]
    if its is None or own == its:
        return False
    clause = scene.clauses[its]
    return day.end <= mention.start and any(
        clause.first <= other.first <= clause.last and kind in _DATED and not other.weak
        for other, kind in zip(scene.mentions, scene.kinds, strict=True)
    )


def _nearer_mention(scene: Scene, mention: Mention, day: DateSpan, distance: int) -> bool:
    """Whether another statement stands nearer to the date, between the two."""
    for other, kind in zip(scene.mentions, scene.kinds, strict=True):
        if other is mention or other.weak or kind in ("measurement", "other_lab", "finding"):
            continue
        between = (mention.end <= other.start <= day.start) or (day.end <= other.start <= mention.start)
        if not between or not 0 <= _away(other, day) < distance:
            continue
        if not (is_attributive(scene, other) or _is_studied(scene, mention, other)):
            return True
    return False


def is_attributive(scene: Scene, mention: Mention) -> bool:
    """Whether a name only tells of what kind the next thing is: "a lupus drug"."""
    following = scene.words[mention.last + 1].norm if mention.last + 1 < len(scene.words) else ""
    return following in scene.said["attributive_heads"]


def _is_studied(scene: Scene, study: Mention, drug: Mention) -> bool:
    """Whether a drug is what a study is about: "a trial of avacopan"."""
    between = scene.words[study.last + 1 : drug.first]
    words = scene.said["study_of"]
    return study.concept == "investigational_agent" and bool(between) and all(word.norm in words for word in between)


def _by_age(scene: Scene, mention: Mention, sentence: int) -> When | None:
    """The age at which it happened; "when she was little" is an age below 7."""
    for age in scene.ages:
        past = age.kind in ("event", "onset") and 0 <= age.start - mention.start < 90
        if past and scene.in_sentence(age.start, sentence):
            return When(age=age.years)
    for start, _ in says_little(scene.folded, scene.language):
        if scene.in_sentence(start, sentence) and abs(start - mention.end) < 60:
            return When(age=6)
    return None


def ended(scene: Scene, mention: Mention) -> bool:
    """Whether the treatment named has been stopped: "off X", "X till October", "X, stopped"."""
    if any(abs(cue.first - mention.first) <= 6 for cue in scene.clause_cues(mention, "ended")):
        return True
    return _ends_on_a_past_day(scene, mention) or _is_followed_by_its_end(scene, mention)


def _ends_on_a_past_day(scene: Scene, mention: Mention) -> bool:
    until = scene.said["until_words"]
    sentence = scene.sentence_of(mention)
    return any(
        mention.end < day.start
        and day.last < scene.today
        and scene.in_sentence(day.start, sentence)
        and scene.words[max(0, scene.token_at(day.start) - 1)].norm in until
        and not _is_of_the_next(scene, mention, day)
        for day in scene.dates
    )


def _is_of_the_next(scene: Scene, mention: Mention, day: DateSpan) -> bool:
    """Whether a date is that of something told in a later clause: "on warfarin, chemo until 2025"."""
    own = scene.passage.clause_at[mention.first]
    return any(
        mention.end <= other.start and other.end <= day.start and scene.passage.clause_at[other.first] != own
        for other, kind in zip(scene.mentions, scene.kinds, strict=True)
        if kind in _DATED and not other.weak
    )


def _is_followed_by_its_end(scene: Scene, mention: Mention) -> bool:
    """Whether the next clause says nothing but that it is over."""
    index = scene.passage.clause_at[mention.first]
    following = None if index is None else scene.clauses[index + 1 : index + 2]
    return any(
        clause.last - clause.first <= 3
        and any(cue.first == clause.first for cue in clause.of("ended"))
        and not scene.passage.names_in(clause)
        for clause in following or []
    )


def planned(scene: Scene, mention: Mention) -> bool:
    """Whether what is named lies in the future."""
    sentence = scene.sentence_of(mention)
    ahead = [day for day in scene.dates if day.first > scene.today and 0 <= day.start - mention.end < 40]
    if any(scene.in_sentence(day.start, sentence) for day in ahead):
        return True
    return any(abs(mention.first - cue.last) <= 8 for cue in scene.clause_cues(mention, "planned"))


def control(scene: Scene, mention: Mention) -> str | None:
    """`controlled` or `uncontrolled`, where the sentence says it of this illness: the nearest such words."""
    cues = [*scene.sentence_cues(mention, "controlled"), *scene.sentence_cues(mention, "uncontrolled")]
    away = {
        id(cue): cue.first - mention.last if cue.first > mention.last else mention.first - cue.last + 2 for cue in cues
    }
    near = [cue for cue in cues if away[id(cue)] <= _NEAR and not _is_of_the_disease(scene, mention, cue)]
    return min(near, key=lambda cue: away[id(cue)]).category if near else None


def _is_of_the_disease(scene: Scene, mention: Mention, cue: Cue) -> bool:
    """Whether one of the trial's diseases stands nearer to the words: "diabetes, and her lupus is flaring"."""
    return any(
        one.concept in TARGETS and abs(cue.first - one.last) < abs(cue.first - mention.last) for one in scene.mentions
    )


def is_organ_word(mention: Mention) -> bool:
    """Whether this is a weak name that counts only where it is denied or called normal."""
    return mention.weak and mention.concept in _ORGANS


def is_a(concept: str, parent: str) -> bool:
    """Whether a concept is `parent` or below it."""
    return parent in ancestors(concept)
