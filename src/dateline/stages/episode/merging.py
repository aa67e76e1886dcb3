"""Merge events into groups, the most alike first, as long as the groups agree on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.stages.episode.blocks import blocks, pairs
from dateline.stages.episode.likeness import Likeness, Options, likeness, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records import EventId
    from dateline.stages.episode.sighting import Sighting

SAMPLE = 6  # members of each group that are compared when groups merge


class Groups:
    """Which events are together, and why."""

    def __init__(self, sightings: Sequence[Sighting], options: Options) -> None:
        """Begin with each event alone."""
        self.options = options
        self.members: dict[EventId, list[Sighting]] = {one.event.id: [one] for one in sightings}
        self.root: dict[EventId, EventId] = {one.event.id: one.event.id for one in sightings}
        self.reasons: dict[EventId, list[str]] = {one.event.id: [] for one in sightings}

    def join(self, one: Sighting, other: Sighting, why: Likeness) -> None:
        """Merge the groups of two events where their members agree."""
        first, second = self.root[one.event.id], self.root[other.event.id]
        if first == second or not self._agree(self.members[first], self.members[second]):
            return
        kept, gone = sorted((first, second), key=lambda root: told(self.members[root][0]))
        self.members[kept] = sorted((*self.members[kept], *self.members.pop(gone)), key=told)
        for member in self.members[kept]:
            self.root[member.event.id] = kept
        reason = f"{one.event.id} and {other.event.id}: {why.score:.2f} ({'; '.join(why.reasons)})"
        self.reasons[kept] += [*self.reasons.pop(gone), reason]

    def _agree(self, ours: Sequence[Sighting], theirs: Sequence[Sighting]) -> bool:
        """Return whether two groups are alike on average, with no two members that cannot be one."""
        scores = []
        for one in ours[:SAMPLE]:
            for other in theirs[:SAMPLE]:
                found = likeness(one, other, self.options)
                if found is None:
                    return False
                scores.append(found.score - least(one, other, self.options))
        return sum(scores) >= 0

    def all(self) -> tuple[tuple[tuple[Sighting, ...], tuple[str, ...]], ...]:
        """Return the groups with the reasons of their merges, in the order of their first telling."""
        roots = sorted(self.members, key=lambda root: told(self.members[root][0]))
        return tuple((tuple(self.members[root]), tuple(self.reasons[root])) for root in roots)


def least(one: Sighting, other: Sighting, options: Options) -> float:
    """Return the likeness that two events need to be merged."""
    return options.threshold_within if one.story.id == other.story.id else options.threshold


def merge(sightings: Sequence[Sighting], options: Options) -> tuple[tuple[tuple[Sighting, ...], tuple[str, ...]], ...]:
    """Return the groups of events that report one occurrence, each with the reasons of its merges."""
    found: dict[tuple[EventId, EventId], tuple[Sighting, Sighting, Likeness]] = {}
    seen: set[tuple[EventId, EventId]] = set()
    for one, other in pairs(blocks(sightings, options), options):
        key = (one.event.id, other.event.id) if one.event.id < other.event.id else (other.event.id, one.event.id)
        if key in seen or key[0] == key[1]:
            continue
        seen.add(key)
        alike = likeness(one, other, options)
        if alike and alike.score >= least(one, other, options):
            found[key] = (one, other, alike)
    groups = Groups(sightings, options)
    for key in sorted(found, key=lambda key: (-found[key][2].score, key)):
        groups.join(*found[key])
    return groups.all()
