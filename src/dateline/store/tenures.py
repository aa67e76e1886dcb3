"""What was read of an office: every tenure of it, with the day on which its story was told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import wire
from dateline.store.reader import KEPT

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from dateline.records import Actor, Tenure
    from dateline.store.questions import Head
    from dateline.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Told:
    """A tenure as a story tells it."""

    tenure: Tenure
    person: Actor
    published: date | None
    head: Head | None


def told_of(reader: Reader, titles: Collection[str], of: str) -> tuple[Told, ...]:
    """
    Return the tenures of an office that no person rejected, by the day of their story.

    Args:
        reader: the record.
        titles: the office's names, lower case.
        of: a state's code or that of an organisation ("IGO:UN"); where a text names none, the person's own counts.
    """
    found = reader.ask(
        f"""SELECT t.record, t.person, s.published, t.story FROM tenures t JOIN stories s ON s.id = t.story
        JOIN actors p ON p.id = t.person LEFT JOIN actors o ON o.id = t."of"
        WHERE t.{KEPT} AND lower(t.office) IN (SELECT unnest($1)) AND (coalesce(o.country, o.code, p.country) = $2 OR p.code = $2)
        ORDER BY s.published NULLS LAST, t.story, t.start_at, t.id""",  # noqa: S608  # names of our own
        sorted(titles),
        of,
    )
    actors = reader.actors(row[1] for row in found)
    heads = reader.heads(row[3] for row in found)
    return tuple(
        Told(wire.tenure_of(json.loads(record)), actors[person], published, heads.get(story))
        for record, person, published, story in found
    )
