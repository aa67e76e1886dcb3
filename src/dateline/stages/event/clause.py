"""Clauses: the smallest one that carries an act, as words to quote."""

from __future__ import annotations

from dateline.language.analysis import Analysis, Range
from dateline.spans import Span

# What hangs on a trigger but tells another act, or ties its clause to another.
OUTSIDE = ("advcl", "conj", "parataxis", "punct", "cc", "mark", "case", "discourse", "acl", "appos", "csubj", "dep")
SERVANTS = ("aux", "cop", "mark", "case", "compound", "fixed")  # words that carry no clause: the one above them does
CLAUSES = ("acl", "advcl", "parataxis", "appos", "ccomp", "csubj")
OPENERS = frozenset(
    ("that", "which", "who", "after", "before", "while", "when", "as", "because", "although", "though", "since", "but")
)
LONGEST = 45  # tokens: evidence is to be read at a glance


def evidence(analysis: Analysis, trigger: Range, parties: tuple[Range, ...]) -> Span:
    """
    Return the characters of the smallest clause that carries an act: its trigger, parties, objects and times.

    Args:
        analysis: the story, with its tree.
        trigger: the tokens that name the act.
        parties: the token ranges of actors and recipients; those of another sentence are left out.
    """
    sentence = analysis.sentences[analysis.sentence_of(trigger[0])]
    head = analysis.head_of(trigger)
    above = analysis.head(head)
    if above is not None and analysis.deprels[head].split(":")[0] in SERVANTS:
        head = above
    first, last = min(trigger[0], head), max(trigger[1], head + 1)
    for child in analysis.children(head):
        deprel = analysis.deprels[child].split(":")[0]
        if deprel not in OUTSIDE and not (deprel == "ccomp" and analysis.upos[head] == "VERB" and parties):
            start, end = _reach(analysis, child)
            first, last = min(first, start), max(last, end)
    for start, end in parties:
        if sentence[0] <= start and end <= sentence[1] and abs(start - trigger[0]) <= LONGEST:
            first, last = min(first, start), max(last, end)
    return analysis.span(*_trimmed(analysis, first, last, trigger))


def _reach(analysis: Analysis, token: int) -> Range:
    """Return the range of a word and what hangs on it, without the clauses inside."""
    first, last = token, token + 1
    for child in analysis.children(token):
        if analysis.deprels[child].split(":")[0] not in CLAUSES:
            start, end = _reach(analysis, child)
            first, last = min(first, start), max(last, end)
    return first, last


def _trimmed(analysis: Analysis, first: int, last: int, trigger: Range) -> Range:
    """Return the range without punctuation and conjunctions at its ends, and no longer than may be quoted."""
    first, last = max(first, trigger[1] - LONGEST), min(last, trigger[0] + LONGEST)
    while first < trigger[0] and (analysis.upos[first] in ("PUNCT", "CCONJ") or analysis.lemmas[first].lower() in OPENERS):
        first += 1
    while last > trigger[1] and analysis.word(last - 1) in ",;:—–-":
        last -= 1
    return first, last
