"""
Link what is new in a database: only the events that it touches are linked again, with the same episodes as from linking all.

Method: events that share a block (sides and month, or sides and rare words) are compared; the pairs that are alike are kept, and
with them the components that they make. A new event changes the pairs of its own blocks, and of blocks that grow too large by
it; the components of those pairs are merged afresh. Links are drawn anew for the episodes that share a story, or sides and month,
with an episode that changed.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dateline import store
from dateline.records import EpisodeId, digest
from dateline.stages import episode
from dateline.stages.episode import steps
from dateline.store import corrections, keeping, meetings
from dateline.store.linked import DATED_WORD, FEW, TIME, WORD, Linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import Actor, ActorId, Episode, EventId, Story, StoryId

log = logging.getLogger(__name__)
FORM = "3"  # counts up when the rules of linking change
SHARE = 1.0  # new events for each linked one from which on linking all is the shorter way: 1.1 ms a story of all, 2 of a new one
OPTIONS = episode.Options()
WINDOW = timedelta(days=OPTIONS.window_days)
LIMITS = {TIME: OPTIONS.bloc, WORD: OPTIONS.words, DATED_WORD: OPTIONS.words, FEW: OPTIONS.few}


def relink(writer: store.Writer, ways: episode.Ways = episode.HERE) -> None:
    """Bring the episodes up to date with the events, keeping the ids that episodes have; ways: to link all of them."""
    linked = Linked(writer.connection)
    new = linked.new_events()
    hand = episode.hand(corrections.standing(writer.connection))
    writer.connection.execute("BEGIN")
    try:
        if linked.form() != _form() or len(new) > linked.count() * SHARE:
            link_all(linked, store.Reader.over(writer.connection, writer.path), hand, ways)
        else:
            _Relinking(linked, store.Reader.over(writer.connection, writer.path).actors(), hand).run(new)
    except BaseException:
        writer.connection.execute("ROLLBACK")
        raise
    writer.connection.execute("COMMIT")


def _form() -> str:
    return digest(FORM, astuple(OPTIONS))


# ------------------------------------------------------------------ everything
def link_all(linked: Linked, reader: store.Reader, hand: episode.Hand, ways: episode.Ways = episode.HERE) -> None:
    """Link every event, and keep what is needed to go on from it."""
    actors = reader.actors()
    stories, events, before = reader.stories(), reader.events(), reader.timeline()
    made = episode.link_all(stories, events, actors=actors, before=before, options=OPTIONS, hand=hand, ways=ways)
    sightings = [one for _, members in made.groups for one in members]
    numbers = {one.event.id: number for number, one in enumerate(sightings, 1)}
    linked.clear(_form())
    keeping.put_sightings(linked, sightings, numbers, steps.components(numbers, made.alike, hand), hand)
    keeping.put_keys(linked, sightings, made.raw, numbers, OPTIONS)
    keeping.put_pairs(linked, made.alike, numbers)
    keeping.put_marks(linked, made.marks)
    keeping.put_copies(linked, made.copies)
    keeping.put_dates(linked, made.dates.values())
    linked.remove(None)
    linked.write(made.episodes, actors, linked.published())
    keeping.put_episode_keys(linked, made.groups, WINDOW)


# ------------------------------------------------------------------ what changed
@dataclass(slots=True)
class _Relinking:
    """One run: what it has loaded, by event."""

    linked: Linked
    actors: Mapping[ActorId, Actor]
    hand: episode.Hand
    numbers: dict[EventId, int] = field(default_factory=dict)
    raw: dict[EventId, steps.Sighting] = field(default_factory=dict)  # as the stories tell them
    seen: dict[EventId, steps.Sighting] = field(default_factory=dict)  # with the days that undated stories were given
    texts: dict[StoryId, Story] = field(default_factory=dict)
    dates: dict[StoryId, episode.PageDate] = field(default_factory=dict)
    new: dict[int, EventId] = field(default_factory=dict)  # not linked yet, by the number that each gets
    died: set[int] = field(default_factory=set)  # keys of blocks that became too large
    crowded: list[frozenset[EventId]] = field(default_factory=list)  # parts of large blocks that became too large

    def run(self, coming: Iterable[EventId]) -> None:
        """Link what is new, and what changed."""
        recopied = self._copies()
        new, gone = set(coming), self.linked.gone_events()
        changed = self._changed() - gone.keys()
        first = self.linked.first_free()
        self.new = dict(enumerate(sorted(new), first))
        self.numbers |= gone | {event: number for number, event in self.new.items()}
        self.numbers |= self.linked.numbers(changed)
        changed |= self._date(new | changed, gone)
        woken = self._rekey(new, changed, gone)
        fresh = new | changed | woken
        found = self._pairs(fresh)
        old = {self.numbers[one] for one in (changed | woken | gone.keys())}
        old |= {self.numbers[one] for pair in found for one in pair if one not in new} | self._lose(fresh | gone.keys())
        old |= set(self.linked.told_in(recopied).values()) | set(self._mates(new).values())
        meetings.leave(self.linked)
        components = self.linked.components(old)
        self._replace_pairs(fresh | gone.keys(), found)
        members = self.linked.members(components)
        for event in gone:
            members.pop(event, None)
        self.numbers |= members
        self._merge(sorted(new | members.keys()), gone)

    def _mates(self, events: Iterable[EventId]) -> dict[EventId, int]:
        """Return the linked events that people put together with some events."""
        labels = {self.hand.labels[event] for event in events if event in self.hand.labels}
        return self.linked.numbers([event for event, label in self.hand.labels.items() if label in labels]) if labels else {}

    def _changed(self) -> set[EventId]:
        """Return the linked events that are not as they were, or about which people decide otherwise."""
        found = self.linked.changed_events()
        before = self.linked.hands()
        marks = {event: self.hand.mark(event) for event in {*before, *self.hand.labels}}
        moved = [event for event, mark in marks.items() if before.get(event, (0, None))[1] != mark]
        return {*found, *self.linked.numbers(moved)}

    # -------------------------------------------------------------- loading
    def _load(self, events: Iterable[EventId]) -> None:
        """Make sightings of events that were not met yet."""
        wanted = [event for event in events if event not in self.raw]
        coded = self.linked.events(wanted)
        stories = self._stories({event.story for event in coded.values()})
        made = [steps.sighting(event, stories[event.story], self.actors) for event in coded.values() if event.story in stories]
        self.raw.update((one.event.id, one) for one in made)
        unknown = {one.story.id for one in made if one.story.published is None} - self.dates.keys()
        self.dates |= {row[0]: episode.PageDate(row[1], row[0], *row[2:]) for row in self.linked.dates(unknown)}
        self._resolve(one.event.id for one in made)

    def _stories(self, names: Iterable[StoryId]) -> Mapping[StoryId, Story]:
        """Return the stories that were read so far, these among them."""
        self.texts |= self.linked.stories(name for name in names if name not in self.texts)
        return self.texts

    def _resolve(self, events: Iterable[EventId]) -> None:
        """Give events the days that their undated stories have."""
        raw = [self.raw[event] for event in events]
        self.seen.update((one.event.id, one) for one in steps.resolved(raw, self.dates))

    def _by_number(self, numbers: Iterable[int]) -> dict[EventId, int]:
        wanted = set(numbers)
        found = {event: number for number, event in self.linked.named(wanted).items()}
        found |= {self.new[number]: number for number in wanted & self.new.keys()}
        self.numbers |= found
        return found

    def _held(self, one: steps.Sighting) -> keeping.Held:
        return keeping.held(one, self.raw[one.event.id], OPTIONS)

    # -------------------------------------------------------------- copies
    def _copies(self) -> set[StoryId]:
        """Compare new stories with what they may be copies of; return the stories that have another origin than before."""
        new, gone = set(self.linked.new_stories()), self.linked.gone_stories()
        if not new and not gone:
            return set()
        texts = {name: story for name, story in self._stories(new).items() if name in new}
        marks = dict(zip(texts, steps.bands([story.text for story in texts.values()]), strict=True))
        near = self.linked.marked({mark for several in marks.values() for mark in several}) | set(gone)
        before = self.linked.origins(near)
        family = (near | self.linked.versions(set(before.values()))) - set(gone)
        before |= self.linked.origins(family)
        stories = self._stories(family)
        texts |= {name: stories[name] for name in family if name in stories}
        known = self.linked.marks(family) | marks
        groups = episode.copies(texts.values(), known)
        for table in ("story_marks", "linked_stories"):
            self.linked.drop(table, "story", gone)
        self.linked.drop("copies", "story", {*family, *gone})
        keeping.put_marks(self.linked, marks)
        keeping.put_copies(self.linked, groups)
        after = steps.origins_of(groups)
        return {story for story in family if before.get(story, story) != after.get(story, story)}

    # -------------------------------------------------------------- undated stories
    def _date(self, events: set[EventId], gone: Mapping[EventId, int]) -> set[EventId]:
        """Date the undated stories that events belong to or bear on; return the linked events of those with another date."""
        self._load(events)
        stale = {key for key, _, _ in self.linked.keys([*gone.values(), *(self.numbers[event] for event in events)])}
        stories = {*self.linked.undated(stale).values(), *self._borne_on([self.raw[event] for event in events])}
        stories |= {self.raw[one].story.id for one in events if self.raw[one].story.published is None}
        if not stories:
            return set()
        inside = self.linked.told_in(stories)
        self.numbers |= inside
        mine = (inside.keys() - gone.keys()) | {one for one in events if self.raw[one].story.id in stories}
        self._load(mine)
        wanted = {key for event in mine for key in steps.date_keys(self.raw[event], OPTIONS)}
        near = self._by_number({number for _, number in self.linked.holders(wanted)}).keys() - gone.keys()
        near |= {one for one in events if wanted & steps.bearing_keys(self.raw[one], OPTIONS)}
        self._load(near)
        found = steps.dated_stories([self.raw[event] for event in sorted(mine | near)], OPTIONS)
        before = {story: self.dates.get(story) for story in stories}
        after = {story: found.get(story) for story in stories}
        moved = {story for story in stories if before[story] != after[story]}
        self.linked.drop("story_dates", "story", moved)
        keeping.put_dates(self.linked, [one for story in sorted(moved) if (one := after[story])])
        for story in stories:
            self.dates.pop(story, None)
        self.dates |= {story: one for story, one in after.items() if one}
        redated = {event for event in mine if self.raw[event].story.id in moved}
        self._resolve(redated)
        return redated - (events - inside.keys())

    def _borne_on(self, coming: Iterable[steps.Sighting]) -> set[StoryId]:
        """Return the undated stories that some events may date."""
        bearing: dict[int, list[steps.Sighting]] = defaultdict(list)
        for one in coming:
            for key in steps.bearing_keys(one, OPTIONS):
                bearing[key].append(one)
        undated = self.linked.undated(bearing)
        self._load(undated)
        return {self.raw[event].story.id for event in undated if _bears(self.raw[event], bearing)}

    # -------------------------------------------------------------- keys and pairs
    def _rekey(self, new: set[EventId], changed: set[EventId], gone: Mapping[EventId, int]) -> set[EventId]:
        """Write the keys of events anew; return the others whose blocks became small enough by that."""
        self._load(changed)
        stale = [self.numbers[event] for event in (*changed, *gone)]
        left = self.linked.keys(stale)
        coming = [self.seen[event] for event in sorted(new | changed)]
        joined = [(key, kind) for one in coming for kind, keys in self._held(one) if kind in LIMITS for key in keys]
        kinds = {key: kind for key, _, kind in left if kind in LIMITS} | dict(joined)
        self.linked.drop("sighting_keys", "number", stale)
        keeping.put_keys(self.linked, coming, self.raw, self.numbers, OPTIONS)
        after = meetings.gather(self.linked, kinds)
        before = Counter(after)
        before.subtract(key for key, _ in joined)
        before.update(key for key, _, kind in left if kind in LIMITS)
        live = {key: before[key] <= LIMITS[kind] for key, kind in kinds.items()}
        woke = {key for key, lived in live.items() if not lived and after.get(key, 0) <= LIMITS[kinds[key]]}
        self.died = {key for key, lived in live.items() if lived and after.get(key, 0) > LIMITS[kinds[key]]}
        large = {key for key, kind in kinds.items() if kind == TIME and after.get(key, 0) > LIMITS[TIME]} - self.died
        woke |= large & {key for key, _, _ in left}
        held = self._by_number({number for _, number in meetings.holders(self.linked, woke)}).keys()
        self.crowded = self._parts(large - woke, new | changed)
        woken = set(held) - new - changed
        if woken:
            meetings.gather_more(self.linked, (self.numbers[event] for event in woken))
        return woken

    def _parts(self, large: set[int], new: set[EventId]) -> list[frozenset[EventId]]:
        """Return those parts of large blocks that became too large by new events."""
        return [
            frozenset(one.event.id for one in part)
            for block in self._blocks(meetings.holders(self.linked, large)).values()
            for part in steps.finer_blocks(block).values()
            if len(part) > OPTIONS.bloc >= sum(one.event.id not in new for one in part)
        ]

    def _blocks(self, holders: Sequence[tuple[int, int]]) -> dict[int, list[steps.Sighting]]:
        """Return the events that hold keys, by key."""
        names = {number: event for event, number in self._by_number({number for _, number in holders}).items()}
        self._load(names[number] for _, number in holders)
        blocks: dict[int, list[steps.Sighting]] = {}
        for key, number in holders:
            blocks.setdefault(key, []).append(self.seen[names[number]])
        return blocks

    def _lose(self, fresh: set[EventId]) -> set[int]:
        """Drop the pairs that only blocks which are too large by now bring together; return the numbers of their events."""
        holders = meetings.holders(self.linked, self.died)
        names = {number: event for event, number in self._by_number({number for _, number in holders}).items()}
        groups: dict[int, set[EventId]] = {}
        for key, number in holders:
            if number in names:
                groups.setdefault(key, set()).add(names[number])
        together = [*groups.values(), *self.crowded]
        groups_of: dict[EventId, set[int]] = defaultdict(set)
        for number, several in enumerate(together):
            for event in several:
                groups_of[event].add(number)
        numbers = {self.numbers[event] for event in groups_of if event not in fresh}
        pairs = [(one, other) for one, other, _ in self.linked.alike(numbers) if other in numbers]
        names |= self.linked.named(numbers)
        doubted = [(one, other) for one, other in pairs if groups_of[names[one]] & groups_of[names[other]]]
        unheld = self._unheld(doubted)
        parted = self._parted({(names[one], names[other]): keys for (one, other), keys in unheld.items() if keys})
        lost = [(one, other) for one, other in unheld if (names[one], names[other]) not in parted]
        self.linked.drop_pairs(lost)
        return {number for pair in lost for number in pair}

    def _unheld(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], frozenset[int]]:
        """Return the pairs that no block holds which is not too large, with the large months that they share."""
        keys: dict[int, dict[int, set[int]]] = {number: {} for pair in pairs for number in pair}
        for key, number, kind in self.linked.keys(keys):
            keys[number].setdefault(kind, set()).add(key)
        shared = {pair: meetings.shared(keys[pair[0]], keys[pair[1]]) for pair in pairs}
        sizes = self.linked.sizes({key for kinds in shared.values() for several in kinds.values() for key in several})
        return {pair: kinds[TIME] for pair, kinds in shared.items() if not meetings.is_held(kinds, sizes, LIMITS)}

    def _parted(self, pairs: Mapping[steps.Pair, Iterable[int]]) -> set[steps.Pair]:
        """Return the pairs that some part of their large blocks holds, which is not too large."""
        holders = self.linked.holders({key for keys in pairs.values() for key in keys})
        small = {
            key: [{one.event.id for one in part} for part in steps.finer_blocks(block).values() if len(part) <= OPTIONS.bloc]
            for key, block in self._blocks(holders).items()
        }
        return {pair for pair, keys in pairs.items() if any(set(pair) <= part for key in keys for part in small[key])}

    def _pairs(self, fresh: set[EventId]) -> dict[steps.Pair, float]:
        """Return the pairs of some events that are alike, with their likeness."""
        if not fresh:
            return {}
        self._load(fresh)
        met, large = meetings.meetings(self.linked, {self.numbers[event]: self.seen[event].event for event in fresh}, OPTIONS)
        names = {number: event for event, number in self._by_number({number for pair in met for number in pair}).items()}
        pairs = {_pair(names[one], names[other]) for one, other in met if one in names and other in names}
        for block in self._blocks(meetings.holders(self.linked, large)).values():
            for part in steps.finer_blocks(block).values():
                several = [one.event.id for one in part] if len(part) <= OPTIONS.bloc else []
                pairs |= {_pair(one, other) for one in fresh.intersection(several) for other in several if one != other}
        self._load({event for pair in pairs for event in pair})
        return steps.scored(((self.seen[one], self.seen[other]) for one, other in sorted(pairs)), OPTIONS)

    def _replace_pairs(self, stale: Iterable[EventId], found: Mapping[steps.Pair, float]) -> None:
        numbers = [self.numbers[event] for event in stale]
        for column in ("one", "other"):
            self.linked.drop("alike", column, numbers)
        keeping.put_pairs(self.linked, found, self.numbers)

    # -------------------------------------------------------------- episodes
    def _merge(self, events: Sequence[EventId], gone: Mapping[EventId, int]) -> None:
        """Make the episodes of these events anew, and write what changed."""
        self._load(events)
        names = {self.numbers[event]: event for event in events}
        pairs = {_pair(names[one], names[other]): score for one, other, score in self.linked.alike(names)}
        sightings = [self.seen[event] for event in events]
        stories = {one.story.id for one in sightings}
        found = steps.assemble(
            sightings, pairs, options=OPTIONS, hand=self.hand, actors=self.actors, origins=self.linked.origins(stories)
        )
        before = self.linked.episodes_of([*events, *gone])
        firsts = {one.id for one, _ in found}
        again = {EpisodeId(digest("episode", name)) for name in firsts}
        taken = self.linked.taken(firsts | again) - {one.id for one in before}
        named = steps.name([one for one, _ in found], before, taken)
        groups = tuple(zip(named, (members for _, members in found), strict=True))
        self.linked.drop("sightings", "number", [*names, *gone.values()])
        keeping.put_sightings(self.linked, sightings, self.numbers, steps.components(names.values(), pairs, self.hand), self.hand)
        known = {one.id: replace(one, links=()) for one in before}
        same = {one.id for one, _ in groups if known.get(one.id) == one}
        self._write([one for one in groups if one[0].id not in same], [one for one in before if one.id not in same])

    def _write(self, groups: Sequence[steps.Told], before: Sequence[Episode]) -> None:
        """Tie changed episodes, and those that they touch, and write them all."""
        earlier = {one.id for one in before}
        plans = {(key, type_) for one in groups for key in steps.plan_keys(*one) for type_ in steps.outcome_types(one[0].type)}
        stories = {report.story for one in (*before, *(one for one, _ in groups)) for report in one.reports}
        around = self.linked.in_stories(stories) | self.linked.pointing_at(earlier)
        near = self._groups((around | self.linked.outcomes(plans)) - earlier)
        later = steps.outcomes(near, groups, window=WINDOW)
        touched = tuple(one for one in near if one[0].id in around | later)
        acts = {(key, one[0].type) for one in (*groups, *touched) for key in steps.outcome_keys(*one, WINDOW)}
        keys = {(key, type_) for key, act in acts for type_ in steps.plan_types(act)}
        told = {report.story for one, _ in touched for report in one.reports}
        wider = self.linked.in_stories(told) | self.linked.plans(keys)
        context = self._groups(wider - earlier - {one.id for one, _ in touched})
        links = steps.ties((*groups, *touched, *context), window=WINDOW)
        made = [replace(one, links=links.get(one.id, ())) for one, _ in groups]
        turned = [replace(one, links=links.get(one.id, ())) for one, _ in touched]
        turned = [new for new, (old, _) in zip(turned, touched, strict=True) if new.links != old.links]
        self.linked.remove(earlier)
        self.linked.remove({one.id for one in turned}, keys=False)
        days = self.linked.published({report.story for one in (*made, *turned) for report in one.reports})
        self.linked.write([*made, *turned], self.actors, days)
        keeping.put_episode_keys(self.linked, groups, WINDOW)
        log.info("linked", extra={"episodes": len(made), "touched": len(turned)})

    def _groups(self, names: Iterable[EpisodeId]) -> tuple[steps.Told, ...]:
        """Return episodes that are not linked afresh, with their reports."""
        found = self.linked.episodes(names)
        self._load({report.event for one in found for report in one.reports})
        return tuple((one, tuple(sorted((self.seen[report.event] for report in one.reports), key=steps.told))) for one in found)


def _bears(undated: steps.Sighting, bearing: Mapping[int, Iterable[steps.Sighting]]) -> bool:
    """Return whether events, by what they share with undated ones, may bear on the date of the story of one of these."""
    shared = steps.date_keys(undated, OPTIONS) & bearing.keys()
    last_year = "last year" in undated.story.text.lower()
    return any(last_year or steps.tells_month(undated, one) for key in shared for one in bearing[key])


def _pair(one: EventId, other: EventId) -> steps.Pair:
    return (one, other) if one < other else (other, one)
