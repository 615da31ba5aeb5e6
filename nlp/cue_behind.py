"""The denial or doubt that reaches a mention from behind it: "lupus was ruled out", "TB? no"."""

from __future__ import annotations

from nlp.passage import Passage
from nlp.spans import Clause, Cue, Mention

_BEHIND = ("negation.after", "doubt.after")
_MARKS = frozenset(",/&")
_REACH = 9
_LONGEST_LIST = 50  # clauses of a list that a denial at its end reaches over


def cue_behind(passage: Passage, index: int, mention: Mention) -> Cue | None:
    """The cue for the mention in clause `index`: the first behind it there, or one of the clauses that follow."""
    clause = passage.clauses[index]
    for cue in clause.of(*_BEHIND):
        if cue.first > mention.last and _reaches_back(passage, clause, cue, mention):
            return cue
    if index + 1 == len(passage.clauses):
        return None
    following = passage.clauses[index + 1]
    asked = passage.words[clause.last].norm == "?"
    if asked and not clause.asks and _is_no(passage, following):
        return Cue("negation.after", following.first, following.first, 0, 0)
    joined = following.sentence == clause.sentence
    if (joined or asked) and (pointing := _of_it(passage, index + 1)):
        return pointing
    return _alone(passage, clause, following, mention) if joined or following.opened_by == ";" else None


def _reaches_back(passage: Passage, clause: Clause, cue: Cue, mention: Mention) -> bool:
    """Whether a cue behind a mention in its clause is about it."""
    word = passage.words[cue.first].norm
    reach = 1 if word in passage.said["close_denials"] else _REACH
    if _own_words_between(passage, mention, cue) > reach:
        return False
    last = not any(one.isalnum() for one in passage.norms(cue.last + 1, clause.last))
    if word in passage.said["ending_words"] and not last:
        return False  # "her lupus never went into remission"
    return not _other_claim_between(passage, mention, cue)


def _own_words_between(passage: Passage, mention: Mention, cue: Cue) -> int:
    """How many words stand between a mention and a cue, without other names and what lists them."""
    return sum(
        i not in passage.named and passage.words[i].norm not in passage.said["list_words"]
        for i in range(mention.last + 1, cue.first)
    )


def _other_claim_between(passage: Passage, mention: Mention, cue: Cue) -> bool:
    """Whether another mention stands nearer to the cue with words of its own ("has lupus, MG was excluded")."""
    for other in passage.mentions:
        if mention.last < other.first < cue.first:
            joined = passage.norms(mention.last + 1, other.first - 1)
            if not all(word in _MARKS or word in passage.said["list_words"] for word in joined):
                return True
    return False


def _is_no(passage: Passage, clause: Clause) -> bool:
    """Whether a clause answers the writer's own question with a no."""
    said, denials = passage.norms(clause.first, clause.last), passage.said["short_denials"]
    words = [word for word in said if word.isalnum()]
    return said[0] in denials or (len(words) <= 4 and words[-1:] != [] and words[-1] in denials)


def _of_it(passage: Passage, index: int) -> Cue | None:
    """Words that go back to what was named before a clause: "… and it came back clean", "…: she has neither"."""
    sentence = passage.clauses[index].sentence
    for clause in passage.clauses[index : index + _LONGEST_LIST]:
        if clause.sentence != sentence:
            return None
        pointing = passage.words[clause.first].norm in passage.said["things"]
        for cue in clause.of("neither_after", *_BEHIND):
            if cue.category == "neither_after":
                if cue.last >= clause.last - 1:
                    return Cue("negation.after", cue.first, cue.last, cue.start, cue.end)
            elif cue.last > cue.first and pointing and cue.first - clause.first <= 2:
                return cue
        if clause.verb:
            return None
    return None


def _alone(passage: Passage, clause: Clause, following: Clause, mention: Mention) -> Cue | None:
    """The cue that is all the next clause says, right behind the mention: "lupus, ruled out", "TB: negative"."""
    if following.opened_by not in (",", ":", "-", "(", ";") or following.verb or passage.names_in(following):
        return None
    if mention.last < clause.last - (not passage.words[clause.last].norm.isalnum()):
        return None
    for cue in following.of(*_BEHIND):
        rest = passage.norms(cue.last + 1, following.last)
        if cue.first == following.first and not any(word.isalnum() for word in rest):
            return cue
    return None
