"""One coded event with all that a row about it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records import Actor, ActorId, Event, Mention, Story

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

UNCODED_ROLES = ("JRN",)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event: the words of the story and the actor they name."""

    words: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Coded:
    """
    An event, the story that reports it, and who takes part.

    `reports` counts all mentions of the same episode, `independent` those that are no copies of one another.
    """

    event: Event
    story: Story
    actors: Mapping[ActorId, Actor]
    reports: int = 1
    independent: int = 1
    added: datetime | None = None  # UTC, when the page came into the record
    version: str = ""  # of coder and codebook

    def parties(self, mentions: tuple[Mention, ...]) -> tuple[Party, ...]:
        """Return the known sides among the mentions, in their order."""
        return tuple(
            Party(mention.citation.quote, self.actors[mention.actor])
            for mention in mentions
            if mention.actor is not None and mention.actor in self.actors
        )

    @property
    def day(self) -> date | None:
        """Return the first day of the event, or the story's where the text gives the event none."""
        when = self.event.when
        return when.start if when is not None and when.start is not None else self.story.published
