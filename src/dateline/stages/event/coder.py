"""Code events: the acts that a story tells, each from its own trigger."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.codebook import event_codes
from dateline.records import ActorKind, Event, EventId, Status, cite, record_id
from dateline.stages.event import charges, clause, dating, involved, parties, plans, repeats, status, where
from dateline.stages.event.candidate import LIKELY, Candidate, likely

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.actors import Cast
    from dateline.language.analysis import Analysis
    from dateline.records import Actor, ActorId, Citation, Interval, Mention, Statement, Story
    from dateline.spans import Span

    Mark = tuple[str, ActorId | None]  # a type of acts, with an actor

FUTURE_MEETING = "CONSULT"  # PLOVER: planned, it is an AGREE
MEETING_CAMEO = "036"

# Share of the chance of a record: acts that the words alone make less likely are not coded at all.
FAINT = 0.4


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
    chance: float  # that a reader tells it so

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
    return scene, list(_known(scene, candidates))


def _of_weight(analysis: Analysis, acts: list[KnownAct], chance: float) -> list[KnownAct]:
    """
    Return the acts that may be told: the likely, and of the others those that bear on them.

    Those are denials, and what may be a further mention of a likely act, or of a further mention of it: it shares an actor.
    """
    marked = [(act, act.marks, act.chance >= chance) for act in acts]
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


def _known(scene: Scene, candidates: Sequence[Candidate]) -> Iterator[KnownAct]:
    """Yield the candidates with who takes part in them, without those in which no known actor does."""
    placed = [cite(scene.story, scene.analysis.span(*candidate.trigger)) for candidate in candidates]
    said = [_reported_by(scene.told, trigger.span) for trigger in placed]
    asked = _evidence(scene.parties, candidates, said)
    shared = involved.shipped().sharings(asked, scene.known)
    for candidate, trigger, statement, sharing in zip(candidates, placed, said, shared, strict=True):
        sides = _sides(scene, candidate, sharing)
        if sides is not None:
            yield KnownAct(candidate, trigger, statement, sides, sharing.chance)


def evidence(
    story: Story, analysis: Analysis, statements: tuple[Statement, ...], cast: Cast, candidates: Sequence[Candidate]
) -> list[parties.Evidence]:
    """Return what speaks for whom in each of some candidates of a story, as `code` asks it."""
    told = _told(statements)
    said = [_reported_by(told, analysis.span(*candidate.trigger)) for candidate in candidates]
    return _evidence(parties.Parties(story, analysis, cast), candidates, said)


def _evidence(
    taking: parties.Parties, candidates: Sequence[Candidate], said: Sequence[Statement | None]
) -> list[parties.Evidence]:
    return [
        taking.evidence(candidate, statement.speakers if statement else ())
        for candidate, statement in zip(candidates, said, strict=True)
    ]


def _sides(scene: Scene, candidate: Candidate, sharing: involved.Sharing) -> Sides | None:
    """Return who takes part in an act, or None where too few do who are known and may."""
    actors, recipients = _mentions(sharing.actors), _mentions(sharing.recipients)
    taking = tuple(
        scene.known[mention.actor] for mention in (*actors, *recipients) if mention.actor and mention.actor in scene.known
    )
    if not actors or not _may_act(taking):
        return None
    return _shaped(candidate, Sides(actors, recipients, frozenset(mention.actor for mention in actors)))


def _mentions(taking: tuple[involved.Taking, ...]) -> tuple[Mention, ...]:
    """Return the mentions in text order."""
    return tuple(sorted((one.known.mention for one in taking), key=lambda mention: mention.citation.span))


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
        confidence=act.chance,
        cameo=cameo,
        contexts=event_codes.contexts_of(lemmas),
        goldstein=scores.goldstein,
        plover_score=scores.plover,
        quad_plover=scores.quad_plover,
        quad_cameo=scores.quad_cameo,
    )


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
