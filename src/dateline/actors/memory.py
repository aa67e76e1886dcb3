"""What a reader keeps in mind while reading on: the last state, person, organ, and who was called what."""

from __future__ import annotations

from collections import Counter

from dateline.actors.people import Person
from dateline.codebook import Codebook, State
from dateline.records import Actor, ActorKind


class Memory:
    """The last of each sort that the story named, and how often each state was named."""

    def __init__(self, codebook: Codebook) -> None:
        """Begin with nothing."""
        self._states = codebook.states
        self.person: Person | None = None
        self.state: State | None = None
        self.administration: Actor | None = None
        self.called: dict[str, Actor] = {}  # by the last word of an unnamed mention: 'official'
        self.counts: Counter[str] = Counter()
        self._seen: dict[int, int] = {}  # by the person's identity: the token of the last mention

    def note_person(self, person: Person, token: int) -> None:
        """Keep a person just named."""
        self.person = person
        self._seen[id(person)] = token

    def last_seen(self, person: Person) -> int:
        """Return the token at which a person was last named, -1 where not yet."""
        return self._seen.get(id(person), -1)

    def note_actor(self, actor: Actor, *, word: str | None) -> None:
        """Keep an actor just named, with the last word of what it was called."""
        if actor.country and actor.kind in {ActorKind.STATE, ActorKind.ORGAN}:
            self.state = self._states[actor.country]
        if actor.country:
            self.counts[actor.country] += 1
        if word:
            self.called[word] = actor

    def home_of(self, homes: tuple[str, ...]) -> str | None:
        """Return which of several states the story has named most; the first where none."""
        return max(homes, key=lambda code: (self.counts[code], -homes.index(code))) if homes else None
