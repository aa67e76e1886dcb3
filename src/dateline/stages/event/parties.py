"""Parties: the words that may name one of an act → the known actors that may take part in it, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.records import ActorId, ActorKind, Mention, cite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.actors import Cast
    from dateline.language.analysis import Analysis, Party, Range
    from dateline.records import Actor, Citation, Story
    from dateline.stages.event.candidate import Candidate

GOVERNED = ("obj", "iobj", "obl", "nmod", "xcomp", "ccomp", "advcl", "acl")
IN_OFFICE = ("GOV", "MIL")  # sectors that act for their state
POLITICAL = (ActorKind.STATE, ActorKind.ORGAN, ActorKind.IGO, ActorKind.GROUP)
WITHIN = 0.5  # of the chance of words: if wider words that name somebody are so likely, the former are no party of their own
FIRST, LATER = 1.0, 0.5  # of those that an act's words govern


@dataclass(slots=True)
class Known:
    """A known actor that may take part in an act, and what speaks for it."""

    mention: Mention
    acting: float = 0.0  # the chance that the likeliest words that name it name one who acts
    receiving: float = 0.0
    host: bool = True  # no words name it but as the state that a place lies in: a visit to Moscow is one to Russia
    governed: float = 0.0  # FIRST or LATER in what the act's words govern: 'planned to meet Xi', 'mulled arms for Moscow'
    speaks: bool = False  # the act stands in what it says
    heads: list[int] = field(default_factory=list)  # of the words that name it

    def weigh(self, mention: Mention, party: Party) -> None:
        """Count some words that name it; the likeliest are cited."""
        if max(party.actor, party.recipient) > max(self.acting, self.receiving):
            self.mention = mention
        self.acting, self.receiving = max(self.acting, party.actor), max(self.receiving, party.recipient)
        self.heads.append(party.head)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whom the words about an act name, and how likely those take part who are not known."""

    candidate: Candidate
    known: tuple[Known, ...]
    unknown_acting: float  # the chance of the likeliest words that name nobody known
    unknown_receiving: float
    unnamed_acting: float  # the same, a place counting as nobody


@dataclass(frozen=True, slots=True)
class Parties:
    """What the stage asks of one story's cast."""

    story: Story
    analysis: Analysis
    cast: Cast
    _named: dict[Range, tuple[tuple[ActorId, Mention], ...]] = field(default_factory=dict, repr=False)  # answers of `_in`

    def evidence(self, candidate: Candidate, speakers: Iterable[Mention]) -> Evidence:
        """
        Return the known actors that may take part in an act.

        Args:
            candidate: the act.
            speakers: who says it, where it stands in somebody's words.
        """
        known: dict[ActorId, Known] = {}
        nobody: list[Party] = []
        places: list[tuple[ActorId, Mention, Party]] = []
        backing = frozenset(party.words for party in candidate.parties if self._only_backs(party, candidate.trigger))
        named = {party.words: () if party.words in backing else self._in(party.words) for party in candidate.parties}
        naming = [party for party in candidate.parties if named[party.words]]
        for party in candidate.parties:
            if _within_likelier(party, naming):
                continue
            if named[party.words]:
                for actor, mention in named[party.words]:
                    one = known.setdefault(actor, Known(mention))
                    one.host = False
                    one.weigh(mention, party)
            elif (host := None if party.words in backing else self._host(party.words)) is not None:
                places.append((*host, party))
            else:
                nobody.append(party)
        for actor, mention, party in places:
            if (one := known.setdefault(actor, Known(mention))).host:
                one.weigh(mention, party)
        self._add_governed(candidate, known)
        for mention in speakers:
            if mention.actor is not None:
                known.setdefault(mention.actor, Known(mention)).speaks = True
        unnamed = (*nobody, *(party for _, _, party in places))
        return Evidence(
            candidate,
            tuple(known.values()),
            max((party.actor for party in nobody), default=0.0),
            max((party.recipient for party in nobody), default=0.0),
            max((party.actor for party in unnamed), default=0.0),
        )

    def _only_backs(self, party: Party, trigger: Range) -> bool:
        """Return whether words name just who backs somebody else: the US in 'US-backed rebels', not in 'US-backed offensive'."""
        backer = self.cast.backer(*party.words)
        noun = self.analysis.head(backer.end + 1) if backer is not None else None
        return backer is not None and not (noun is not None and trigger[0] <= noun < trigger[1])

    def _add_governed(self, candidate: Candidate, known: dict[ActorId, Known]) -> None:
        place = FIRST
        for child in self.analysis.children(self.analysis.head_of(candidate.trigger), *GOVERNED):
            for one in self.cast.inside(*self.analysis.reach(child)):
                if one.actor is not None and not one.backs:
                    found = known.setdefault(one.actor.id, Known(Mention(self._cite(one.start, one.end), one.actor.id)))
                    found.governed = max(found.governed, place)
                    place = LATER

    def _in(self, tokens: Range) -> tuple[tuple[ActorId, Mention], ...]:
        """Return the actors that the words name, together or one by one, each cited by its own words where it has some."""
        if tokens not in self._named:
            actors = self.cast.parties_of(tokens)
            inside = self.cast.inside(*tokens) if actors else ()
            own = {one.actor.id: (one.start, one.end) for one in inside if one.actor is not None}
            self._named[tokens] = tuple((actor.id, Mention(self._cite(*own.get(actor.id, tokens)), actor.id)) for actor in actors)
        return self._named[tokens]

    def _host(self, tokens: Range) -> tuple[ActorId, Mention] | None:
        host = self.cast.host(self.analysis.span(*tokens))
        return (host.id, Mention(self._cite(*tokens), host.id)) if host else None

    def _cite(self, start: int, end: int) -> Citation:
        return cite(self.story, self.analysis.span(start, end))


def _within_likelier(one: Party, others: Iterable[Party]) -> bool:
    """Return whether words are part of others that are likely, too: 'Chinese' in 'Chinese leader Xi Jinping'."""
    likely = WITHIN * max(one.actor, one.recipient)
    return any(
        other.words != one.words
        and other.words[0] <= one.words[0]
        and one.words[1] <= other.words[1]
        and max(other.actor, other.recipient) >= likely
        for other in others
    )


def political(actors: tuple[Actor, ...]) -> bool:
    """Return whether one of the actors is a state, an organ, an organisation of states, a group, or acts for one."""
    return any(actor.kind in POLITICAL or (actor.kind is ActorKind.PERSON and actor.code is not None) for actor in actors)


def own_states(actors: tuple[Actor, ...]) -> frozenset[ActorId]:
    """Return the state that all the actors act for, which is no party to what they do: 'Xi invited Putin to visit China'."""
    states = {ActorId(actor.country) for actor in actors if actor.country is not None and actor.sector in IN_OFFICE}
    return frozenset(states) if len(states) == 1 and all(actor.sector in IN_OFFICE for actor in actors) else frozenset()
