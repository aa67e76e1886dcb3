"""Find every citation that a record rests on, however deep it stands, and check it against the story."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.records import Citation, Event, Figure, Mention, Statement, Tenure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.records import StoryId

Record = Statement | Event | Tenure | Figure
Cited = Record | Mention


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def citations(record: object) -> Iterator[Citation]:
    """Yield the citations inside a record, in the order of its fields."""
    if isinstance(record, Citation):
        yield record
    elif isinstance(record, tuple):
        for part in record:
            yield from citations(part)
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        for name in _fields(type(record)):
            value = getattr(record, name)
            if value is not None and not isinstance(value, (str, int, float)):
                yield from citations(value)


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
