"""How much two events look like reports of one occurrence, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.records import Precision, Status
from dateline.stages.episode.lexicon import alike

if TYPE_CHECKING:
    from dateline.stages.episode.sighting import Sighting

PLANS = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
ONE_WAR = 400  # days
MONTH = 31  # days


@dataclass(frozen=True, slots=True)
class Options:
    """
    How strictly reports are merged.

    Chosen on the gold events of the seeds and the stories: docs/decisions/0062-linking.md
    """

    window_days: int = 21  # days between the tellings of one undated act
    threshold: float = 0.5  # least likeness of reports in two stories
    threshold_within: float = 0.8  # the same inside one story, whose records are distinct acts already
    bloc: int = 64  # reports in a block of a month from which on only those that share a word or a day are compared
    words: int = 24  # reports of the same sides that tell a word, from which on the word is no reason to compare
    few: int = 16  # acts of one type of two sides without a day, up to which one word in common is a reason to compare


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two events are, 0 to 1, with the reasons."""

    score: float
    reasons: tuple[str, ...]


def likeness(one: Sighting, other: Sighting, options: Options) -> Likeness | None:
    """Return how alike two events are, or None where they cannot be one occurrence."""
    if one.group != other.group or not alike(one.event.type, other.event.type):
        return None
    parties, days = _parties(one, other), _days(one, other, options)
    if parties is None or days is None:
        return None
    # Background has no day that could tell one act from the next: the word for the kind of act is no evidence there.
    kind = one.trigger & other.trigger if one.background or other.background else frozenset()
    words = _dice(one.words - kind, other.words - kind)
    if not words and (len(one.parties & other.parties) < 2 or _unlike_background(one, other)):  # noqa: PLR2004 - a pair of sides
        return None
    score = 0.30 * parties + 0.15 * days + 0.55 * min(1.0, 1.6 * words) + _adjustment(one, other)
    shared = ", ".join(sorted(one.words & other.words - kind))
    reasons = (
        f"parties {parties:.1f}: {', '.join(sorted(one.parties & other.parties))}",
        f"days {days:.1f}",
        f"words {words:.2f}: {shared or 'none'}",
        f"types {one.event.type}, {other.event.type}",
    )
    return Likeness(max(0.0, min(1.0, score)), reasons)


def _unlike_background(one: Sighting, other: Sighting) -> bool:
    """Return whether background without a word in common is another act: all but the same fighting, told within a year."""
    if one.background != other.background:
        return True
    if not one.background:
        return False
    if one.event.type != "ASSAULT" or other.event.type != "ASSAULT":
        return True
    first, second = one.told, other.told
    if first is None or second is None or first.start is None or second.start is None:
        return False
    return abs((first.start - second.start).days) > ONE_WAR


def _month_apart(one: Sighting, other: Sighting) -> bool:
    """Return whether one names a month of an unknown year, and the other has days that are not in it."""
    when = other.event.when
    if one.month is None or when is None or when.start is None or when.end is None:
        return False
    return when.start.month != one.month or (when.end - when.start).days > MONTH


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words in common."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _parties(one: Sighting, other: Sighting) -> float | None:
    """Return how well the sides agree: 1 the same roles, less for the same sides in other roles or some sides missing."""
    if one.actors == other.actors and one.recipients == other.recipients:
        return 1.0
    if one.parties == other.parties:
        symmetric = not one.recipients or not other.recipients
        return 0.9 if symmetric else (0.4 if one.group == "planned" else None)
    if not one.actors & other.actors:
        return None
    smaller = min(one.parties, other.parties, key=len)
    if smaller <= (one.parties & other.parties):
        return 0.7 if len(smaller) > 1 else 0.5
    return 0.4 if len(one.parties & other.parties) > 1 else None


def _days(one: Sighting, other: Sighting, options: Options) -> float | None:
    """Return how well the days agree; None where they are apart."""
    window = timedelta(days=options.window_days)
    (start, end), (first, last) = one.days(window), other.days(window)
    slack = timedelta(days=1)
    if (start and last and start - slack > last) or (first and end and first - slack > end):
        return None
    if _month_apart(one, other) or _month_apart(other, one):
        return None
    when, then = one.event.when, other.event.when
    if when and then:
        if when.precision is Precision.DAY and then.precision is Precision.DAY:
            return 1.0 if when.shares_a_day(then) else 0.3
        return 0.8 if when.shares_a_day(then) else None
    if one.background and other.background:
        return 0.7
    return 0.4


def _adjustment(one: Sighting, other: Sighting) -> float:
    """Return what type, mode, persons and place add or take."""
    total = 0.0
    if one.event.type != other.event.type:
        total -= 0.15
    elif not one.spoken:
        total += 0.15  # deeds of one type between the same sides at one time are few
    if one.event.mode and other.event.mode:
        total += 0.05 if one.event.mode == other.event.mode else -0.1
    if one.persons and other.persons:
        total += 0.05 if one.persons & other.persons else -0.2
    if one.named - other.named and other.named - one.named and one.event.status not in PLANS:
        total -= 0.4 if one.story.id == other.story.id else 0.1  # another person on one side: another meeting
    place, where = one.event.place, other.event.place
    if place and where and place.name != where.name:
        total -= 0.1
    return total


def told(one: Sighting) -> tuple[date, str]:
    """Return what reports are ordered by: the day they were told, then their id."""
    return one.story.published or date.max, one.event.id
