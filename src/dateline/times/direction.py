"""Tell from the words around a bare weekday or month whether the past or the future is meant."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from dateline.times.words import Word, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

REACH = 14  # words looked at on each side: a clause of news prose
ENDS = frozenset({".", "!", "?", ";", "”", "\n"})


class Direction(IntEnum):
    """Where a bare weekday or month lies, seen from the dateline."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


def _cue(word: Word, before: str) -> Direction:
    """
    Return the direction that one word points in.

    A participle after "be" points nowhere ("should be completed in October"), "to be" ahead ("talks to be held on Friday").
    """
    known = lexicon()
    if word.text == "be" and before == "to":
        return Direction.FUTURE
    if "month" in word.worth or before == "be":
        return Direction.UNKNOWN
    text = word.text.lstrip("'’")
    if text in known.future:
        return Direction.FUTURE
    if text in known.past or (len(text) > 3 and text.endswith("ed") and text not in known.not_past):  # noqa: PLR2004 - 'red'
        return Direction.PAST
    return Direction.UNKNOWN


def _nearest(words: Sequence[Word], places: Iterable[int], first: int) -> Direction:
    """
    Return the direction of the first cue at those places before the sentence ends.

    "By" and "until" count only right before the expression; a promise points ahead only with its "to" between ("agreed to send
    on Monday", but "agreed on Monday to send").
    """
    for place in places:
        if words[place].text in ENDS:
            return Direction.UNKNOWN
        if words[place].text in lexicon().adjacent and place != first - 1:
            continue
        if words[place].text in lexicon().promising:
            return Direction.FUTURE if "to" in (word.text for word in words[place:first]) else Direction.PAST
        direction = _cue(words[place], words[place - 1].text if place else "")
        if direction:
            return direction
    return Direction.UNKNOWN


def direction(words: Sequence[Word], first: int, last: int) -> Direction:
    """
    Return where the words around an expression say that it lies.

    Args:
        words: the words of the whole text.
        first: index of the expression's first word.
        last: index after its last word.

    Method: the nearest cue to the left in the same sentence decides, else the nearest to the right: a verb in English mostly
    stands before its time ("will visit on Friday"), a time at the head of its sentence before its verb ("On Friday he will").
    """
    left = _nearest(words, reversed(range(max(0, first - REACH), first)), first)
    return left or _nearest(words, range(last, min(last + REACH, len(words))), first)
