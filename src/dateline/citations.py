"""Find every citation that a record rests on, however deep it stands, and check it against the story."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.records import Citation, Event, Figure, Mention, Statement, Tenure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.records import StoryId

Record = Statement | Event | Tenure | Figure
Cited = Record | Mention
_PLAIN = (str, int, float, date, type(None))  # what holds nothing else


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def citations(record: object) -> tuple[Citation, ...]:
    """Return the citations inside a record, in the order of its fields."""
    found: list[Citation] = []
    _gather(record, found)
    return tuple(found)


def _gather(value: object, found: list[Citation]) -> None:
    if isinstance(value, Citation):
        found.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _gather(part, found)
    elif not isinstance(value, _PLAIN) and dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in _fields(type(value)):
            _gather(getattr(value, name), found)


def check(record: Cited, texts: Mapping[StoryId, str]) -> None:
    """
    Compare every citation of a record with the text that it points into.

    Args:
        record: what is to be kept.
        texts: the texts of the stories at hand, by id; a story that is missing counts as empty.

    Raises:
        MisquoteError: a citation's words do not stand where it says.
    """
    for citation in citations(record):
        citation.check(texts.get(citation.story, ""))
