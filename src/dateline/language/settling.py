"""Drafts of acts → event mentions: who takes part in each, and how sure that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dateline.language.analysis import Analysis, EventMention, Party, Range
from dateline.language.roles import Act, Roles, Weighed
from dateline.language.sureness import Signs, Sureness, odds_of

# What belongs to a phrase beside its noun; not what is coordinated with it, nor a clause.
NAMING = ("det", "amod", "compound", "flat", "nmod", "nummod", "appos")
UNLIKELY = 0.05  # a word whose chances are lower is no party


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """An act as the events' network tells it, its parties open."""

    act: Act
    status: str
    mode: str | None
    odds: float  # log-odds of its trigger for naming an event at all
    named: float  # mean log-probability of its type, given that it is one


Settle: TypeAlias = Callable[[Analysis, Sequence[Draft]], tuple[EventMention, ...]]
Weigh: TypeAlias = Callable[[Analysis, Sequence[Draft]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Settler:
    """What settles drafts."""

    naming: Weigh  # gives the log-odds that each names an act that no other draft names
    roles: Roles
    sure: Sureness
    least_actor: float  # the chance from which a word names one who acts: docs/decisions/0190
    least_recipient: float

    def settled(self, analysis: Analysis, drafts: Sequence[Draft]) -> tuple[EventMention, ...]:
        """Return the mention of each draft, with the phrases of its parties and the chance that it is right."""
        naming = self.naming(analysis, drafts)
        parties = self.roles.parties(analysis, [draft.act for draft in drafts])
        phrases = Phrases(analysis)
        found = zip(drafts, naming, parties, strict=True)
        return tuple(self._mention(phrases, draft, odds, its) for draft, odds, its in found)

    def _mention(self, phrases: Phrases, draft: Draft, naming: float, parties: Sequence[Weighed]) -> EventMention:
        acting = [party for party in parties if party.actor >= max(self.least_actor, party.recipient)]
        receiving = [party for party in parties if party.recipient >= self.least_recipient and party not in acting]
        signs = Signs(
            odds=draft.odds,
            named=draft.named,
            actor=_clear([party.actor for party in parties], some=bool(acting)),
            recipient=_clear([party.recipient for party in parties], some=bool(receiving)),
            actorless=float(not acting),
            recipientless=float(not receiving),
            alone=float(not receiving and len(acting) <= 1),
        )
        return EventMention(
            trigger=draft.act.trigger,
            type=draft.act.type,
            status=draft.status,
            mode=draft.mode,
            actors=phrases.of([party.token for party in acting]),
            recipients=phrases.of([party.token for party in receiving]),
            score=round(self.sure.chance(signs), 4),
            odds=round(draft.odds, 4),
            naming=round(naming, 4),
            named=round(draft.named, 4),
            parties=tuple(
                Party(phrases.phrase(one.token), one.token, round(one.actor, 4), round(one.recipient, 4))
                for one in parties
                if max(one.actor, one.recipient) >= UNLIKELY
            ),
        )


def _clear(chances: Sequence[float], *, some: bool) -> float:
    """Return the log-odds of the likeliest party; where none is taken, of there being none."""
    odds = odds_of(max(chances, default=0.0))
    return odds if some else -odds


class Phrases:
    """The phrases of one story's nouns."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the story."""
        self._analysis = analysis
        self._names = {token: (one.start, one.end) for one in analysis.entities for token in range(one.start, one.end)}
        self._known: dict[int, Range] = {}

    def of(self, tokens: Iterable[int]) -> tuple[Range, ...]:
        """Return the phrases of nouns in text order, without those that lie in another's."""
        kept: list[Range] = []
        for start, end in sorted({self.phrase(token) for token in tokens}, key=lambda one: (one[0], -one[1])):
            if not kept or end > kept[-1][1]:
                kept.append((start, end))
        return tuple(kept)

    def phrase(self, token: int) -> Range:
        """Return the run of tokens that names what a noun stands for: the whole name, modifiers and possessor, no clauses."""
        if token not in self._known:
            first, last = self._names.get(token, (token, token + 1))
            for child in self._analysis.children(token, *NAMING):
                start, end = self._analysis.reach(child)
                first, last = min(first, start), max(last, end)
            self._known[token] = first, last
        return self._known[token]
