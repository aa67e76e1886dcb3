"""Split and merge episodes by hand: what a person decided is kept, and linking holds to it from then on."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline import ingest, store
from dateline.errors import UsageError
from dateline.records import Correction, CorrectionAction, digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.records import Episode

LEAST = 4  # characters of an id that may be given for the whole


def split(path: Path, episode: str, events: Sequence[str], *, who: str, why: str = "") -> Correction:
    """
    Take events out of an episode into one of their own; the rest keeps the episode's id.

    Args:
        path: the database.
        episode: the episode's id, one that led to it before, or the beginning of one.
        events: the ids of the events that are another occurrence, or their beginnings.
        who: the person.
        why: the reason, in words.

    Raises:
        UsageError: there is no such episode, it has no such event, or none would be left in it.
    """
    with store.Writer(path) as writer:
        whole = _episode(store.Reader.over(writer.connection, path), episode)
        known = [report.event for report in whole.reports]
        taken = [_one(name, known, f"event of episode {whole.id}") for name in dict.fromkeys(events)]
        rest = [name for name in known if name not in set(taken)]
        if not taken or not rest:
            message = f"episode {whole.id} has {len(known)} reports, and a split leaves some on each side"
            raise UsageError(message)
        made = _made(CorrectionAction.SPLIT, whole, who, why, events=taken, rest=rest)
        writer.correct(made)
        ingest.relink(writer)
    return made


def merge(path: Path, episode: str, other: str, *, who: str, why: str = "") -> Correction:
    """
    Make one episode of two; the id of one of them stays, and the other leads to it.

    Args:
        path: the database.
        episode: an episode's id, one that led to it before, or the beginning of one.
        other: the other's.
        who: the person.
        why: the reason, in words.

    Raises:
        UsageError: there is no such episode, or both are the same.
    """
    with store.Writer(path) as writer:
        reader = store.Reader.over(writer.connection, path)
        one, two = _episode(reader, episode), _episode(reader, other)
        if one.id == two.id:
            message = f"{episode} and {other} are one episode already: {one.id}"
            raise UsageError(message)
        events = [report.event for each in (one, two) for report in each.reports]
        made = _made(CorrectionAction.MERGE, one, who, why, events=events, **{"with": two.id})
        writer.correct(made)
        ingest.relink(writer)
    return made


def _made(action: CorrectionAction, episode: Episode, who: str, why: str, **fields: object) -> Correction:
    at = datetime.now(UTC)
    packed = tuple((name, json.dumps(value)) for name, value in sorted(fields.items()))
    return Correction(
        digest("correction", at, who, action, episode.id, packed), at, who, action, "episode", episode.id, why, packed
    )


def _episode(reader: store.Reader, name: str) -> Episode:
    found = reader.episode(name)
    if found is None and len(name) >= LEAST:
        ids = [row[0] for row in reader.ask("SELECT id FROM episodes WHERE starts_with(id, ?) ORDER BY id LIMIT 5", name)]
        found = reader.episode(_one(name, ids, "episode"))
    if found is None:
        message = f"no episode {name!r} in this record. `dateline timeline A B --json` prints the ids"
        raise UsageError(message)
    return found


def _one(name: str, known: Sequence[str], what: str) -> str:
    """Return the only id that a name is, or begins."""
    found = [each for each in known if each == name] or [each for each in known if len(name) >= LEAST and each.startswith(name)]
    if len(found) != 1:
        several = (
            f"several {what}s begin with {name!r}: {', '.join(found[:5])}. Give more of the id"
            if found
            else f"no {what} {name!r}"
        )
        raise UsageError(several)
    return found[0]
