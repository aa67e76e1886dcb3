"""What a record may be asked by, as keywords: closed lists as their values, days as dates or text."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from dateline.errors import UsageError
from dateline.store.search import Kind, Order, Search

if TYPE_CHECKING:
    from collections.abc import Mapping

Choice = TypeVar("Choice", bound=StrEnum)


class _Days(TypedDict, total=False):
    since: date | str | None
    until: date | str | None


class TimelineAsked(_Days, total=False):
    """What a timeline may be narrowed to."""

    type: str | None
    status: str | None


class StatementsAsked(_Days, total=False):
    """What statements may be asked by."""

    by: str | None
    about: str | None
    to: str | None
    contains: str | None
    outlet_country: str | None
    limit: int | None


class EventsAsked(_Days, total=False):
    """What events may be asked by."""

    by: str | None
    to: str | None
    type: str | None
    status: str | None
    limit: int | None


class SearchAsked(_Days, total=False):
    """What a search may be narrowed to."""

    kind: str | None
    by: str | None
    about: str | None
    to: str | None
    country: str | None
    outlet_country: str | None
    order: str
    limit: int
    offset: int


def search_of(words: str, asked: Mapping[str, Any]) -> Search:
    """Return the search that words and keywords make."""
    given = with_days(asked)
    for name, sort in (("kind", Kind), ("order", Order)):
        if given.get(name) is not None:
            given[name] = one_of(sort, given[name], name)
    return Search(words, **given)


def one_of(sort: type[Choice], value: str, name: str) -> Choice:
    """
    Return the member of a closed list that has a value.

    Raises:
        UsageError: there is none.
    """
    try:
        return sort(value)
    except ValueError as error:
        message = f"{name} {value}: there are {', '.join(sort)}"
        raise UsageError(message) from error


def with_days(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was asked with its days as days."""
    return {name: as_day(value) if name in ("since", "until") else value for name, value in asked.items()}


def as_day(given: date | str | None) -> date | None:
    """
    Return a day that is given as one or as text.

    Raises:
        UsageError: the text is no day.
    """
    if given is None or isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        message = f"{given!r} is no day. Write it like 2023-12-31"
        raise UsageError(message) from error
