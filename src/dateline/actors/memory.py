"""What a reader keeps in mind while reading on: the last state, person, organ, and who was called what."""

from __future__ import annotations

from collections import Counter

from dateline.actors.people import Person
from dateline.codebook import Codebook, State
from dateline.records import Actor, ActorKind

_TOLD_OF = 2  # times that a story tells of something in a state, for it to play there


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
        self.places: Counter[str] = Counter()  # how often something is told to be in each state
        self._named: list[tuple[int, str, bool]] = []  # each state's name: its token, the state, whether something is in it
        self._countries: list[tuple[int, str]] = []  # each actor's country with the token of its mention
        self._told_of = -1  # the sentence whose subject gave the state
        self._seen: dict[int, int] = {}  # by the person's identity: the token of the last mention

    def note_person(self, person: Person, token: int) -> None:
        """Keep a person just named."""
        self.person = person
        self._seen[id(person)] = token

    def last_seen(self, person: Person) -> int:
        """Return the token at which a person was last named, -1 where not yet."""
        return self._seen.get(id(person), -1)

    def note_actor(self, actor: Actor, *, word: str | None, sentence: int, deprel: str) -> None:
        """
        Keep an actor just named.

        Args:
            actor: who.
            word: the last word of what it was called, if that may stand for it later.
            sentence: where.
            deprel: how its head hangs on the tree. 'The country' is that of the sentence's subject, not one told beside it:
                Turkey's after 'Turkish officials, whose crackdown inside Syria ...'.
        """
        is_subject = deprel.startswith("nsubj")
        is_beside = self._told_of == sentence and deprel.startswith(("obl", "nmod"))
        if actor.country and (is_subject or (actor.kind in {ActorKind.STATE, ActorKind.ORGAN} and not is_beside)):
            self.state = self._states[actor.country]
            self._told_of = sentence if is_subject else self._told_of
        if actor.country:
            self.counts[actor.country] += 1
        if word:
            self.called[word] = actor

    def note_country(self, country: str, token: int) -> None:
        """Keep the country of an actor named at a token."""
        self._countries.append((token, country))

    def states_since(self, begin: int) -> set[str]:
        """Return the states whose actors were named at a token or later."""
        return {country for token, country in self._countries if token >= begin}

    def note_place(self, code: str, token: int, *, is_place: bool, by_name: bool) -> None:
        """Keep a state's name, or a city of it, and whether something is told to be there."""
        if is_place:
            self.places[code] += 1
        if by_name:
            self._named.append((token, code, is_place))

    def scene(self, begin: int, end: int) -> State | None:
        """
        Return the state in which some tokens play, or None where that is unknown.

        It is the one in which the story tells most to be, unless the tokens do not name it and tell something to be in one other.
        """
        (code, most), (_, second) = (*self.places.most_common(2), ("", 0), ("", 0))[:2]
        near = [(other, is_place) for token, other, is_place in self._named if begin <= token < end]
        places = {other for other, is_place in near if is_place}
        if places and code not in {other for other, _ in near}:
            return self._states.get(places.pop()) if len(places) == 1 else None
        return self._states.get(code) if most >= _TOLD_OF and most > second else None

    def state_of(self, code: str) -> State:
        """Return a state by its code."""
        return self._states[code]

    def home_of(self, homes: tuple[str, ...]) -> str | None:
        """Return in which of several states the story has told most to be, else which it has named most; the first where none."""
        return max(homes, key=lambda code: (self.places[code], self.counts[code], -homes.index(code))) if homes else None
