"""
POLECAT: its 40 columns, tab-separated with a header, one row an event; several actors or recipients stand in one cell.

Cells that hold nothing say "None", as in the published files; cells never hold a tab or line break.
`Quad Code` is the quad class of the PLOVER manual v0.8, by its number. `Version` names Dateline's coder and codebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.codebook import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.formats.coded import Coded, Party
    from dateline.records import Place

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    "Wikipedia Actor ID",
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *(
        "Feature Type",
        "Source",
        "Publication Date",
        "Story People",
        "Story Organizations",
        "Story Locations",
        "Language",
        "Version",
    ),
)
NOTHING = "None"
LANGUAGES = {"en": "English"}


def polecat_row(coded: Coded) -> tuple[str, ...]:
    """Return one event as the cells of `COLUMNS`."""
    event, story = coded.event, coded.story
    when = event.when.start if event.when else None
    cells = (
        *(event.id, f"{when:%Y-%m-%d}" if when else None, event.type, event.mode),
        *(
            None if event.plover_score is None else f"{event.plover_score:g}",
            str(event.quad_plover or ""),
            ";".join(event.contexts),
        ),
        *_side(coded.parties(event.actors)),
        *_side(coded.parties(event.recipients)),
        *_place(event.place),
        *(story.outlet or story.agency, f"{story.published:%Y-%m-%d}" if story.published else None),
        *(None, None, None),
        *(LANGUAGES.get(story.language or "", story.language), coded.version),
    )
    return tuple(_cell(cell) for cell in cells)


def _side(parties: tuple[Party, ...]) -> tuple[str | None, ...]:
    states = load().states
    actors = [party.actor for party in parties]
    cow = (str(states[actor.country].cow or "") for actor in actors if actor.country is not None and actor.country in states)
    sectors = [actor.sector or "" for actor in actors]
    return (
        _joined(actor.name for actor in actors),
        _joined(actor.country or "" for actor in actors),
        _joined(cow),
        _joined(sectors[:1]),
        _joined(sectors),
        None,
        _joined(party.words for party in parties),
        None,
    )


def _place(place: Place | None) -> tuple[str | None, ...]:
    if place is None:
        return (None,) * 10
    words = place.citation.quote if place.citation else None
    lat, lon = ("" if degree is None else f"{degree:g}" for degree in (place.lat, place.lon))
    return (place.name, None, None, None, place.country, lat, lon, str(place.geonames or ""), words, None)


def _joined(values: Iterable[str]) -> str:
    return ";".join(value.replace(";", ",") for value in values if value)


def _cell(value: str | None) -> str:
    return " ".join(value.split()) if value and value.strip() else NOTHING
