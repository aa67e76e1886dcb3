"""One event as linking sees it: parties, days, status and the words that tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dateline import times
from dateline.records import ActorKind, Citation, Interval, Precision, Status
from dateline.stages.episode.lexicon import lexicon, stems
from dateline.stages.episode.surroundings import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dateline.records import Actor, ActorId, Event, Mention, Story

MONTH_OF_ANY_YEAR = re.compile(r"XXXX-(\d{2})")
# Reports of one act may call it by any status of one group; across groups an episode links to another instead.
GROUPS = {
    Status.OCCURRED: "done",
    Status.ONGOING: "done",
    Status.HISTORICAL: "done",
    Status.PLANNED: "planned",
    Status.HYPOTHETICAL: "planned",
    Status.ALLEGED: "charged",
    Status.DENIED: "charged",
    Status.NEGATED: "not done",
}
TRIGGER_WORDS = 3  # a longer one that is more than half of the evidence is a clause
BACKGROUND = frozenset({Status.ONGOING, Status.HISTORICAL})


@dataclass(frozen=True, slots=True)
class Sighting:
    """An event with what is compared of it."""

    event: Event
    story: Story
    actors: frozenset[str]  # countries, or codes of groups and organisations
    recipients: frozenset[str]
    persons: frozenset[str]  # who act
    named: frozenset[str]  # all persons of the event
    words: frozenset[str]
    trigger: frozenset[str] = frozenset()  # the words among them that only say what kind of act it is
    month: int | None = None  # that the words name without a year, where nothing gives the year
    told: Interval | None = None  # when it was told: the story's day, or where that is unknown the days it can be of

    @property
    def parties(self) -> frozenset[str]:
        """Return all sides."""
        return self.actors | self.recipients

    @property
    def group(self) -> str:
        """Return the group of the event's status; a threat made and a threat planned are the same announcement."""
        group = GROUPS[self.event.status]
        return "planned" if group == "done" and self.event.type == "THREATEN" else group

    @property
    def spoken(self) -> bool:
        """Return whether the type is one that is told in words."""
        return self.event.type in lexicon().spoken

    @property
    def background(self) -> bool:
        """Return whether the event has no day of its own: under way, or long past."""
        return self.event.when is None and self.event.status in BACKGROUND

    def days(self, window: timedelta) -> tuple[date | None, date | None]:
        """Return the first and last day on which it can have been: its own, or the window before it was told."""
        when, told = self.event.when, self.told
        if when is not None:
            start = when.start or (when.end - window if when.end else None)
            return start, when.end or (when.start + window if when.start else None)
        if told is None or told.start is None or told.end is None or self.background:
            return None, None
        return told.start - window, told.end + window if self.group == "planned" else told.end


def bare_month(words: str) -> int | None:
    """Return the month that words name without a year ("in March"), read without a calendar; None where they name none."""
    if not times.may_hold(words, "month"):
        return None
    found = (MONTH_OF_ANY_YEAR.fullmatch(one.value) for one in times.find(words, dateline=None))
    return next((int(one[1]) for one in found if one), None)


def _planned_days(event: Event, story: Story) -> Interval | None:
    """Return the days of a plan whose clause gives none, where its sentence names one time, and that lies ahead."""
    if event.when is not None or event.status is not Status.PLANNED or story.published is None:
        return None
    around = sentence(story.text, event.evidence.span)
    words = around.of(story.text)
    days = [one for one in times.find(words, dateline=story.published) if one.interval and not one.value.endswith("_REF")]
    if len(days) != 1 or days[0].interval is None or days[0].interval.start is None or days[0].interval.start <= story.published:
        return None
    span = days[0].span.shifted(around.start)
    return replace(days[0].interval, citation=Citation(story.id, span, span.of(story.text)))


def side(actor: Actor) -> str:
    """Return what an actor counts as: the state, the group or the organisation that acts."""
    if actor.country and actor.kind is not ActorKind.GROUP:
        return actor.country
    return actor.code or actor.name


def _actors(mentions: Iterable[Mention], actors: Mapping[ActorId, Actor]) -> tuple[Actor, ...]:
    return tuple(actors[one.actor] for one in mentions if one.actor is not None and one.actor in actors)


def _kind_words(event: Event) -> frozenset[str]:
    """Return the stems of the trigger, where it is less than the whole clause."""
    words, clause = len(event.trigger.quote.split()), len(event.evidence.quote.split())
    return stems(event.trigger.quote) if words <= TRIGGER_WORDS or 2 * words <= clause else frozenset()


def sighting(event: Event, story: Story, actors: Mapping[ActorId, Actor]) -> Sighting:
    """Return an event of a story as linking sees it."""
    day = story.published
    ahead = _planned_days(event, story)
    event = replace(event, when=ahead) if ahead else event
    doers, targets = _actors(event.actors, actors), _actors(event.recipients, actors)
    named = {name for actor in (*doers, *targets) for name in stems(actor.name)}
    words = stems(" ".join((event.evidence.quote, *(other.quote for other in event.other_mentions))))
    return Sighting(
        event,
        story,
        frozenset(map(side, doers)),
        frozenset(map(side, targets)),
        frozenset(actor.name for actor in doers if actor.kind is ActorKind.PERSON),
        frozenset(actor.name for actor in (*doers, *targets) if actor.kind is ActorKind.PERSON),
        words - named,
        _kind_words(event),
        bare_month(event.evidence.quote) if day is None and event.when is None else None,
        Interval(day, day, Precision.DAY) if day else None,
    )
