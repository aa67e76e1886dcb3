"""Where an act happened: the place that the words of its own clause name."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline import places
from dateline.records import Place, cite

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis, Entity, Range
    from dateline.records import Story
    from dateline.spans import Span

KINDS = ("LOC", "FAC")
AT = frozenset(("in", "at", "near", "outside", "inside", "off"))
TO = frozenset(("to", "in"))  # of a visit
CLIMB = 4  # words from the place up to the act


def place_of(story: Story, analysis: Analysis, trigger: Range, evidence: Span, *, visit: bool) -> Place | None:
    """
    Return the place that the evidence says the act was at, with its gazetteer entry where one is certain, or None.

    Args:
        story: whose words are cited.
        analysis: its words and tree.
        trigger: the tokens that name the act.
        evidence: the clause that carries it.
        visit: the act is a visit, whose place is where it leads to.

    Method: a named place with 'in', 'at', 'near' (of a visit also 'to') or, of a visit, as the object, that hangs on the
    trigger in the dependency tree without another verb between; the nearest after the trigger first.
    """
    start, end = analysis.sentences[analysis.sentence_of(trigger[0])]
    found = [
        entity
        for entity in analysis.entities
        if start <= entity.start < end
        and entity.label in KINDS
        and evidence.contains(analysis.span(entity.start, entity.end))
        and _is_where(analysis, entity, visit=visit)
        and _hangs_on(analysis, entity, trigger)
    ]
    if not found:
        return None
    one = min(found, key=lambda entity: (entity.start < trigger[0], abs(entity.start - trigger[1])))
    citation = cite(story, analysis.span(one.start, one.end))
    known = places.locate(citation.quote) or Place(citation.quote)
    return dataclasses.replace(known, citation=citation)


def _is_where(analysis: Analysis, entity: Entity, *, visit: bool) -> bool:
    head = analysis.head_of((entity.start, entity.end))
    marks = {analysis.lemmas[mark].lower() for mark in analysis.children(head, "case")}
    return bool(marks & AT) or (visit and (bool(marks & TO) or analysis.deprels[head] == "obj"))


def _hangs_on(analysis: Analysis, entity: Entity, trigger: Range) -> bool:
    """Return whether the tree leads from the place up to the trigger, or to the verb that the trigger is the object of."""
    token: int | None = analysis.head_of((entity.start, entity.end))
    act = analysis.head_of(trigger)
    light = analysis.head(act) if analysis.deprels[act] in ("obj", "nsubj:pass") else None
    for _ in range(CLIMB):
        if token is None:
            return False
        if trigger[0] <= token < trigger[1] or token == light:
            return True
        if analysis.upos[token] == "VERB":
            return False
        token = analysis.head(token)
    return False
