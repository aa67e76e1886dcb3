"""Make one episode of a group of reports: what, when, status, who, and where the reports differ."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dateline.records import Disagreement, Episode, EpisodeId, Interval, Precision, Report, Status, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import Actor, ActorId, Event, EventId, Mention, StoryId
    from dateline.stages.episode.sighting import Sighting

ORDER = tuple(Precision)
LONGEST = 100  # characters of the words that tell what happened


def known(mentions: Iterable[Mention]) -> tuple[ActorId, ...]:
    """Return the actors of mentions, each once."""
    return tuple(dict.fromkeys(mention.actor for mention in mentions if mention.actor is not None))


def what(event: Event, actors: Mapping[ActorId, Actor]) -> str:
    """Return one line in plain words: who, toward whom, in the words of the report."""

    def names(mentions: Sequence[Mention]) -> str:
        found = (
            actors[one.actor].name if one.actor is not None and one.actor in actors else one.citation.quote for one in mentions
        )
        return ", ".join(dict.fromkeys(found))

    toward = names(event.recipients)
    words = " ".join(event.evidence.quote.split())
    shown = words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return f"{names(event.actors) or 'Somebody'}{f' → {toward}' if toward else ''}: {shown}"


def exactness(days: Interval) -> tuple[int, int]:
    """Return how exact an interval is, the most exact first: open ends last, then precision."""
    return (days.start is None) + (days.end is None), ORDER.index(days.precision)


def best_days(found: Sequence[Interval]) -> Interval | None:
    """Return the most exact of several intervals, the one that most agree with, then the earliest told."""
    if not found:
        return None
    finest = min(map(exactness, found))
    candidates = [days for days in found if exactness(days) == finest]
    support = [sum(days.shares_a_day(other) for other in found) for days in candidates]
    return candidates[support.index(max(support))]


def _status(members: Sequence[Sighting]) -> Status:
    """Return the status that most reports give, the first told among equals."""
    counted = Counter(one.event.status for one in members)
    return max(counted, key=lambda status: counted[status])


def _lead(members: Sequence[Sighting]) -> Sighting:
    """Return the report to quote: of the type that most give, the surer type among equals, and the first told."""
    counted = Counter(one.event.type for one in members)
    surest = {one.event.type: one.event.confidence for one in sorted(members, key=lambda one: one.event.confidence)}
    best = max(counted, key=lambda type_: (counted[type_], surest[type_]))
    return next(one for one in members if one.event.type == best)


def _written(days: Interval) -> str:
    return f"{days.start or '…'}/{days.end or '…'}"


def _disagreements(members: Sequence[Sighting]) -> tuple[Disagreement, ...]:
    """Return the fields on which reports differ: days that exclude each other, statuses, types."""
    found = []
    dated = [(one.event.when, one.event.id) for one in members if one.event.when]
    if any(not one.shares_a_day(other) for one, _ in dated for other, _ in dated):
        found.append(_disagreement("when", [(_written(days), event) for days, event in dated]))
    for field in ("status", "type"):
        values = [(str(getattr(one.event, field)), one.event.id) for one in members]
        if len({value for value, _ in values}) > 1:
            found.append(_disagreement(field, values))
    return tuple(found)


def _disagreement(field: str, values: Iterable[tuple[str, EventId]]) -> Disagreement:
    by_value: dict[str, list[EventId]] = {}
    for value, event in values:
        by_value.setdefault(value, []).append(event)
    return Disagreement(field, tuple((value, tuple(events)) for value, events in sorted(by_value.items())))


def episode(
    members: Sequence[Sighting],
    reasons: Sequence[str],
    *,
    actors: Mapping[ActorId, Actor],
    origins: Mapping[StoryId, StoryId],
) -> Episode:
    """
    Return the episode of a group of reports.

    Args:
        members: the reports, in the order of their telling; the first of the status and type that most give leads.
        reasons: why they were merged.
        actors: every actor, by id.
        origins: the story that each story is a copy of, itself if of none.
    """
    status = _status(members)
    lead = _lead([one for one in members if one.event.status is status])
    same_roles = [one for one in members if one.actors == lead.actors] or [lead]
    quoted = (lead, *(one for one in members if one is not lead))
    reports = tuple(Report(one.story.page, one.story.id, one.event.id, one.event.evidence) for one in quoted)
    return Episode(
        id=EpisodeId(digest("episode", members[0].event.id)),
        what=what(lead.event, actors),
        type=lead.event.type,
        status=status,
        actors=tuple(dict.fromkeys(actor for one in same_roles for actor in known(one.event.actors))),
        recipients=tuple(dict.fromkeys(actor for one in members for actor in known(one.event.recipients))),
        reports=reports,
        independent=len({origins.get(one.story.id, one.story.id) for one in members}),
        when=best_days([one.event.when for one in members if one.event.when]),
        announced=best_days([one.event.announced for one in members if one.event.announced]),
        place=next((one.event.place for one in members if one.event.place), None),
        mode=next((one.event.mode for one in (lead, *members) if one.event.mode and one.event.type == lead.event.type), None),
        disagreements=_disagreements(members),
        reasons=tuple(reasons),
    )
