"""The words that decide to which act a day belongs."""

from __future__ import annotations

from functools import cache

from dateline.codebook import rows

KINDS = ("apart", "off", "since", "together", "telling", "lasting", "superlative", "stay")


@cache
def _table() -> dict[str, frozenset[str]]:
    return {row.one_of("kind", KINDS): frozenset(row.words("lemmas")) for row in rows.read("day_words")}


def day_words(kind: str) -> frozenset[str]:
    """
    Return the lemmas of one kind, in lower case; day_words.csv explains each kind.

    Raises:
        CodebookError: a row is wrong; the message names file and line.
    """
    return _table()[kind]
