"""Candidates: the words that name an act by the model, with their parties as token ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.codebook.triggers import Trigger, triggers
from dateline.language.analysis import Analysis, EventMention, Party, Range

# Two questions, two bounds, both out of fold: docs/decisions/0187, 0194
LIKELY = 0.15  # the chance from which an act becomes a record: its type and its parties must be right
NAMED = -0.5  # the log-odds from which words count as the trigger of an event, whoever takes part
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
    status: str
    cameo: str | None = None
    odds: float = 9.0
    named: float = 0.0  # mean log-probability of its type
    parties: tuple[Party, ...] = ()


def propose(analysis: Analysis) -> tuple[Candidate, ...]:
    """Return all candidates of a story in text order: the model's events, with the CAMEO code of their words."""
    return tuple(_coded(analysis, mention) for mention in analysis.events)


def likely(analysis: Analysis, chance: float = LIKELY) -> tuple[Candidate, ...]:
    """Return the candidates that are likely enough to be right in type and parties, in text order."""
    return tuple(_coded(analysis, mention) for mention in analysis.events if mention.score >= chance)


def named(analysis: Analysis) -> tuple[Candidate, ...]:
    """Return the candidates whose words are likelier than not the trigger of an event, in text order."""
    return tuple(_coded(analysis, mention) for mention in analysis.events if mention.naming >= NAMED)


def from_model(mention: EventMention) -> Candidate:
    """Return the model's mention as a candidate."""
    return Candidate(
        mention.trigger,
        mention.type,
        mention.mode,
        mention.actors,
        mention.recipients,
        mention.score,
        mention.status,
        odds=mention.odds,
        named=mention.named,
        parties=mention.parties,
    )


def _coded(analysis: Analysis, mention: EventMention) -> Candidate:
    """Return the mention as a candidate, with its CAMEO code where the word list codes it alike."""
    row = _row(analysis, mention)
    return replace(from_model(mention), cameo=row.cameo) if row else from_model(mention)


def _row(analysis: Analysis, mention: EventMention) -> Trigger | None:
    """Return the first row of the word list that codes a word of the trigger as the model does, or None."""
    table = triggers()
    for token in range(*mention.trigger):
        for row in table.get((analysis.lemmas[token].lower(), analysis.upos[token]), ()):
            if row.type == mention.type and _applies(analysis, token, row):
                return row
    return None


def _applies(analysis: Analysis, token: int, row: Trigger) -> bool:
    """Return whether the words that a row of the list asks for stand with the token."""
    return not row.objects or bool(row.objects & _company(analysis, token))


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
