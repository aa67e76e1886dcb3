"""The words that name political acts, and what they are coded as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.codebook import rows

ROLES = ("", "symmetric", "visit", "host", "none", "to", "from", "with", "on", "against", "of", "for", "about", "at", "into")


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    One way in which a word names an act.

    `objects`: one of these lemmas must stand below the word (or, for a noun, beside it); empty: none needed.
    `roles`: how its parties hang on it; "" is subject and object, a preposition names the recipient's.
    """

    lemma: str
    pos: str
    objects: frozenset[str]
    type: str
    mode: str | None
    cameo: str | None
    roles: str


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
            row.one_of("roles", ROLES),
        )
        table.setdefault((trigger.lemma, trigger.pos), []).append(trigger)
    return {key: tuple(sorted(several, key=lambda trigger: not trigger.objects)) for key, several in table.items()}
