"""Merge events into groups, the most alike first, as long as the groups agree on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.stages.episode.blocks import WHOLE, Blocks, Part
from dateline.stages.episode.hand import Hand
from dateline.stages.episode.likeness import Options, likeness, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import EventId
    from dateline.stages.episode.sighting import Sighting

Pair = tuple["EventId", "EventId"]  # the smaller id first
Group = tuple[tuple["Sighting", ...], tuple[str, ...]]  # reports in the order of their telling, reasons of their merges
NOTHING = Hand()
SAMPLE = 6  # members of each group that are compared when groups merge


class Groups:
    """Which events are together, and why."""

    def __init__(self, sightings: Sequence[Sighting], options: Options, hand: Hand) -> None:
        """Begin with each event alone."""
        self.options, self.hand = options, hand
        self.members: dict[EventId, list[Sighting]] = {one.event.id: [one] for one in sightings}
        self.root: dict[EventId, EventId] = {one.event.id: one.event.id for one in sightings}
        self.reasons: dict[EventId, list[str]] = {one.event.id: [] for one in sightings}
        self.kin: dict[str, frozenset[str]] = {label: frozenset((label,)) for label in hand.labels.values()}

    def join(self, one: Sighting, other: Sighting) -> None:
        """Merge the groups of two events where their members agree and no person parted them."""
        first, second = self.root[one.event.id], self.root[other.event.id]
        if first == second or not self._agree(self.members[first], self.members[second]):
            return
        ours, theirs = self._labels(first), self._labels(second)
        if self.hand.parted(ours, theirs):
            return
        self.kin.update(dict.fromkeys(ours | theirs, ours | theirs))
        why = likeness(one, other, self.options)
        reason = f"{one.event.id} and {other.event.id}: {why.score:.2f} ({'; '.join(why.reasons)})" if why else ""
        self._unite(first, second, reason)

    def _unite(self, first: EventId, second: EventId, reason: str) -> None:
        kept, gone = sorted((first, second), key=lambda root: told(self.members[root][0]))
        self.members[kept] = sorted((*self.members[kept], *self.members.pop(gone)), key=told)
        for member in self.members[kept]:
            self.root[member.event.id] = kept
        self.reasons[kept] += [*self.reasons.pop(gone), reason]

    def _labels(self, root: EventId) -> frozenset[str]:
        """Return the labels that a group has, with those of groups that will be one with it by hand."""
        if not self.kin:
            return frozenset()
        own = {self.hand.labels[one.event.id] for one in self.members[root] if one.event.id in self.hand.labels}
        return frozenset().union(*(self.kin[label] for label in own))

    def join_by_hand(self) -> None:
        """Merge the groups that hold events of one label."""
        first: dict[str, EventId] = {}
        for event in sorted(self.root):
            label = self.hand.labels.get(event)
            if label is not None:
                one, other = self.root[first.setdefault(label, event)], self.root[event]
                if one != other:
                    self._unite(one, other, f"{first[label]} and {event}: by hand ({label[:-1]})")

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

    def all(self) -> tuple[Group, ...]:
        """Return the groups with the reasons of their merges, in the order of their first telling."""
        roots = sorted(self.members, key=lambda root: told(self.members[root][0]))
        return tuple((tuple(self.members[root]), tuple(self.reasons[root])) for root in roots)


def least(one: Sighting, other: Sighting, options: Options) -> float:
    """Return the likeness that two events need to be merged."""
    return options.threshold_within if one.story.id == other.story.id else options.threshold


def edges(sightings: Iterable[Sighting], options: Options, *, part: Part = WHOLE) -> dict[Pair, float]:
    """Return the pairs of events that are alike enough, with their likeness."""
    return scored(Blocks(sightings, options, part).pairs(), options)


def scored(pairs: Iterable[tuple[Sighting, Sighting]], options: Options) -> dict[Pair, float]:
    """Return those of the pairs, the smaller id first, that are alike enough, with their likeness."""
    found: dict[Pair, float] = {}
    for one, other in pairs:
        alike = likeness(one, other, options)
        if alike and alike.score >= least(one, other, options):
            found[one.event.id, other.event.id] = alike.score
    return found


def merge(
    sightings: Sequence[Sighting], options: Options, alike: Mapping[Pair, float] | None = None, hand: Hand = NOTHING
) -> tuple[Group, ...]:
    """
    Return the groups of events that report one occurrence, each with the reasons of its merges.

    Args:
        sightings: the events.
        options: how strictly they are merged.
        alike: the pairs that are alike enough, where they are known.
        hand: what people decided.
    """
    found = edges(sightings, options) if alike is None else alike
    known = {one.event.id: one for one in sightings}
    groups = Groups(sightings, options, hand)
    for one, other in sorted(found, key=lambda key: (-found[key], key)):
        groups.join(known[one], known[other])
    groups.join_by_hand()
    return groups.all()


def components(events: Iterable[EventId], alike: Iterable[Pair], hand: Hand = NOTHING) -> dict[EventId, EventId]:
    """Return for every event the smallest id of those that it may be one with, over any number of others."""
    root = {event: event for event in events}

    def top(one: EventId) -> EventId:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    labelled: dict[str, EventId] = {}
    by_hand = [(labelled.setdefault(hand.labels[event], event), event) for event in sorted(root) if event in hand.labels]
    for one, other in (*alike, *by_hand):
        kept, gone = sorted((top(one), top(other)))
        root[gone] = kept
    return {event: top(event) for event in root}
