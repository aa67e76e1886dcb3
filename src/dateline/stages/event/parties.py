"""Parties: token ranges → the mentions and actors they name, as far as they may take part in a political act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records import ActorId, ActorKind, Mention, cite

if TYPE_CHECKING:
    from collections.abc import Collection

    from dateline.actors import Cast, Named
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Actor, Citation, Story

GOVERNED = ("obj", "iobj", "obl", "nmod", "xcomp", "ccomp", "advcl", "acl")
IN_OFFICE = ("GOV", "MIL")  # sectors that act for their state
POLITICAL = (ActorKind.STATE, ActorKind.ORGAN, ActorKind.IGO, ActorKind.GROUP)


@dataclass(frozen=True, slots=True)
class Parties:
    """What the stage asks of one story's cast."""

    story: Story
    analysis: Analysis
    cast: Cast

    def named(self, ranges: tuple[Range, ...], *, hosts: bool = False) -> tuple[Mention, ...]:
        """
        Return the mentions of known actors that the token ranges name, in text order, each actor once.

        Args:
            ranges: the words of each party.
            hosts: a place that names no actor stands for the state it lies in (a visit to Moscow is one to Russia).
        """
        found: dict[ActorId, Mention] = {}
        for tokens in ranges:
            for mention in self._in(tokens) or (self._host(tokens) if hosts else ()):
                if mention.actor is not None:
                    found.setdefault(mention.actor, mention)
        return tuple(sorted(found.values(), key=lambda mention: mention.citation.span))

    def first(self, ranges: tuple[Range, ...], taken: Collection[ActorId | None] = ()) -> tuple[Mention, ...]:
        """Return the mentions of known actors, but those taken, in the first of the token ranges that names any."""
        for tokens in ranges:
            found = tuple(mention for mention in self.named((tokens,)) if mention.actor not in taken)
            if found:
                return found
        return ()

    def below(self, tokens: Range, taken: Collection[ActorId | None]) -> tuple[Mention, ...]:
        """Return the first known actor in what an act's words govern: 'planned to meet Xi', 'mulled arms for Moscow'."""
        head = self.analysis.head_of(tokens)
        for child in self.analysis.children(head, *GOVERNED):
            for mention in self._within(self.analysis.reach(child)):
                if mention.actor not in taken:
                    return (mention,)
        return ()

    def _within(self, tokens: Range) -> tuple[Mention, ...]:
        return tuple(Mention(self._cite(one), one.actor.id) for one in self.cast.inside(*tokens) if one.actor is not None)

    def _in(self, tokens: Range) -> tuple[Mention, ...]:
        """Return the actors that the words name, together or one by one, each cited by its own words where it has some."""
        actors = self.cast.parties_of(tokens)
        if not actors:
            return ()
        whole = cite(self.story, self.analysis.span(*tokens))
        own = {one.actor.id: one for one in self.cast.inside(*tokens) if one.actor is not None}
        return tuple(Mention(self._cite(own[actor.id]) if actor.id in own else whole, actor.id) for actor in actors)

    def _host(self, tokens: Range) -> tuple[Mention, ...]:
        span = self.analysis.span(*tokens)
        host = self.cast.host(span)
        return (Mention(cite(self.story, span), host.id),) if host else ()

    def _cite(self, one: Named) -> Citation:
        return cite(self.story, self.analysis.span(one.start, one.end))


def political(actors: tuple[Actor, ...]) -> bool:
    """Return whether one of the actors is a state, an organ, an organisation of states, a group, or acts for one."""
    return any(actor.kind in POLITICAL or (actor.kind is ActorKind.PERSON and actor.code is not None) for actor in actors)


def own_states(actors: tuple[Actor, ...]) -> frozenset[ActorId]:
    """Return the state that all the actors act for, which is no party to what they do: 'Xi invited Putin to visit China'."""
    states = {ActorId(actor.country) for actor in actors if actor.country is not None and actor.sector in IN_OFFICE}
    return frozenset(states) if len(states) == 1 and all(actor.sector in IN_OFFICE for actor in actors) else frozenset()
