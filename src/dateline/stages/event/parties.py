"""Parties: token ranges → the mentions and actors they name, as far as they may take part in a political act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records import ActorKind, Citation, Mention

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Actor, ActorId, Story

POLITICAL = (ActorKind.STATE, ActorKind.ORGAN, ActorKind.IGO, ActorKind.GROUP)


@dataclass(frozen=True, slots=True)
class Parties:
    """What the stage asks of one story's cast."""

    story: Story
    analysis: Analysis
    cast: Cast

    def named(self, ranges: tuple[Range, ...]) -> tuple[Mention, ...]:
        """Return the mentions of known actors that the token ranges name, in text order, each actor once."""
        found: dict[ActorId, Mention] = {}
        for tokens in ranges:
            for mention in self._in(tokens):
                if mention.actor is not None:
                    found.setdefault(mention.actor, mention)
        return tuple(sorted(found.values(), key=lambda mention: mention.citation.span))

    def _in(self, tokens: Range) -> tuple[Mention, ...]:
        """Return the one actor that all the words name, or else the actors named among them, none inside another."""
        span = self.analysis.span(*tokens)
        whole = self.cast.resolve(span)
        if whole is not None:
            return (Mention(Citation(self.story.id, span, span.of(self.story.text)), whole.id),)
        inside = [mention for mention in self.cast.mentions if span.contains(mention.citation.span)]
        return tuple(
            mention
            for mention in inside
            if not any(other is not mention and other.citation.span.contains(mention.citation.span) for other in inside)
        )


def political(actors: tuple[Actor, ...]) -> bool:
    """Return whether one of the actors is a state, an organ, an organisation of states, a group, or acts for one."""
    return any(actor.kind in POLITICAL or (actor.kind is ActorKind.PERSON and actor.code is not None) for actor in actors)
