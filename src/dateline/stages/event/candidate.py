"""Candidates: the words that may name an act, with their parties as token ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.codebook.triggers import Trigger, triggers
from dateline.language.analysis import Analysis, EventMention, Range
from dateline.stages.event import arguments

LEXICON_SCORE = 0.5  # a word list knows no better
# Of five settings the best typed F1 on both the seeds and the stories, with the model's caution at -2: docs/decisions/0090
SURE_OF_OTHER = 0.4
SURE_ALONE = 0.7
NO_ACTS = ("PROPN", "PUNCT", "DET", "NUM", "PRON")  # a title or name tells no act
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
    """
    Return the candidates of a story in text order: the model's, judged by the word list; without a model the list's own.

    The model is set to name many triggers. One that the word list codes alike stays; one that it codes otherwise stays only
    where the model is sure, else the list's coding does; one that the list does not know stays only where the model is sure.
    """
    words = from_words(analysis)
    if not analysis.events:
        return words
    whole = (_with_verb(analysis, mention) for mention in analysis.events)
    named = (mention for mention in whole if analysis.upos[analysis.head_of(mention.trigger)] not in NO_ACTS)
    found = (_judged(mention, [word for word in words if _inside(word, mention)]) for mention in named)
    return tuple(_completed(analysis, candidate) for candidate in found if candidate is not None)


def _with_verb(analysis: Analysis, mention: EventMention) -> EventMention:
    """Return the mention with its verb, where the model marked the auxiliary alone: 'will' of 'will visit'."""
    start, end = mention.trigger
    verb = analysis.head(start)
    if end > start + 1 or verb is None or not analysis.deprels[start].startswith("aux") or not 0 < verb - start <= ADJACENT:
        return mention
    return replace(mention, trigger=(start, verb + 1))


def from_model(mention: EventMention) -> Candidate:
    """Return the model's mention as a candidate, unjudged."""
    return Candidate(
        mention.trigger, mention.type, mention.mode, mention.actors, mention.recipients, mention.score, mention.status
    )


def _judged(mention: EventMention, words: list[Candidate]) -> Candidate | None:
    """Return what becomes of one of the model's mentions beside the word list's readings of the same words."""
    own = from_model(mention)
    alike = next((word for word in words if word.type == mention.type), None)
    if alike is not None:
        return replace(own, cameo=alike.cameo)
    if mention.score >= (SURE_OF_OTHER if words else SURE_ALONE):
        return own
    return words[0] if words else None


def _completed(analysis: Analysis, candidate: Candidate) -> Candidate:
    """Return the candidate with the parties that the tree gives where the model gave none."""
    head = analysis.head_of(candidate.trigger)
    rows = triggers().get((analysis.lemmas[head].lower(), analysis.upos[head]), ())
    roles = next((row.roles for row in rows if row.type == candidate.type), "")
    actors, recipients = arguments.parties(analysis, head, roles)
    acting = candidate.actors or tuple(tokens for tokens in actors if tokens not in candidate.recipients)
    receiving = candidate.recipients or tuple(tokens for tokens in recipients if tokens not in acting)
    return replace(candidate, actors=acting, recipients=receiving)


def _inside(word: Candidate, mention: EventMention) -> bool:
    return mention.trigger[0] <= word.trigger[0] < mention.trigger[1]


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
