"""What a list of episodes or statements needs beside them: actors, where their stories stand, the days they were told on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import codebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dateline.records import Actor, ActorId, Episode, Event, Statement, StoryId
    from dateline.store import Head, Reader


@dataclass(frozen=True, slots=True)
class Shelf:
    """The actors and stories that the records of a page name."""

    actors: Mapping[ActorId, Actor]
    heads: Mapping[StoryId, Head]

    @classmethod
    def of(  # noqa: PLR0913  # one for each kind of record
        cls,
        reader: Reader,
        *,
        episodes: Iterable[Episode] = (),
        statements: Iterable[Statement] = (),
        events: Iterable[Event] = (),
        actors: Iterable[ActorId | None] = (),
        stories: Iterable[StoryId] = (),
    ) -> Shelf:
        """Return what these records name, in two questions."""
        named: set[ActorId | None] = set(actors)
        told = set(stories)
        for episode in episodes:
            named.update(episode.actors, episode.recipients)
            told.update(report.story for report in episode.reports)
        for statement in statements:
            named.update(one.actor for one in (*statement.speakers, *statement.addressees, *statement.via))
            told.add(statement.story)
        for event in events:
            named.update(one.actor for one in (*event.actors, *event.recipients))
            named.update(event.denied_by)
            told.add(event.story)
        return cls(reader.actors(name for name in named if name is not None), reader.heads(told) if told else {})

    def names(self, ids: Iterable[ActorId]) -> str:
        """Return actors by name."""
        return ", ".join(self.actors[name].name for name in dict.fromkeys(ids) if name in self.actors)

    def title(self, episode: Episode) -> str:
        """Return who acts, and toward whom: 'China, Russia', 'Xi Jinping → Russia'."""
        doers, others = self.names(episode.actors), self.names(episode.recipients)
        return f"{doers or 'Nobody named'} → {others}" if others else doers or "Nobody named"

    def told(self, episode: Episode) -> date | None:
        """Return the day an episode was first told on."""
        days = [self.heads[one.story].published for one in episode.reports if one.story in self.heads]
        return min((day for day in days if day), default=None)

    def said_on(self, statement: Statement) -> date | None:
        """Return the day words were said on, or else told on."""
        if statement.said_on and statement.said_on.start:
            return statement.said_on.start
        head = self.heads.get(statement.story)
        return head.published if head else None

    @staticmethod
    def content(statement: Statement) -> str:
        """Return what was said, its pieces joined."""
        return " … ".join(piece.quote for piece in statement.content)

    @staticmethod
    def quad(episode: Episode) -> int | None:
        """Return the quad class of an episode's type, PLOVER's map: 1 verbal cooperation to 4 material conflict."""
        found = codebook.load().types.get(episode.type)
        return found.quad if found else None
