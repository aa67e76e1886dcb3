"""What linking found, as rows of the tables that it goes on from: one function for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.stages.episode import steps
from dateline.store.linked import DATE, DATED_WORD, FEW, TIME, WORD, Linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import timedelta

    from dateline.records import EventId, StoryId
    from dateline.stages.episode import CopyGroup, Hand, Options, PageDate

Held = tuple[tuple[int, frozenset[int]], ...]  # kinds of keys, with the keys


def held(one: steps.Sighting, raw: steps.Sighting, options: Options) -> Held:
    """Return what an event holds, each kind apart."""
    dates = steps.month_keys(raw) | steps.date_keys(raw, options)
    worded = (DATED_WORD if steps.months(one, options) else WORD, steps.word_keys(one, options))
    return (TIME, steps.time_keys(one, options)), (FEW, steps.few_keys(one, options)), worded, (DATE, dates)


def put_sightings(
    linked: Linked,
    sightings: Sequence[steps.Sighting],
    numbers: Mapping[EventId, int],
    components: Mapping[EventId, EventId],
    hand: Hand,
) -> None:
    """Write down what was linked."""
    edited = linked.edited(one.event.id for one in sightings)
    rows = [
        (
            numbers[one.event.id],
            one.event.id,
            one.story.id,
            one.story.page,
            numbers[components[one.event.id]],
            hand.mark(one.event.id),
            edited.get(one.event.id),
        )
        for one in sightings
    ]
    linked.put_rows("sightings", ("number", "event", "story", "page", "component", "hand", "edited"), rows)


def put_keys(
    linked: Linked,
    sightings: Iterable[steps.Sighting],
    raw: Mapping[EventId, steps.Sighting],
    numbers: Mapping[EventId, int],
    options: Options,
) -> None:
    """Write down what events share that are compared."""
    rows = [
        (key, numbers[one.event.id], kind)
        for one in sightings
        for kind, keys in held(one, raw[one.event.id], options)
        for key in keys
    ]
    linked.put_rows("sighting_keys", ("key", "number", "kind"), rows)


def put_pairs(linked: Linked, alike: Mapping[steps.Pair, float], numbers: Mapping[EventId, int]) -> None:
    """Write down which events are alike."""
    rows = [(numbers[one], numbers[other], score) for (one, other), score in alike.items()]
    linked.put_rows("alike", ("one", "other", "score"), rows)


def put_marks(linked: Linked, marks: Mapping[StoryId, Sequence[int]]) -> None:
    """Write down what stories share with their likely copies."""
    linked.put_rows("story_marks", ("mark", "story"), [(mark, story) for story, several in marks.items() for mark in several])
    linked.put_rows("linked_stories", ("story",), [(story,) for story in marks])


def put_copies(linked: Linked, groups: Iterable[CopyGroup]) -> None:
    """Write down the groups of copies."""
    rows = [
        (version.story, group.origin, place, version.kind.value, version.shared)
        for group in groups
        if len(group.versions) > 1
        for place, version in enumerate(group.versions)
    ]
    linked.put_rows("copies", ("story", "origin", "position", "kind", "shared"), rows)


def put_dates(linked: Linked, dates: Iterable[PageDate]) -> None:
    """Write down when undated stories can have been published."""
    rows = [(one.story, one.page, one.days.start, one.days.end, one.days.precision.value, list(one.constraints)) for one in dates]
    linked.put_rows("story_dates", ("story", "page", "first_day", "last_day", "precision", "constraints"), rows)


def put_episode_keys(linked: Linked, groups: Iterable[steps.Told], window: timedelta) -> None:
    """Write down what plans share with their outcomes."""
    rows = [
        (key, one.id, plan)
        for one, members in groups
        for plan, keys in ((True, steps.plan_keys(one, members)), (False, steps.outcome_keys(one, members, window)))
        for key in keys
    ]
    linked.put_rows("episode_keys", ("key", "episode", "plan"), rows)
