"""What the page of one actor asks: offices, statements, episodes, and with whom they deal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import wire

if TYPE_CHECKING:
    from datetime import date

    from dateline.records import Actor, ActorId, Episode, Statement, Tenure
    from dateline.store.reader import Reader

KEPT = "verdict IS DISTINCT FROM 'rejected'"
MET = "('occurred', 'ongoing', 'historical')"  # a meeting that was held


@dataclass(frozen=True, slots=True)
class Contact:
    """Another actor, and what they share."""

    actor: ActorId
    episodes: int
    meetings: int  # of type CONSULT that were held
    last: date | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office as stories tell of it."""

    tenure: Tenure  # the newest telling
    tellings: int  # stories
    first: date | None  # of the stories' days
    last: date | None


def offices(reader: Reader, actor: str, *, limit: int = 40) -> tuple[Office, ...]:
    """Return the offices that a person is told to hold, take or leave, the last told first."""
    found = reader.ask(
        f"""SELECT arg_max(t.record, coalesce(s.published, DATE '0001-01-01')), count(DISTINCT t.story),
            min(s.published), max(s.published)
        FROM tenures t JOIN stories s ON s.id = t.story WHERE t.{KEPT} AND t.person = ?
        GROUP BY t.office, t."of", t.change ORDER BY 4 DESC NULLS LAST, 2 DESC, t.office LIMIT ?""",  # noqa: S608
        actor,
        limit,
    )
    return tuple(Office(wire.tenure_of(json.loads(row[0])), *row[1:]) for row in found)


def holders(reader: Reader, actor: str, *, limit: int = 40) -> tuple[Office, ...]:
    """Return who is told to hold offices of a state or organisation, the last told first."""
    found = reader.ask(
        f"""SELECT arg_max(t.record, coalesce(s.published, DATE '0001-01-01')), count(DISTINCT t.story),
            min(s.published), max(s.published)
        FROM tenures t JOIN stories s ON s.id = t.story WHERE t.{KEPT} AND t."of" = ?
        GROUP BY t.person, t.office, t.change ORDER BY 2 DESC, 4 DESC NULLS LAST, t.person LIMIT ?""",  # noqa: S608
        actor,
        limit,
    )
    return tuple(Office(wire.tenure_of(json.loads(row[0])), *row[1:]) for row in found)


def statements(reader: Reader, actor: str, *, limit: int = 40, offset: int = 0) -> tuple[tuple[Statement, ...], int]:
    """Return what an actor said, the newest first, and how much that is in all."""
    found = reader.ask(
        f"""WITH said AS (SELECT DISTINCT record FROM parties WHERE kind = 'statement' AND role = 'speaker' AND actor = $1),
            dated AS (SELECT t.id, coalesce(t.first_day, s.published) AS day, t.story, t.start_at FROM said
                JOIN statements t ON t.id = said.record JOIN stories s ON s.id = t.story WHERE t.{KEPT}),
            few AS (SELECT *, (SELECT count(*) FROM dated) AS total FROM dated
                ORDER BY day DESC NULLS LAST, story, start_at, id LIMIT {int(limit)} OFFSET {int(offset)})
        SELECT t.record, few.total FROM few JOIN statements t ON t.id = few.id
        ORDER BY few.day DESC NULLS LAST, few.story, few.start_at, t.id""",  # noqa: S608
        actor,
    )
    return tuple(wire.statement_of(json.loads(row[0])) for row in found), found[0][1] if found else 0


def episodes(reader: Reader, actor: str, *, limit: int = 40, offset: int = 0) -> tuple[tuple[Episode, ...], int]:
    """Return what an actor took part in, the newest first, and how much that is in all."""
    found = reader.ask(
        f"""WITH mine AS (SELECT DISTINCT episode FROM episode_parties WHERE actor = $1),
            dated AS (SELECT e.id, coalesce(e.first_day, e.told_on) AS day FROM mine JOIN episodes e ON e.id = mine.episode),
            few AS (SELECT *, (SELECT count(*) FROM dated) AS total FROM dated
                ORDER BY day DESC NULLS LAST, id LIMIT {int(limit)} OFFSET {int(offset)})
        SELECT e.record, few.total FROM few JOIN episodes e ON e.id = few.id ORDER BY few.day DESC NULLS LAST, e.id""",  # noqa: S608
        actor,
    )
    return tuple(wire.episode_of(json.loads(row[0])) for row in found), found[0][1] if found else 0


def contacts(reader: Reader, actor: str, *, limit: int = 15) -> tuple[Contact, ...]:
    """Return with whom an actor deals most, those met in person or talked to first."""
    found = reader.ask(
        f"""WITH mine AS (SELECT DISTINCT episode FROM episode_parties WHERE actor = $1),
            acts AS (SELECT e.id, e.type, e.status, coalesce(e.first_day, e.told_on) AS day
                FROM mine JOIN episodes e ON e.id = mine.episode WHERE e.status NOT IN ('hypothetical', 'negated', 'denied'))
        SELECT p.actor, count(DISTINCT acts.id),
            count(DISTINCT acts.id) FILTER (acts.type = 'CONSULT' AND acts.status IN {MET}) AS met, max(acts.day)
        FROM acts JOIN episode_parties p ON p.episode = acts.id WHERE p.actor <> $1
        GROUP BY p.actor ORDER BY met DESC, 2 DESC, p.actor LIMIT $2""",  # noqa: S608
        actor,
        limit,
    )
    return tuple(Contact(*row) for row in found)


def people_of(reader: Reader, country: str, *, limit: int = 15) -> tuple[tuple[ActorId, int], ...]:
    """Return the persons and organs of a state that take part in most episodes."""
    found = reader.ask(
        """SELECT p.actor, count(DISTINCT p.episode) AS times FROM episode_parties p JOIN actors a ON a.id = p.actor
        WHERE p.country = ? AND a.kind IN ('person', 'organ') GROUP BY p.actor ORDER BY times DESC, p.actor LIMIT ?""",
        country,
        limit,
    )
    return tuple((row[0], row[1]) for row in found)


def called(reader: Reader, words: str, *, limit: int = 6) -> tuple[Actor, ...]:
    """Return the actors whose names hold some words, those that are called just so first."""
    found = reader.ask(
        """SELECT id FROM actors WHERE contains(lower(name), lower($1)) AND kind <> 'org'
        ORDER BY lower(name) = lower($1) DESC, kind = 'state' DESC, length(name), id LIMIT $2""",
        words,
        limit,
    )
    known = reader.actors(row[0] for row in found)
    return tuple(known[row[0]] for row in found)
