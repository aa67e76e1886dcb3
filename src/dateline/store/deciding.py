"""What people decided, as it is shown: every decision with whether it still holds, and the record that it is about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.errors import UsageError
from dateline.store.corrections import TABLES, UNDONE

if TYPE_CHECKING:
    from dateline.records import Correction
    from dateline.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction, and whether a later one takes it back."""

    correction: Correction
    undone: Correction | None = None  # what takes it back, where something does


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with what a person made of it."""

    kind: str
    id: str
    story: str
    verdict: str | None  # accepted, edited, rejected, added; None: as it was read
    fields: dict[str, Any]  # the edge: the record as `dateline read --json` writes it


def decisions(reader: Reader, record: str | None = None) -> tuple[Decision, ...]:
    """Return what people decided, the newest first; with record, about that record alone."""
    undone: dict[str, Correction] = {}
    found: list[Decision] = []
    for correction in reversed(reader.corrections()):
        taken_back = undone.get(correction.id)
        if correction.kind == UNDONE:
            if taken_back is None:
                undone[correction.record] = correction
        elif record in (None, correction.record):
            found.append(Decision(correction, taken_back))
    return tuple(found)


def kept(reader: Reader, kind: str, name: str) -> Kept | None:
    """
    Return the record of that kind and id, a rejected one too.

    Raises:
        UsageError: there is no such kind.
    """
    if kind not in TABLES:
        message = f"no kind of record: {kind!r}. There are {', '.join(TABLES)}"
        raise UsageError(message)
    found = reader.ask(f"SELECT id, story, verdict, record FROM {TABLES[kind]} WHERE id = ?", name)  # noqa: S608  # names of our own
    return Kept(kind, found[0][0], found[0][1], found[0][2], json.loads(found[0][3])) if found else None
