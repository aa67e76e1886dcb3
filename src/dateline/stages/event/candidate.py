"""Candidates: the words that may name an act, with their parties as token ranges."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codebook.triggers import Trigger, triggers
from dateline.language.analysis import Analysis, Range
from dateline.stages.event import arguments

LEXICON_SCORE = 0.5  # a word list knows no better
ADJACENT = 2  # words beside a noun in which its condition may stand


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with its coding and the token ranges of its parties."""

    trigger: Range
    type: str
    mode: str | None
    actors: tuple[Range, ...]
    recipients: tuple[Range, ...]
    score: float
    status: str | None = None  # None: to be told from the grammar
    cameo: str | None = None


def propose(analysis: Analysis) -> tuple[Candidate, ...]:
    """Return the model's candidates, or where it has no event heads those of the word list, in text order."""
    if analysis.events:
        return tuple(
            Candidate(event.trigger, event.type, event.mode, event.actors, event.recipients, event.score, event.status)
            for event in analysis.events
        )
    return from_words(analysis)


def from_words(analysis: Analysis) -> tuple[Candidate, ...]:
    """Return the candidates of the word list, in text order."""
    table = triggers()
    found = []
    for token, (lemma, pos) in enumerate(zip(analysis.lemmas, analysis.upos, strict=True)):
        rows = table.get((lemma.lower(), pos))
        row = next((row for row in rows if not row.objects or row.objects & _company(analysis, token)), None) if rows else None
        if row is not None and not _governed_by_other(analysis, token, row):
            actors, recipients = arguments.parties(analysis, token, row.roles)
            found.append(
                Candidate((token, token + 1), row.type, row.mode, actors, recipients, LEXICON_SCORE, cameo=row.cameo),
            )
    return tuple(found)


def _company(analysis: Analysis, token: int) -> set[str]:
    """Return the lemmas below a word, and for a noun those just before it."""
    below = {
        lower
        for child in analysis.children(token)
        if not analysis.deprels[child].startswith(("advcl", "parataxis", "conj"))
        for lower in (analysis.lemmas[grandchild].lower() for grandchild in (child, *analysis.children(child)))
    }
    if analysis.upos[token] == "NOUN":
        below |= {analysis.lemmas[near].lower() for near in range(max(0, token - ADJACENT), token)}
    return below


def _governed_by_other(analysis: Analysis, token: int, row: Trigger) -> bool:
    """Return whether the word is a verb's object whose verb, by the same list, already names the same act."""
    if analysis.upos[token] != "NOUN" or not analysis.deprels[token].startswith(("obj", "nsubj:pass", "obl")):
        return False
    above = int(analysis.heads[token])
    rows = triggers().get((analysis.lemmas[above].lower(), analysis.upos[above]), ()) if above >= 0 else ()
    return any(other.type == row.type and row.lemma in other.objects for other in rows)
