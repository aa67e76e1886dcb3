"""A reader that sees only what is at least so sure: views that stand before the tables for one cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.records import Episode
    from dateline.store.schema import Connection

# What a person accepted, edited or added is sure, whatever the model thought of it.
_VIEWS = (
    """CREATE TEMP VIEW events AS SELECT * FROM {0}.main.events
    WHERE confidence >= {1} OR verdict IN ('accepted', 'edited', 'added')""",
    "CREATE TEMP VIEW episode_events AS SELECT * FROM {0}.main.episode_events WHERE event IN (SELECT id FROM events)",
    "CREATE TEMP VIEW episodes AS SELECT * FROM {0}.main.episodes WHERE id IN (SELECT episode FROM episode_events)",
    "CREATE TEMP VIEW episode_parties AS SELECT * FROM {0}.main.episode_parties WHERE episode IN (SELECT id FROM episodes)",
    "CREATE TEMP VIEW parties AS SELECT * FROM {0}.main.parties WHERE kind <> 'event' OR record IN (SELECT id FROM events)",
)


def confidence(value: float) -> float:
    """
    Return a lowest confidence.

    Raises:
        UsageError: it is not between 0 and 1.
    """
    if not 0.0 <= value <= 1.0:
        message = f"a confidence is between 0 and 1; asked was {value:g}"
        raise UsageError(message)
    return value


def narrow(cursor: Connection, at_least: float, *, catalog: str = "record") -> None:
    """Let questions asked of this cursor see only events of at least that confidence, and episodes with one of them."""
    for view in _VIEWS:
        cursor.execute(view.format(catalog, repr(float(at_least))))


def narrowed(episode: Episode, events: frozenset[str]) -> Episode:
    """Return the episode with the reports whose events are seen."""
    reports = tuple(report for report in episode.reports if report.event in events)
    return replace(episode, reports=reports, independent=min(episode.independent, len(reports)))
