"""Cursors: where a list goes on, as one word that an address can hold."""

from __future__ import annotations

import base64
import json
from datetime import date

from dateline.store.listing import Place

MAX_CURSOR = 400


class UnknownCursorError(LookupError):
    """A cursor that no list of ours gave."""


def packed(*parts: str | int) -> str:
    """Return a cursor."""
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def _parts(cursor: str, *types: type) -> list[str | int]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        parts = json.loads(raw)
    except ValueError as error:
        raise UnknownCursorError(cursor) from error
    if not isinstance(parts, list) or [type(part) for part in parts] != list(types):
        raise UnknownCursorError(cursor)
    return parts


def place(cursor: str | None) -> Place | None:
    """
    Return after which record a list goes on.

    Raises:
        UnknownCursorError: it is none of ours.
    """
    if cursor is None:
        return None
    day, name = (str(part) for part in _parts(cursor, str, str))
    try:
        return Place(date.fromisoformat(day).isoformat(), name)
    except ValueError as error:
        raise UnknownCursorError(cursor) from error


def pair(cursor: str | None) -> tuple[str, str] | None:
    """
    Return after which pair of states a list goes on.

    Raises:
        UnknownCursorError: it is none of ours.
    """
    if cursor is None:
        return None
    first, second = (str(part) for part in _parts(cursor, str, str))
    return first, second


def offset(cursor: str | None, *, most: int) -> int:
    """
    Return how many hits were shown already.

    Raises:
        UnknownCursorError: it is none of ours.
    """
    if cursor is None:
        return 0
    (seen,) = (int(part) for part in _parts(cursor, int))
    if not 0 <= seen <= most:
        raise UnknownCursorError(cursor)
    return seen
