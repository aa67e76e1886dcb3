"""
GDELT 2.0: the 61 columns of its events table, tab-separated and without a header, as its loaders expect them.

GDELT writes actors in CAMEO codes but places in FIPS 10-4: China is CHN as an actor and CH as a place. So does this.
CAMEO wants pairs: an event of several parties becomes several rows, a visit one of the visitor (042) and one of the host (043).
Such rows are marked in the crosswalk, since GDELT has no column for it. AvgTone is empty: Dateline measures no tone.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING, TypeAlias

from dateline.codebook import load
from dateline.records import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dateline.formats.coded import Coded, Party
    from dateline.records import Actor, Place

    Pair: TypeAlias = tuple[Party | None, Party | None, str]  # source, target, CAMEO code

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()  # noqa: SIM905
)
_GEO = "Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()  # noqa: SIM905  # as the codebook lists them
COLUMNS = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
COUNTRY, WORLD_CITY = "1", "4"  # GDELT's types of places
VISIT, HOST_VISIT = "042", "043"
GROUPS = {"UN": "UNO", "NATO": "NAT", "EU": "EEC", "AU": "AFU", "IMF": "IMF", "IAEA": "IAE", "OPEC": "OPC"}
ROLES = {"JRN": "MED"}  # media in CAMEO is MED, which PLOVER uses for medical


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Which Dateline event a row is, and whether it is one of several made from it."""

    row: str
    event: str
    story: str
    start: int  # of the evidence in the story's text, in code points
    end: int
    expanded: bool
    day_from: str  # "event", or "story" where the text dates only the report


def gdelt_rows(coded: Coded) -> Iterator[tuple[tuple[str, ...], Crosswalk]]:
    """
    Yield the rows of an event with their crosswalk; none where neither event nor story has a day, or there is no CAMEO code.

    Every value is text; codes keep their zeros.
    """
    event, day = coded.event, coded.day
    if day is None or event.cameo is None:
        return
    pairs = tuple(_pairs(coded))
    dated = event.when is not None and event.when.start is not None
    for number, pair in enumerate(pairs):
        name = str(int(event.id[:14], 16) * 100 + number)
        span = event.evidence.span
        crosswalk = Crosswalk(name, event.id, event.story, span.start, span.end, len(pairs) > 1, "event" if dated else "story")
        yield _row(coded, name, day, pair), crosswalk


def _pairs(coded: Coded) -> Iterator[Pair]:
    """Yield source, target and CAMEO code of each row."""
    event = coded.event
    actors, recipients = coded.parties(event.actors), coded.parties(event.recipients)
    code = event.cameo or ""
    if recipients:
        for one, other in product(actors or (None,), recipients):
            yield one, other, code
            if code == VISIT and one is not None:
                yield other, one, HOST_VISIT
    elif len(actors) > 1:
        yield from ((one, other, code) for one, other in permutations(actors, 2))
    else:
        yield actors[0] if actors else None, None, code


def _row(coded: Coded, name: str, day: date, pair: Pair) -> tuple[str, ...]:
    one, other, code = pair
    event, place = coded.event, coded.event.place
    lead = event.evidence.span.end <= len(coded.story.text.partition("\n\n")[0])  # GDELT's root events stand in the lead
    return (
        *(name, f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", _fraction(day)),
        *_actor(one.actor if one else None),
        *_actor(other.actor if other else None),
        *("1" if lead else "0", code, code[:3], code[:2], str(event.quad_cameo or "")),
        "" if event.goldstein is None else f"{event.goldstein:.1f}",
        *(str(coded.reports), str(coded.independent), str(coded.reports), ""),
        *_geo(None),
        *_geo(None),
        *_geo(place),
        f"{coded.added:%Y%m%d%H%M%S}" if coded.added else "",
        coded.story.url or "",
    )


def _actor(actor: Actor | None) -> tuple[str, ...]:
    if actor is None:
        return ("",) * len(_ACTOR)
    role = ROLES.get(actor.sector or "", actor.sector or "")
    group = GROUPS.get((actor.code or "").partition(":")[2], "") if actor.kind is ActorKind.IGO else ""
    kind = "IGO" if actor.kind is ActorKind.IGO else role
    code = f"IGO{group}" if actor.kind is ActorKind.IGO else f"{actor.country or ''}{role}"
    return (code, actor.name.upper(), actor.country or "", group, "", "", "", kind, "", "")


def _geo(place: Place | None) -> tuple[str, ...]:
    if place is None:
        return ("0", *("",) * (len(_GEO) - 1))
    state = load().states.get(place.country or "")
    sort = COUNTRY if state is not None and state.name == place.name else WORLD_CITY
    degrees = ("" if place.lat is None else f"{place.lat:g}", "" if place.lon is None else f"{place.lon:g}")
    return (sort, place.name, (state.fips if state else None) or "", "", "", *degrees, str(place.geonames or ""))


def _fraction(day: date) -> str:
    """Return the year with the part of it that has passed, four decimals."""
    length = 366 if calendar.isleap(day.year) else 365
    return f"{day.year + (day.timetuple().tm_yday - 1) / length:.4f}"
