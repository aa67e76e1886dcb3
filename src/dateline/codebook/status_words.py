"""The words that decide whether an act happened, is planned, alleged, denied or only imagined."""

from __future__ import annotations

from functools import cache

from dateline.codebook import rows

PLACES = ("self", "near", "under", "mark", "noun", "content")
STATUSES = ("occurred", "ongoing", "planned", "hypothetical", "alleged", "denied", "negated", "historical")


@cache
def status_words() -> dict[tuple[str, str], str]:
    """
    Return the status by place ("self", "near", "under", "mark", "noun", "content") and lemma.

    Raises:
        CodebookError: a row is wrong; the message names file and line.
    """
    return {
        (row.one_of("place", PLACES), lemma): row.one_of("status", STATUSES)
        for row in rows.read("status_words")
        for lemma in row.words("lemmas")
    }
