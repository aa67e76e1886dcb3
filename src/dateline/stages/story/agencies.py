"""The names by which news agencies sign: what stands in the brackets of a dateline, behind a byline, under a picture."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline import codebook
from dateline.codebook import rows

_UNKNOWN = re.compile(r"[A-Z][A-Za-z]{1,14}(?: [A-Z][A-Za-z]{1,14}){0,2}")
_NO_AGENCY = ("left", "right", "centre", "center", "photo", "video", "file", "update", "see ", "us", "uk", "un")
_STAFF = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|bureau|desk|news agency|agency|newswires?)\b\.?", re.IGNORECASE
)


@lru_cache(maxsize=4)
def _agencies(book: codebook.Codebook) -> dict[str, str]:
    """Return how the outlets that sign reports are credited, by each of their names, folded to lower case."""
    names: dict[str, str] = {}
    for row in rows.read("outlets"):
        if credit := row.maybe("credit"):
            known = row.words("surfaces") if row.flag("agency") else ()  # "BBC News" behind a name is an employer, no source
            names |= {name.casefold(): credit for name in (credit, *row.words("signs"), *known)}
    known_before = frozenset(codebook.packaged().outlets)
    for outlet in book.outlets:
        if outlet.agency and outlet not in known_before:  # what a user adds signs with its name
            names |= {name.casefold(): outlet.name for name in (outlet.name, *outlet.surfaces)}
    return names


def agency_named(text: str) -> str | None:
    """Return the agency that text names and nothing else ('The Associated Press', 'AFP Staff Writers'), or None."""
    return _agency_named(text, codebook.load())


@lru_cache(maxsize=4096)
def _agency_named(text: str, book: codebook.Codebook) -> str | None:
    name = " ".join(text.strip(" ()[]/.,|").split())
    known = _agencies(book).get(name.casefold())
    if known and (not name.islower() or name.casefold() == known):
        return known
    bare = _STAFF.sub("", name).strip(" ,")
    return _agencies(book).get(bare.casefold()) if bare and bare != name else None


def agency_in_brackets(text: str) -> str | None:
    """Return the agency in a dateline's brackets; one that is not in the table is taken as it is written."""
    for part in re.split(r"[/,]| and ", text):
        known = agency_named(part)
        if known:
            return known
    return text if _UNKNOWN.fullmatch(text) and not text.casefold().startswith(_NO_AGENCY) else None


def trailing_agency(text: str) -> tuple[str, str | None]:
    """Split 'Jane Doe Associated Press' into the words before the agency and the agency."""
    words = text.split()
    for length in (3, 2, 1):
        if len(words) > length + 1:
            tail = " ".join(words[-length:])
            known = agency_named(tail)
            if known and tail not in {"Trend", "Petra", "Mena", "Hina", "Sana", "Ria", "Ani", "Spa", "Ana"}:
                return " ".join(words[:-length]).rstrip(" ,|/-"), known
    return text, None
