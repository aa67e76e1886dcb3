"""
Find a place name in the gazetteer: GeoNames id, coordinates and country, where the bearer is certain.

The table (codebook/data/places.tsv) is searched where it lies: nothing is loaded but the lines that are asked for.
"""

from __future__ import annotations

import mmap
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from dateline.records import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

# A town this many times as large as the next of its name is meant without a hint. Of 239 capitals 10 finds 216 and mistakes
# two (St. John's, Stanley); 5 finds 222 and mistakes five: docs/decisions/0061-places.md
OVERWHELMING = 10
KNOWN_STATE_CITY = 500_000  # New York, Washington: the city is meant, not the state of its name


@dataclass(frozen=True, slots=True)
class Bearer:
    """One place that bears a name."""

    kind: str  # C country, S state of the USA, P town
    geonames: int
    lat: float | None
    lon: float | None
    country: str
    inhabitants: int
    name: str

    def place(self) -> Place:
        """Return the record."""
        return Place(self.name, geonames=self.geonames, lat=self.lat, lon=self.lon, country=self.country)


def fold(name: str) -> str:
    """Return a name without accents, case, marks and a leading article, as the table sorts it."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    spaced = re.sub(r"[\s\-.,'’‘`ʼʻ]+", " ", plain.casefold()).strip()
    return spaced.removeprefix("the ")


@cache
def _table() -> mmap.mmap:
    """Return the table, mapped into memory."""
    with as_file(files("dateline.codebook") / "data" / "places.tsv") as path, path.open("rb") as lines:
        return mmap.mmap(lines.fileno(), 0, access=mmap.ACCESS_READ)


def _line_start(table: mmap.mmap, place: int) -> int:
    """Return where the line that holds a byte begins."""
    return table.rfind(b"\n", 0, place) + 1


def _first(table: mmap.mmap, key: bytes) -> int:
    """Return where the first line whose name is not less than key begins: binary search over bytes."""
    low, high = 0, len(table)
    while low < high:
        start = _line_start(table, (low + high) // 2)
        end = table.find(b"\n", start)
        if table[start:end].split(b"\t", 1)[0] < key:
            low = end + 1
        else:
            high = start
    return low


def _bearer(line: bytes) -> Bearer:
    """Return what one line of the table says."""
    _, kind, geonames, lat, lon, country, inhabitants, name = line.decode("utf-8").split("\t")
    found = (float(lat) if lat else None, float(lon) if lon else None)
    return Bearer(kind, int(geonames), *found, country, int(inhabitants or 0), name)


def bearers(name: str) -> tuple[Bearer, ...]:
    """Return all places of a name, the largest first."""
    table, key = _table(), fold(name).encode()
    found = []
    start = _first(table, key) if key else len(table)
    while start < len(table):
        end = table.find(b"\n", start)
        line = table[start:end]
        if line.split(b"\t", 1)[0] != key:
            break
        found.append(_bearer(line))
        start = end + 1
    return tuple(sorted(found, key=lambda one: (-one.inhabitants, one.geonames)))


def _one(several: Sequence[Bearer], key: str) -> Bearer | None:
    """Return the bearer that is meant, or None where two may be; a name in another tongue weighs a tenth of its own."""

    def weight(bearer: Bearer) -> float:
        return bearer.inhabitants if fold(bearer.name) == key else bearer.inhabitants / OVERWHELMING

    ranked = sorted(several, key=weight, reverse=True)
    if len(ranked) < 2 or weight(ranked[0]) >= OVERWHELMING * weight(ranked[1]):  # noqa: PLR2004 - one or none
        return ranked[0] if ranked else None
    return None


@lru_cache(maxsize=4096)
def locate(name: str, country: str | None = None) -> Place | None:
    """
    Return the place of a name, or None where the table has none or more than one may be meant.

    Args:
        name: as a text has it, without the country after a comma.
        country: ISO 3166-1 alpha-3 of the country that it must lie in; None: no hint.
    """
    found = [one for one in bearers(name) if country in {None, one.country}]
    states = [one for one in found if one.kind == "C"]
    towns = [one for one in found if one.kind == "P"]
    parts = [one for one in found if one.kind == "S"]
    if states and not parts:
        return states[0].place()  # Singapore and Panama are countries before they are towns in them
    if parts and not states and not (towns and towns[0].inhabitants >= KNOWN_STATE_CITY):
        return parts[0].place()
    one = None if states else _one(towns, fold(name))
    return one.place() if one else None
