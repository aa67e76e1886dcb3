"""What two sides announced, dispute and meet over, and how their ties changed: asked of a record, as rows with their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline import codebook, tabular
from dateline.records import ActorKind, Period
from dateline.stages import dyad, episode
from dateline.store import pairs, relations, singles
from dateline.store.questions import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dateline.records import Actor, ActorId, Citation, DyadCount, Episode, StoryId
    from dateline.store import Head, Reader

Row = dict[str, Any]  # the edge: what is printed


@dataclass(frozen=True, slots=True)
class Course:
    """One direction of a pair, period by period, with what changed."""

    counts: tuple[DyadCount, ...]
    changes: tuple[dyad.Change, ...]
    ruptures: tuple[dyad.Rupture, ...]


# ------------------------------------------------------------------ questions
def between(reader: Reader, first: str, second: str | None = None) -> tuple[Episode, ...]:
    """Return all episodes of two sides, or of one; a bloc stands for its members."""
    members = [_members(name) for name in (first, second) if name is not None]
    if second is not None and all(members):
        return pairs.every(reader, pairs.Sides(*members), most=10**9)
    return reader.timeline(Timeline(first, second))


def ledger(reader: Reader, first: str, second: str | None = None, *, today: date) -> tuple[episode.Entry, ...]:
    """
    Return what two sides announced, and what became of it.

    Args:
        reader: the record.
        first: a state's code, a bloc's name, or an actor's code or name.
        second: the other; None: with anybody.
        today: the day from which on a plan for an earlier one is overdue.
    """
    found = between(reader, first, second)
    return episode.ledger(found, actors=reader.actors(), told=relations.first_told(reader), today=today)


def disputes(reader: Reader, first: str, second: str | None = None) -> tuple[episode.Dispute, ...]:
    """Return the charges between two sides with what was said against them."""
    found = between(reader, first, second)
    charges = [one for one in found if episode.charges(one)]
    events = relations.events(reader, [report.event for one in charges for report in one.reports])
    return episode.disputes(found, events=events, replies=singles.pointing_to(reader, [one.id for one in charges]))


def meetings(reader: Reader, first: str, second: str) -> tuple[dyad.Meeting, ...]:
    """Return who of two sides met whom, when and how."""
    corpus = dyad.Corpus({}, {}, reader.actors(), blocs=_blocs())
    return dyad.meetings(between(reader, first, second), corpus=corpus, sides=(first, second))


def courses(reader: Reader, first: str, second: str, *, period: Period = Period.MONTH) -> tuple[Course, Course]:
    """Return how each of two sides acted toward the other, with the changes and the points from which on the rate is another."""
    quads = {name: one.quad for name, one in codebook.load().types.items()}
    sides = pairs.Sides(_members(first) or (first,), _members(second) or (second,))
    found = []
    for names, turned in (((first, second), sides), ((second, first), sides.turned())):
        counts = pairs.series(reader, turned, names=names, period=period, quads=quads)
        found.append(Course(counts, dyad.changes(counts), dyad.ruptures(counts)))
    return found[0], found[1]


def claims(reader: Reader, first: str, second: str, *, known: tuple[Course, Course] | None = None) -> tuple[dyad.Claim, ...]:
    """
    Return the claims that the ties of two sides got better or worse, each beside what was measured in its time.

    Args:
        reader: the record.
        first: a state's code or a bloc's name.
        second: the other.
        known: their courses by months or shorter periods; None: they are asked for.
    """
    forth, back = known or courses(reader, first, second)
    stories, mentions = relations.naming(reader, _members(first) or (first,), _members(second) or (second,))
    corpus = dyad.Corpus({}, {}, reader.actors(), blocs=_blocs())
    series = (*forth.counts, *back.counts)
    return dyad.claims(stories, mentions=mentions, corpus=corpus, sides=(first, second), series=series)


def _blocs() -> Mapping[str, frozenset[str]]:
    return {bloc.name: frozenset(bloc.members) for bloc in codebook.load().blocs}


def _members(name: str) -> tuple[str, ...]:
    """Return the states that a side stands for; none where it is another actor."""
    bloc = _blocs().get(name)
    return tuple(sorted(bloc)) if bloc else (name,) if name in codebook.load().states else ()


# ------------------------------------------------------------------ rows
@dataclass(frozen=True, slots=True)
class Sources:
    """Where the words of some episodes stand."""

    actors: Mapping[ActorId, Actor]
    heads: Mapping[StoryId, Head]

    @classmethod
    def of(cls, reader: Reader, episodes: Iterable[Episode]) -> Sources:
        """Return what is needed to cite episodes."""
        return cls(reader.actors(), reader.heads(report.story for one in episodes for report in one.reports))

    def cited(self, citation: Citation, name: str = "") -> Row:
        """Return the words of a citation and where they stand."""
        head = self.heads.get(citation.story)
        told = head.published.isoformat() if head and head.published else None
        return {f"{name}evidence": citation.quote, f"{name}story": citation.story, f"{name}page": head.path if head else None,
                f"{name}published": told}  # fmt: skip

    def names(self, ids: Iterable[ActorId]) -> str:
        """Return names in one cell."""
        return tabular.SEPARATOR.join(self.actors[name].name for name in ids if name in self.actors)


_LEDGER_COLUMNS = (
    "fate due delay plan what actors recipients first_day last_day "
    "reports evidence story page published outcome outcome_what outcome_first_day outcome_evidence "
    "outcome_story outcome_page outcome_published "
)
LEDGER = tuple(_LEDGER_COLUMNS.split())


def ledger_row(entry: episode.Entry, sources: Sources) -> Row:
    """Return an announcement as one flat row."""
    plan, outcome = entry.plan, entry.outcome
    return {
        "fate": entry.fate.value,
        "due": entry.due.isoformat() if entry.due else None,
        "delay": entry.delay,
        "plan": plan.id,
        "what": plan.what,
        "actors": sources.names(plan.actors),
        "recipients": sources.names(plan.recipients),
        **_days(plan),
        "reports": len(plan.reports),
        **sources.cited(plan.reports[0].evidence),
        "outcome": outcome.id if outcome else None,
        "outcome_what": outcome.what if outcome else None,
        "outcome_first_day": _days(outcome)["first_day"] if outcome else None,
        **(sources.cited(outcome.reports[0].evidence, "outcome_") if outcome else {}),
    }


_DISPUTES_COLUMNS = (
    "charge what type status accusers accused first_day last_day reports "
    "evidence story page published denied denied_by denial denial_evidence denial_story "
    "denial_page denial_published answers "
)
DISPUTES = tuple(_DISPUTES_COLUMNS.split())


def dispute_row(dispute: episode.Dispute, sources: Sources) -> Row:
    """Return a charge as one flat row, with the first of its denials."""
    charge, denial = dispute.charge, dispute.denials[0] if dispute.denials else None
    accusers = charge.actors if charge.type == "ACCUSE" else ()
    return {
        "charge": charge.id,
        "what": charge.what,
        "type": charge.type,
        "status": charge.status.value,
        "accusers": sources.names(accusers),
        "accused": sources.names(dispute.accused),
        **_days(charge),
        "reports": len(charge.reports),
        **sources.cited(charge.reports[0].evidence),
        "denied": bool(denial or dispute.denied_by),
        "denied_by": sources.names(dispute.denied_by),
        "denial": denial.id if denial else None,
        **(sources.cited(denial.reports[0].evidence, "denial_") if denial else {}),
        "answers": tabular.SEPARATOR.join(one.id for one in dispute.answers),
    }


_MEETINGS_COLUMNS = (
    "first_day last_day precision setting place planned first_side first_offices second_side "
    "second_offices episodes reports independent evidence story page published "
)
MEETINGS = tuple(_MEETINGS_COLUMNS.split())


def meeting_row(meeting: dyad.Meeting, sources: Sources) -> Row:
    """Return a meeting as one flat row."""
    return {
        **tabular.days_of(meeting.when),
        "setting": meeting.setting.value,
        "place": meeting.place,
        "planned": meeting.planned,
        "first_side": sources.names(meeting.first),
        "first_offices": _offices(meeting.first, meeting, sources),
        "second_side": sources.names(meeting.second),
        "second_offices": _offices(meeting.second, meeting, sources),
        "episodes": tabular.SEPARATOR.join(one.id for one in meeting.episodes),
        "reports": sum(len(one.reports) for one in meeting.episodes),
        "independent": meeting.independent,
        **sources.cited(meeting.evidence),
    }


def _offices(persons: Sequence[ActorId], meeting: dyad.Meeting, sources: Sources) -> str:
    """Return the offices that persons held on the day, as the codebook knows; empty where it does not."""
    day = meeting.when.start if meeting.when else None
    if day is None:
        return ""
    found = []
    for name in persons:
        actor = sources.actors.get(name)
        if actor and actor.kind is ActorKind.PERSON:
            holds = [one.office for one in codebook.terms_of(actor.name) if one.held_on(f"{day:%Y-%m}")]
            found.append(holds[0] if holds else "")
    return tabular.SEPARATOR.join(found)


_CHANGES_COLUMNS = "source target start episodes stories base base_periods trend "
CHANGES = tuple(_CHANGES_COLUMNS.split())


def change_rows(course: Course) -> list[Row]:
    """Return the periods of one direction, each against its base."""
    return [
        {
            "source": count.source,
            "target": count.target,
            "start": count.start.isoformat(),
            "episodes": count.episodes,
            "stories": count.stories,
            "base": round(change.base, 4) if change.base is not None else None,
            "base_periods": change.base_periods,
            "trend": change.trend.value,
        }
        for count, change in zip(course.counts, course.changes, strict=True)
    ]


def rupture_row(course: Course, rupture: dyad.Rupture) -> Row:
    """Return a change point of one direction."""
    return {
        "source": course.counts[0].source,
        "target": course.counts[0].target,
        "start": rupture.start.isoformat(),
        "before": rupture.before,
        "after": rupture.after,
        "periods_before": rupture.periods_before,
        "periods_after": rupture.periods_after,
    }


def claim_row(claim: dyad.Claim, sources: Sources) -> Row:
    """Return a claim with what was measured beside it."""
    measured = {
        f"{name}_{value}": getattr(side, value)
        for name, side in (("before", claim.before), ("during", claim.during))
        for value in ("episodes", "stories", "plover_mean", "goldstein_mean")
    }
    return {
        "direction": claim.direction.value,
        **tabular.days_of(claim.period),
        **measured,
        "borne_out": claim.borne_out,
        **sources.cited(claim.citation),
    }


def _days(one: Episode) -> Row:
    found = tabular.days_of(one.when)
    return {name: found[name] for name in ("first_day", "last_day")}
