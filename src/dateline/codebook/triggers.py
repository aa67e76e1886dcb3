"""The words that name political acts, and what they are coded as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.codebook import rows


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way in which a word names an act; one of `objects` must stand below it, or beside a noun, where there are any."""

    lemma: str
    pos: str
    objects: frozenset[str]
    type: str
    mode: str | None
    cameo: str | None


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """
    Return the triggers by lemma and part of speech, those with a condition first.

    Raises:
        CodebookError: a row is wrong; the message names file and line.
    """
    table: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows.read("triggers"):
        trigger = Trigger(
            row.text("lemma"),
            row.one_of("pos", ("VERB", "NOUN")),
            frozenset(row.words("objects")),
            row.text("type"),
            row.maybe("mode"),
            row.maybe("cameo"),
        )
        table.setdefault((trigger.lemma, trigger.pos), []).append(trigger)
    return {key: tuple(sorted(several, key=lambda trigger: not trigger.objects)) for key, several in table.items()}
