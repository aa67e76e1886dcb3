"""What is known of names → their kind: organisations by the codebook, halls and newspapers by their last word."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cache

from dateline.codebook.tables import packaged
from dateline.language import tables
from dateline.language.analysis import Entity, EntityLabel

_SURE = 0.97  # a place or person surer than this keeps its kind, whatever the codebook knows
_FREE = frozenset((EntityLabel.PER, EntityLabel.LOC))


@cache
def known() -> frozenset[str]:
    """Return the written names of the codebook's outlets, unions of states, armed groups and other organisations."""
    book = packaged()
    surfaces = (entry.surfaces for table in (book.outlets, book.igos, book.groups, book.organisations) for entry in table)
    return frozenset(surface for several in surfaces for surface in several if surface[:1].isupper())


@cache
def parts(kind: str) -> frozenset[str]:
    """Return the words of data/name_parts.csv of a kind."""
    return frozenset(word for word, told in tables.rows("name_parts") if told == kind)


def settled(entity: Entity, words: Sequence[str]) -> Entity | None:
    """
    Return a name with the kind that its words tell, or None where it is an abbreviation or a product that names a thing.

    Args:
        entity: as the tags give it, its bounds mended.
        words: the story's words.
    """
    written = words[entity.start : entity.end]
    if entity.label is EntityLabel.ORG and len(written) == 1 and written[0] in parts("thing"):
        return None
    if is_storm(entity, words):
        return dataclasses.replace(entity, label=EntityLabel.EVENT)
    return dataclasses.replace(
        entity, label=_of_organisation(written) if entity.label is EntityLabel.ORG else _of_other(entity, written)
    )


def is_storm(entity: Entity, words: Sequence[str]) -> bool:
    """Return whether a name is a storm's, its kind before it: Hurricane Rita."""
    named = entity.label in _FREE and entity.start > 0 and words[entity.start - 1].lower() in parts("storm")
    return named or (entity.label in _FREE and entity.end - entity.start > 1 and words[entity.start].lower() in parts("storm"))


def _of_organisation(written: Sequence[str]) -> EntityLabel:
    """Return what a name is that the tags call an organisation."""
    last = written[-1].lower()
    if len(written) == 1:
        return EntityLabel.NORP if last in parts("people") else EntityLabel.ORG
    is_built = last in parts("hall") or " ".join(written).lower() in parts("room")
    return EntityLabel.FAC if is_built else EntityLabel.ORG


def _of_other(entity: Entity, written: Sequence[str]) -> EntityLabel:
    """Return what a name is that the tags call something else."""
    if entity.label in _FREE and entity.score < _SURE and " ".join(written) in known():
        return EntityLabel.ORG
    is_paper = entity.label is EntityLabel.LOC and len(written) > 1 and written[-1].lower() in parts("paper")
    return EntityLabel.ORG if is_paper else entity.label
