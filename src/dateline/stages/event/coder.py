"""Code events: the acts that a story tells, each from its own trigger."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.codebook import event_codes
from dateline.records import ActorKind, Event, EventId, Status, cite, record_id
from dateline.stages.event import charges, clause, dating, parties, plans, repeats, status, where
from dateline.stages.event.candidate import LIKELY, Candidate, likely

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Actor, Interval, Mention, Statement, Story
    from dateline.spans import Span

FUTURE_MEETING = "CONSULT"  # PLOVER: planned, it is an AGREE
MEETING_CAMEO = "036"
PLACED = frozenset(("in", "at", "near", "outside", "inside"))
# Acts that words alone perform: where the clause names nobody who performs it, whoever says the words does.
SPOKEN = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))

# Share of the chance of a record below which an act is not coded at all. A quarter changed no score; half cost typed F1 0.009.
FAINT = 0.25


@dataclass(frozen=True, slots=True)
class Scene:
    """What the coder knows of one story."""

    story: Story
    analysis: Analysis
    statements: tuple[Statement, ...]
    parties: parties.Parties
    dated: tuple[tuple[Span, Interval], ...]
    cast: Cast
    acts: frozenset[int]  # the head words of all candidates


def code(
    story: Story, analysis: Analysis, statements: tuple[Statement, ...], cast: Cast, *, chance: float = LIKELY
) -> tuple[Event, ...]:
    """
    Return the events of a story, each distinct act once, in text order.

    Args:
        story: the story; its publication date anchors relative dates.
        analysis: its words, tree and, where the model has them, its event mentions.
        statements: what is said in it; an act told inside speech is credited to its statement.
        cast: its actors.
        chance: lowest confidence, 0 to 1, of an event that is returned.

    Method: PLOVER manual v0.8 with the project's annotation rules; no actor known means no event.
    """
    scene, found = coded(story, analysis, statements, cast, FAINT * chance)
    told = charges.settle(analysis, found, chance)
    exact = tuple(plans.made_exact(analysis, event, scene.dated) for event in told)
    outward = tuple(_outward(event, cast.actors) for event in exact)
    # Only now: what is told twice is as sure as its surer report, and acts that are none of the record still have their own days.
    kept = (event for event in repeats.merged(outward) if event.confidence >= chance)
    return tuple(sorted(kept, key=lambda event: event.trigger.span))


def coded(
    story: Story, analysis: Analysis, statements: tuple[Statement, ...], cast: Cast, chance: float = 0.0
) -> tuple[Scene, tuple[Event, ...]]:
    """Return the story as the coder sees it, and each candidate of some chance in which a known actor takes part as an event."""
    candidates = likely(analysis, chance)
    acts = frozenset(analysis.head_of(candidate.trigger) for candidate in candidates)
    scene = Scene(story, analysis, statements, parties.Parties(story, analysis, cast), dating.dates(story), cast, acts)
    return scene, tuple(event for candidate in candidates for event in _coded(scene, candidate))


def _outward(event: Event, known: tuple[Actor, ...]) -> Event:
    """Return the event without the very state that its actors act for among its recipients."""
    taken = {mention.actor for mention in event.actors}
    own = parties.own_states(tuple(actor for actor in known if actor.id in taken))
    return dataclasses.replace(event, recipients=tuple(one for one in event.recipients if one.actor not in own))


def _coded(scene: Scene, candidate: Candidate) -> tuple[Event, ...]:
    """Return the event of a candidate, or nothing where no known actor takes part in it."""
    analysis, story = scene.analysis, scene.story
    trigger = cite(story, analysis.span(*candidate.trigger))
    statement = _reported_by(scene.statements, trigger.span)
    actors = scene.parties.named(candidate.actors) or _speakers(candidate, statement)
    taken = {mention.actor for mention in actors}
    receiving = _not_where(analysis, candidate)
    recipients = tuple(mention for mention in scene.parties.named(receiving, hosts=True) if mention.actor not in taken)
    met = candidate.type == FUTURE_MEETING and len(actors) > 1  # all are there: what else the words name is where or why
    recipients = recipients or (() if met else scene.parties.below(candidate.trigger, taken))
    known = {actor.id: actor for actor in scene.cast.actors}
    involved = tuple(known[mention.actor] for mention in (*actors, *recipients) if mention.actor in known)
    if not actors or not _may_act(involved):
        return ()
    evidence = cite(story, clause.evidence(analysis, candidate.trigger, (*candidate.actors, *candidate.recipients)))
    state, deciding = status.decided(analysis, candidate)
    told = dating.Told(candidate.trigger, evidence.span, state, story.published)
    when = dating.date_of(analysis, told, scene.dated, scene.acts) or dating.said(
        analysis, told, candidate.type, statement, taken
    )
    event = Event(
        id=EventId(record_id("event", trigger)),
        story=story.id,
        type=candidate.type,
        mode=candidate.mode,
        status=status.dated(state, when, story.published),
        actors=actors,
        recipients=recipients,
        trigger=trigger,
        evidence=evidence,
        when=when,
        announced=dating.announced(analysis, told, scene.dated) or dating.plan_told(told, statement, taken),
        place=where.place_of(
            story, analysis, candidate.trigger, evidence.span, visit=candidate.mode == "visit" or candidate.type == "AGREE"
        ),
        statement=statement.id if statement else None,
        status_words=tuple(cite(story, analysis.span(word, word + 1)) for word in deciding),
        confidence=candidate.score,
        cameo=candidate.cameo,
    )
    shaped = _shaped(event)
    return (_with_codes(scene, _planned_meeting(shaped)),) if shaped else ()


def _not_where(analysis: Analysis, candidate: Candidate) -> tuple[Range, ...]:
    """Return the ranges of the recipients; where talks are held is no party to them."""
    if candidate.type != FUTURE_MEETING or candidate.mode == "visit":
        return candidate.recipients
    heads = {tokens: analysis.head_of(tokens) for tokens in candidate.recipients}
    where = {
        one
        for one, head in heads.items()
        if any(analysis.lemmas[mark].lower() in PLACED for mark in analysis.children(head, "case"))
    }
    return tuple(one for one in candidate.recipients if one not in where)


def _speakers(candidate: Candidate, statement: Statement | None) -> tuple[Mention, ...]:
    """Return the speakers of the statement that holds an act of words, who perform it by saying them."""
    if statement is None or candidate.type not in SPOKEN:
        return ()
    return tuple(dict.fromkeys(speaker for speaker in statement.speakers if speaker.actor is not None))


def _may_act(involved: tuple[Actor, ...]) -> bool:
    """Return whether the act is political: firms, media and persons without office only toward a state or group."""
    return parties.political(involved) and not all(actor.kind is ActorKind.ORG for actor in involved)


def _shaped(event: Event) -> Event | None:
    """
    Return the event with its parties as its kind wants them, or None where too few are known.

    Talks, calls and other meetings have all parties as actors, at least two; a visit has a visitor and a host.
    """
    if event.type != "CONSULT" or event.mode == "third-party":
        return event
    if event.mode == "visit":
        return event if event.recipients else None
    together = (*event.actors, *event.recipients)
    return dataclasses.replace(event, actors=together, recipients=()) if len(together) > 1 else None


def _planned_meeting(event: Event) -> Event:
    """Return a meeting still to come as the agreement to hold it."""
    if event.type != FUTURE_MEETING or event.status is not Status.PLANNED:
        return event
    return dataclasses.replace(event, type="AGREE", mode=None, cameo=MEETING_CAMEO)


def _with_codes(scene: Scene, event: Event) -> Event:
    """Return the event with CAMEO code, contexts and scores, all from the words of its evidence."""
    tokens = scene.analysis.tokens_in(event.evidence.span)
    lemmas = {lemma.lower() for lemma in scene.analysis.lemmas[slice(*tokens)]} if tokens else set()
    cameo = event.cameo or event_codes.cameo_of(event.type, event.mode, lemmas)
    scores = event_codes.scores_of(event.type, event.mode, cameo)
    return dataclasses.replace(
        event,
        cameo=cameo,
        contexts=event_codes.contexts_of(lemmas),
        goldstein=scores.goldstein,
        plover_score=scores.plover,
        quad_plover=scores.quad_plover,
        quad_cameo=scores.quad_cameo,
    )


def _reported_by(statements: tuple[Statement, ...], trigger: Span) -> Statement | None:
    """Return the statement in whose content or cue the trigger stands, the shortest such content first."""
    holding = [
        (len(piece.span), number)
        for number, statement in enumerate(statements)
        for piece in (*statement.content, *((statement.cue,) if statement.cue else ()))
        if piece.span.overlaps(trigger)
    ]
    return statements[min(holding)[1]] if holding else None
