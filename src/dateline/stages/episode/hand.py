"""Episodes that people split and merged: which events belong together whatever linking finds, and which do not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.records import CorrectionAction, EventId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.records import Correction

Label = str


@dataclass(frozen=True, slots=True)
class Hand:
    """What people decided: events of one label are one occurrence, events of two labels that are apart are two."""

    labels: Mapping[EventId, Label] = field(default_factory=dict)
    apart: frozenset[frozenset[Label]] = frozenset()

    def mark(self, event: EventId) -> str | None:
        """Return what was decided about an event, None for nothing: two marks differ when a decision changed."""
        label = self.labels.get(event)
        if label is None:
            return None
        return " ".join((label, *sorted(other for pair in self.apart if label in pair for other in pair - {label})))

    def parted(self, ours: Iterable[Label], theirs: Iterable[Label]) -> bool:
        """Return whether some label of ours is apart from some label of theirs."""
        return bool(self.apart) and any(frozenset((one, other)) in self.apart for one in ours for other in theirs)


def hand(corrections: Iterable[Correction]) -> Hand:
    """
    Return what splits and merges leave, in the order in which they were made: the later decides.

    Args:
        corrections: those that stand; a split names `events` and the `rest`, a merge all `events` of both episodes.
    """
    labels: dict[EventId, Label] = {}
    apart: set[frozenset[Label]] = set()
    for correction in corrections:
        fields = {name: json.loads(value) for name, value in correction.fields}
        events = [EventId(name) for name in fields.get("events", ())]
        if correction.kind != "episode" or not events:
            continue
        if correction.action is CorrectionAction.MERGE:
            _label(f"{correction.id}+", events, labels, apart)
        elif correction.action is CorrectionAction.SPLIT:
            rest = [EventId(name) for name in fields.get("rest", ()) if name not in set(events)]
            _label(f"{correction.id}-", events, labels, apart)
            _label(f"{correction.id}/", rest, labels, apart)
            apart.add(frozenset((f"{correction.id}-", f"{correction.id}/")))
    return Hand(labels, frozenset(apart))


def _label(label: Label, events: Iterable[EventId], labels: dict[EventId, Label], apart: set[frozenset[Label]]) -> None:
    """Give events a label, which keeps them from what their earlier labels kept them from, but not from one another."""
    named = list(events)
    earlier = {labels[event] for event in named if event in labels}
    for pair in [pair for pair in apart if len(pair & earlier) == 1]:
        (other,) = pair - earlier
        apart.add(frozenset((label, other)))
    for event in named:
        labels[event] = label
