"""What a page's address asks: days, numbers of pages, choices; what cannot be is told, not guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from fastapi import Request

PER_PAGE = 40
_MOST_PAGES = 100_000


def word(request: Request, name: str) -> str:
    """Return one value of the address without blanks around it; empty where it is not given."""
    return request.query_params.get(name, "").strip()


def day(request: Request, name: str) -> date | None:
    """
    Return a day of the address; a month or year alone is its first day.

    Raises:
        UsageError: it is none.
    """
    given = word(request, name)
    if not given:
        return None
    try:
        return date.fromisoformat(given + {4: "-01-01", 7: "-01"}.get(len(given), ""))
    except ValueError as error:
        message = f"“{given}” is no day. Write one as 2024-05-31."
        raise UsageError(message) from error


def page(request: Request) -> int:
    """
    Return which page of a list is asked for, from 1.

    Raises:
        UsageError: it is no number.
    """
    given = word(request, "page") or "1"
    if not given.isdecimal() or not 1 <= int(given[:7]) <= _MOST_PAGES:
        message = f"“{given}” is no page."
        raise UsageError(message)
    return int(given)


def one_of(request: Request, name: str, known: object, default: str = "") -> str:
    """
    Return a value of the address that must be one of those known.

    Raises:
        UsageError: it is another.
    """
    given = word(request, name)
    if given and given not in known:  # type: ignore[operator]
        message = f"“{given}” is none of: {', '.join(map(str, known))}."  # type: ignore[call-overload]
        raise UsageError(message)
    return given or default
