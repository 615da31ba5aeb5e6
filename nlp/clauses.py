"""Sentences and clauses: how far a negation, a doubt or a subject reaches."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

from nlp.lexicon import word_sets
from nlp.spans import JOINED, Clause, Cue
from nlp.text import Token

EXCEPTION = "except"  # what opens "except a DVT"
_SENTENCE_MARKS = frozenset(".!?;")
# Kinds of cues that no new clause begins within ("I don't think it's …", "is it …").
_WHOLE = frozenset(
    {
        "not_a_cue",
        "writer_roles",
        "doubt",
        "negation",
        "third_person",
        "own",
        "question",
        "self_question",
        "lifts_denial",
        "whether",
        "taken_back",
        "confirmed_after",
        "too",
    }
)
_SOFT_MARKS = frozenset(",:()|[]/-•*>")
# Longer than anybody writes: without an end, the work of reading grows with the square of the text.
_LONGEST_CLAUSE = 150  # tokens
_LONGEST_SENTENCE = 60  # clauses


def split(folded: str, words: Sequence[Token], cues: Sequence[Cue], language: str) -> list[Clause]:
    """The clauses of a message in order, each with its cues and whether it asks or supposes."""
    grammar = word_sets(language, "grammar")
    abbreviations = grammar["abbreviations"]
    starters = {cue.first for cue in cues if cue.category == "clause_starters"}
    verbs = {cue.first for cue in cues if cue.category == "verbs"}
    joins = {cue.first for cue in cues if cue.category == "conjunctions"}
    exceptions = {cue.first for cue in cues if cue.category == "exception"}
    hidden = {
        i
        for cue in cues
        if cue.last > cue.first and cue.category.partition(".")[0] in _WHOLE
        for i in range(cue.first + 1, cue.last + 1)
    }
    lines = "\n" in folded
    clauses: list[Clause] = []
    first, sentence, opened = 0, 0, ""
    begun = 0, 0  # a sentence and the first of its clauses

    def close(last: int) -> None:
        nonlocal sentence, begun
        if last < first:
            return
        if sentence != begun[0]:
            begun = sentence, len(clauses)
        elif len(clauses) - begun[1] >= _LONGEST_SENTENCE:
            sentence += 1
            begun = sentence, len(clauses)
        clauses.append(Clause(first, last, sentence, opened))

    for i, word in enumerate(words):
        norm = word.norm
        newline = lines and i > 0 and "\n" in folded[words[i - 1].end : word.start]
        if newline:
            close(i - 1)
            first, sentence, opened = i, sentence + 1, "\n"
        dots = norm == "." and any(
            0 <= k < len(words) and words[k].norm == "." and abs(words[k].start - word.start) == 1
            for k in (i - 1, i + 1)
        )
        if dots:
            close(i)
            first, opened = i + 1, ","
        elif (
            norm in _SENTENCE_MARKS
            and i not in hidden
            and not _inside(folded, word, words, i, abbreviations, grammar["numbered_abbreviations"])
        ):
            close(i)
            first, sentence, opened = i + 1, sentence + 1, norm
        elif norm in _SOFT_MARKS and not (norm in "-/" and _attached(folded, word)):
            close(i)
            first, opened = i + 1, norm
        elif i in exceptions:
            close(i - 1)
            first, opened = i, EXCEPTION
        elif i > first and i not in hidden and (i in starters or (i - 1 in joins and i in verbs)):
            close(i - 1)
            first, opened = i, JOINED if i - 1 in joins else norm
        elif i - first >= _LONGEST_CLAUSE:
            close(i - 1)
            first, sentence, opened = i, sentence + 1, ""
    close(len(words) - 1)
    _attach(clauses, cues, words, grammar)
    return clauses


def clause_of_token(clauses: Sequence[Clause], count: int) -> list[int | None]:
    """For each of `count` tokens the index of its clause; None for a mark between clauses."""
    found: list[int | None] = [None] * count
    for index, clause in enumerate(clauses):
        found[clause.first : clause.last + 1] = [index] * (clause.last + 1 - clause.first)
    return found


def _inside(
    folded: str, word: Token, words: Sequence[Token], i: int, abbreviations: Collection[str], numbered: Collection[str]
) -> bool:
    """Whether a full stop or question mark stands inside a word or after an abbreviation."""
    if word.norm == "?":
        opens = i == 0 or words[i - 1].norm in (":", "-", "(")  # "impression: ? MG"
        return opens or (
            word.end < len(folded)
            and folded[word.end].isalpha()
            and (word.start == 0 or folded[word.start - 1] in " (\n,")
        )
    if word.norm != ".":
        return False
    if word.end < len(folded) and folded[word.end].isdigit():
        return True
    if word.end < len(folded) and folded[word.end].isalpha() and word.start > 0 and folded[word.start - 1].isalpha():
        return i > 0 and len(words[i - 1].norm) == 1
    if i and words[i - 1].norm in numbered and not (i + 1 < len(words) and words[i + 1].norm[:1].isdigit()):
        return False  # "lupus: no."
    return i > 0 and words[i - 1].norm in abbreviations and words[i - 1].end == word.start


def _attached(folded: str, word: Token) -> bool:
    before = folded[word.start - 1] if word.start else " "
    after = folded[word.end] if word.end < len(folded) else " "
    return before != " " or (word.norm == "-" and after.isdigit())


def _attach(
    clauses: list[Clause], cues: Sequence[Cue], words: Sequence[Token], grammar: Mapping[str, frozenset[str]]
) -> None:
    """Gives each clause its cues, and marks those that ask or suppose."""
    position = 0
    for cue in cues:
        while position < len(clauses) and clauses[position].last < cue.first:
            position += 1
        if position == len(clauses):
            break
        clauses[position].add(cue)
    marked = {clause.sentence for clause in clauses if words[clause.last].norm == "?"}
    begun: set[int] = set()
    for clause in clauses:
        clause.asks = _asks(clause, words) and (
            clause.sentence not in begun or clause.sentence in marked or not _is_relative(clause)
        )
        begun.add(clause.sentence)
        clause.supposes = bool(clause.of("hypothetical"))
    for previous, clause in itertools.pairwise(clauses):
        same = previous.sentence == clause.sentence
        bare = clause.sentence in marked and not clause.verb and not _has_person(clause)
        if same and previous.asks and not clause.asks and (bare or not _restarts(clause, grammar["reasons"])):
            clause.asks = True
        if same and previous.supposes and clause.opened_by.isalpha() and clause.opened_by not in grammar["turns"]:
            clause.supposes = True


def _is_relative(clause: Clause) -> bool:
    """Whether the clause begins as "which made me cry" does: a question only where the sentence ends as one."""
    return any(cue.first == clause.first for cue in clause.of("relative_pronouns"))


def _asks(clause: Clause, words: Sequence[Token]) -> bool:
    """A clause asks where it begins, after openers such as "so" or "hi", with a question phrase."""
    asking = clause.of("question", "question_verbs") if words[clause.last].norm == "?" else clause.of("question")
    if not asking or any(cue.first == clause.first for cue in clause.of("statement_openers")):
        return False
    openers = {i for cue in clause.of("openers") for i in range(cue.first, cue.last + 1)}
    begin = clause.first
    while begin <= clause.last and (begin in openers or not words[begin].norm.isalnum()):
        begin += 1
    return any(cue.first in (begin, clause.first) for cue in asking)


def _has_person(clause: Clause) -> bool:
    """Whether the clause begins with the writer, the patient or a child."""
    kinds = ("first_person", "third_person", "child_words", "patient_words")
    return any(cue.category.startswith(kinds) for cue in clause.cues if cue.first == clause.first)


def _restarts(clause: Clause, reasons: frozenset[str]) -> bool:
    """A clause with a subject of its own after a comma states again ("is it safe, she has lupus")."""
    joined = any(cue.first == clause.first for cue in clause.of("conjunctions"))
    bare = clause.opened_by == "," and not clause.verb and not joined
    return _has_person(clause) or bare or clause.opened_by == "(" or clause.opened_by in reasons
