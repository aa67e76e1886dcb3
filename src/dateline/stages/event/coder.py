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
    from collections.abc import Mapping

    from dateline.actors import Cast
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Actor, ActorId, Citation, Interval, Mention, Statement, Story
    from dateline.spans import Span

    Mark = tuple[str, ActorId | None]  # a type of acts, with an actor

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
    told: tuple[Worded, ...]
    parties: parties.Parties
    dated: tuple[tuple[Span, Interval], ...]
    known: Mapping[ActorId, Actor]
    acts: frozenset[int]  # the head words of all candidates


@dataclass(frozen=True, slots=True)
class Worded:
    """Words of a statement, its content or its cue."""

    span: Span
    size: int
    number: int  # of the statement
    statement: Statement


@dataclass(frozen=True, slots=True)
class Sides:
    """Who takes part in an act."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    doers: frozenset[ActorId | None]  # whom the words name as actors: of a meeting all parties are


@dataclass(frozen=True, slots=True, eq=False)
class KnownAct:
    """A candidate in which a known actor takes part."""

    candidate: Candidate
    trigger: Citation
    statement: Statement | None  # that tells it
    sides: Sides

    @property
    def marks(self) -> frozenset[Mark]:
        """Return what two mentions of one act share at least one of: its type, with an actor."""
        kind = "AGREE" if self.candidate.type == FUTURE_MEETING else self.candidate.type  # planned, it is one
        return frozenset((kind, mention.actor) for mention in self.sides.actors)


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
    scene, acts = _acts(story, analysis, statements, cast, FAINT * chance)
    found = tuple(_event(scene, act) for act in _of_weight(analysis, acts, chance))
    told = charges.settle(analysis, found, chance)
    exact = tuple(plans.made_exact(analysis, event, scene.dated) for event in told)
    outward = tuple(_outward(event, scene.known) for event in exact)
    # Only now: what is told twice is as sure as its surer report, and acts that are none of the record still have their own days.
    kept = (event for event in repeats.merged(outward) if event.confidence >= chance)
    return tuple(sorted(kept, key=lambda event: event.trigger.span))


def coded(
    story: Story, analysis: Analysis, statements: tuple[Statement, ...], cast: Cast, chance: float = 0.0
) -> tuple[Scene, tuple[Event, ...]]:
    """Return the story as the coder sees it, and each candidate of some chance in which a known actor takes part as an event."""
    scene, acts = _acts(story, analysis, statements, cast, chance)
    return scene, tuple(_event(scene, act) for act in acts)


def _acts(
    story: Story, analysis: Analysis, statements: tuple[Statement, ...], cast: Cast, chance: float
) -> tuple[Scene, list[KnownAct]]:
    """Return the story as the coder sees it, and the candidates of some chance in which a known actor takes part."""
    candidates = likely(analysis, chance)
    heads = frozenset(analysis.head_of(candidate.trigger) for candidate in candidates)
    known = {actor.id: actor for actor in cast.actors}
    taking = parties.Parties(story, analysis, cast)
    scene = Scene(story, analysis, _told(statements), taking, dating.dates(story), known, heads)
    return scene, [act for candidate in candidates if (act := _act(scene, candidate)) is not None]


def _of_weight(analysis: Analysis, acts: list[KnownAct], chance: float) -> list[KnownAct]:
    """
    Return the acts that may be told: the likely, and of the others those that bear on them.

    Those are denials, and what may be a further mention of a likely act, or of a further mention of it: it shares an actor.
    """
    marked = [(act, act.marks, act.candidate.score >= chance) for act in acts]
    reached = frozenset(mark for _, marks, is_likely in marked if is_likely for mark in marks)
    while (wider := reached.union(*(marks for _, marks, _ in marked if not marks.isdisjoint(reached)))) != reached:
        reached = wider
    return [act for act, marks, _ in marked if not marks.isdisjoint(reached) or charges.denies(analysis, act.candidate.trigger)]


def _outward(event: Event, known: Mapping[ActorId, Actor]) -> Event:
    """Return the event without the very state that its actors act for among its recipients."""
    taken = {mention.actor for mention in event.actors}
    own = parties.own_states(tuple(actor for name, actor in known.items() if name in taken))
    if not any(one.actor in own for one in event.recipients):
        return event
    return dataclasses.replace(event, recipients=tuple(one for one in event.recipients if one.actor not in own))


def _act(scene: Scene, candidate: Candidate) -> KnownAct | None:
    """Return a candidate with who takes part in it, or None where no known actor does."""
    trigger = cite(scene.story, scene.analysis.span(*candidate.trigger))
    statement = _reported_by(scene.told, trigger.span)
    sides = _sides(scene, candidate, statement)
    return KnownAct(candidate, trigger, statement, sides) if sides else None


def _sides(scene: Scene, candidate: Candidate, statement: Statement | None) -> Sides | None:
    """Return who takes part in an act, or None where too few do who are known and may."""
    actors = (
        scene.parties.named(candidate.actors) or scene.parties.first(candidate.maybe_actors) or _speakers(candidate, statement)
    )
    if not actors:
        return None
    doers = frozenset(mention.actor for mention in actors)
    receiving = _not_where(scene.analysis, candidate)
    recipients = tuple(mention for mention in scene.parties.named(receiving, hosts=True) if mention.actor not in doers)
    met = candidate.type == FUTURE_MEETING and len(actors) > 1  # all are there: what else the words name is where or why
    recipients = recipients or (
        () if met else scene.parties.first(candidate.maybe_recipients, doers) or scene.parties.below(candidate.trigger, doers)
    )
    involved = tuple(
        scene.known[mention.actor] for mention in (*actors, *recipients) if mention.actor and mention.actor in scene.known
    )
    return _shaped(candidate, Sides(actors, recipients, doers)) if _may_act(involved) else None


def _event(scene: Scene, act: KnownAct) -> Event:
    """Return the event of an act: whether and when and where it happened, and its codes."""
    analysis, story = scene.analysis, scene.story
    candidate, statement, sides = act.candidate, act.statement, act.sides
    evidence = cite(story, clause.evidence(analysis, candidate.trigger, (*candidate.actors, *candidate.recipients)))
    state, deciding = status.decided(analysis, candidate)
    told = dating.Told(candidate.trigger, evidence.span, state, story.published)
    when = dating.date_of(analysis, told, scene.dated, scene.acts) or dating.said(
        analysis, told, candidate.type, statement, sides.doers
    )
    visit = candidate.mode == "visit" or candidate.type == "AGREE"
    kind, mode, code = _planned_meeting(candidate, state)
    lemmas = _lemmas(analysis, evidence.span)
    cameo = code or event_codes.cameo_of(kind, mode, lemmas)
    scores = event_codes.scores_of(kind, mode, cameo)
    return Event(
        id=EventId(record_id("event", act.trigger)),
        story=story.id,
        type=kind,
        mode=mode,
        status=status.dated(state, when, story.published),
        actors=sides.actors,
        recipients=sides.recipients,
        trigger=act.trigger,
        evidence=evidence,
        when=when,
        announced=dating.announced(analysis, told, scene.dated) or dating.plan_told(told, statement, sides.doers),
        place=where.place_of(story, analysis, candidate.trigger, evidence.span, visit=visit),
        statement=statement.id if statement else None,
        status_words=tuple(cite(story, analysis.span(word, word + 1)) for word in deciding),
        confidence=candidate.score,
        cameo=cameo,
        contexts=event_codes.contexts_of(lemmas),
        goldstein=scores.goldstein,
        plover_score=scores.plover,
        quad_plover=scores.quad_plover,
        quad_cameo=scores.quad_cameo,
    )


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


def _shaped(candidate: Candidate, sides: Sides) -> Sides | None:
    """
    Return the parties of an act as its kind wants them, or None where too few are known.

    Talks, calls and other meetings have all parties as actors, at least two; a visit has a visitor and a host.
    """
    if candidate.type != "CONSULT" or candidate.mode == "third-party":
        return sides
    if candidate.mode == "visit":
        return sides if sides.recipients else None
    together = (*sides.actors, *sides.recipients)
    return Sides(together, (), sides.doers) if len(together) > 1 else None


def _planned_meeting(candidate: Candidate, state: Status) -> tuple[str, str | None, str | None]:
    """Return the type, mode and CAMEO code of an act; a meeting still to come is the agreement to hold it."""
    if candidate.type == FUTURE_MEETING and state is Status.PLANNED:
        return "AGREE", None, MEETING_CAMEO
    return candidate.type, candidate.mode, candidate.cameo


def _lemmas(analysis: Analysis, span: Span) -> set[str]:
    """Return the lemmas of some words in lower case."""
    tokens = analysis.tokens_in(span)
    return {lemma.lower() for lemma in analysis.lemmas[slice(*tokens)]} if tokens else set()


def _told(statements: tuple[Statement, ...]) -> tuple[Worded, ...]:
    """Return the words of all statements."""
    return tuple(
        Worded(piece.span, len(piece.span), number, statement)
        for number, statement in enumerate(statements)
        for piece in (*statement.content, *((statement.cue,) if statement.cue else ()))
    )


def _reported_by(told: tuple[Worded, ...], trigger: Span) -> Statement | None:
    """Return the statement in whose content or cue the trigger stands, the shortest such content first."""
    start, end = trigger.start, trigger.end
    holding = [piece for piece in told if piece.span.start < end and start < piece.span.end]
    return min(holding, key=lambda piece: (piece.size, piece.number)).statement if holding else None
