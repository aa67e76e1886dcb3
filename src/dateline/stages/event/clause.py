"""Clauses: the smallest one that carries an act, as words to quote."""

from __future__ import annotations

from dateline.language.analysis import Analysis, Range
from dateline.spans import Span

OUTSIDE = ("advcl", "conj", "parataxis", "punct", "cc", "mark", "discourse", "acl", "appos", "csubj")
LONGEST = 60  # tokens: evidence is to be read at a glance


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
    first, last = trigger
    for child in analysis.children(head):
        deprel = analysis.deprels[child].split(":")[0]
        if deprel not in OUTSIDE and not (deprel == "ccomp" and analysis.upos[head] == "VERB" and parties):
            start, end = analysis.reach(child)
            first, last = min(first, start), max(last, end)
    for start, end in parties:
        if sentence[0] <= start and end <= sentence[1]:
            first, last = min(first, start), max(last, end)
    if last - first > LONGEST:
        first, last = max(first, trigger[0] - LONGEST // 2), min(last, trigger[1] + LONGEST // 2)
    return analysis.span(*_trimmed(analysis, first, last))


def _trimmed(analysis: Analysis, first: int, last: int) -> Range:
    while last - first > 1 and analysis.upos[first] in ("PUNCT", "CCONJ"):
        first += 1
    while last - first > 1 and analysis.word(last - 1) in ",;:—–-":
        last -= 1
    return first, last
