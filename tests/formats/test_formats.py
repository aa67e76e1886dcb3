from __future__ import annotations

import csv
import dataclasses
import io
import json
from datetime import UTC, date, datetime

import pytest

from dateline.formats import Coded, bibtex, gdelt, gdelt_rows, plover_json, polecat, polecat_row, ris
from dateline.records import (
    Actor,
    ActorKind,
    Citation,
    Event,
    EventId,
    Interval,
    Mention,
    PageId,
    Place,
    Precision,
    Status,
    Story,
    StoryId,
    StoryKind,
)
from dateline.spans import Span

# As gdelt publishes it in the codebook of its event database 2.0, and POLECAT in the header of its files.
GDELT_HEADER = (
    "GlobalEventID Day MonthYear Year FractionDate "
    "Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code "
    "Actor1Type1Code Actor1Type2Code Actor1Type3Code "
    "Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code "
    "Actor2Type1Code Actor2Type2Code Actor2Type3Code "
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone "
    "Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long "
    "Actor1Geo_FeatureID "
    "Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long "
    "Actor2Geo_FeatureID "
    "ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long "
    "ActionGeo_FeatureID DATEADDED SOURCEURL"
)
POLECAT_HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)
TEXT = "Xi visited Moscow on Monday.\n\nMore later."
STORY = Story(
    StoryId("s1"), PageId("p1"), StoryKind.MAIN, TEXT, headline="Xi & Putin meet", byline=("A B",), agency="AFP", place="Moscow",
    published=date(2023, 3, 21), language="en", url="https://example.org/a_b",
)  # fmt: skip
XI = Actor("CHN/GOV:xi", "CHN/GOV", "Xi Jinping", ActorKind.PERSON, "CHN", "GOV")
RUSSIA = Actor("RUS", "RUS", "Russia", ActorKind.STATE, "RUS")


def citation(start, end):
    return Citation(STORY.id, Span(start, end), TEXT[start:end])


VISIT = Event(
    EventId("0123456789abcdef"), STORY.id, "CONSULT", Status.OCCURRED, (Mention(citation(0, 2), XI.id),), citation(3, 10),
    citation(0, 27),
    recipients=(Mention(citation(11, 17), RUSSIA.id),), mode="visit", contexts=("diplomatic",), cameo="042", goldstein=1.9,
    plover_score=4.0, quad_plover=1, quad_cameo=1,
    when=Interval(date(2023, 3, 20), date(2023, 3, 20), Precision.DAY, citation(18, 27)),
    place=Place("Moscow", citation(11, 17), 524901, 55.75, 37.62, "RUS"),
)  # fmt: skip
CODED = Coded(VISIT, STORY, {XI.id: XI, RUSSIA.id: RUSSIA}, 3, 2, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "0.1.0")


def test_gdelt_rows_have_the_published_columns():
    assert " ".join(gdelt.COLUMNS) == GDELT_HEADER


def test_a_visit_becomes_a_row_of_the_visitor_and_one_of_the_host():
    rows = [(dict(zip(gdelt.COLUMNS, row, strict=True)), crosswalk) for row, crosswalk in gdelt_rows(CODED)]

    keys = (
        "Day",
        "FractionDate",
        "Actor1Code",
        "Actor2Code",
        "EventCode",
        "EventRootCode",
        "QuadClass",
        "GoldsteinScale",
        "NumMentions",
    )
    assert [[row[key] for key in keys] for row, _ in rows] == [
        ["20230320", "2023.2137", "CHNGOV", "RUS", "042", "04", "1", "1.9", "3"],
        ["20230320", "2023.2137", "RUS", "CHNGOV", "043", "04", "1", "1.9", "3"],
    ]
    assert [(crosswalk.event, crosswalk.expanded, crosswalk.day_from) for _, crosswalk in rows] == [(VISIT.id, True, "event")] * 2
    assert len({row["GlobalEventID"] for row, _ in rows}) == 2


def test_gdelt_places_are_written_in_fips_codes():
    row = dict(zip(gdelt.COLUMNS, next(gdelt_rows(CODED))[0], strict=True))

    assert [row[f"ActionGeo_{name}"] for name in ("Type", "Fullname", "CountryCode", "Lat", "FeatureID")] == [
        "4", "Moscow", "RS", "55.75", "524901",
    ]  # fmt: skip


def test_the_crosswalk_says_when_only_the_report_has_a_day():
    undated = dataclasses.replace(CODED, event=dataclasses.replace(VISIT, when=None))

    row, crosswalk = next(gdelt_rows(undated))

    assert (row[1], crosswalk.day_from) == ("20230321", "story")


def test_an_event_without_any_day_gives_no_gdelt_row():
    nowhen = dataclasses.replace(
        CODED, event=dataclasses.replace(VISIT, when=None), story=dataclasses.replace(STORY, published=None)
    )

    assert list(gdelt_rows(nowhen)) == []


def test_polecat_rows_have_the_published_columns_and_are_read_back():
    text = "\n".join("\t".join(cells) for cells in (polecat.COLUMNS, polecat_row(CODED)))

    (row,) = csv.DictReader(io.StringIO(text), delimiter="\t")

    assert "|".join(polecat.COLUMNS) == POLECAT_HEADER
    keys = ("Event Date", "Event Type", "Event Mode", "Actor Country", "Actor COW", "Recipient COW", "Actor Title", "Language")
    assert [row[key] for key in keys] == ["2023-03-20", "CONSULT", "visit", "CHN", "710", "365", "None", "English"]


@pytest.mark.parametrize("name", ["id", "date", "actor", "event"])
def test_plover_lines_always_have_the_required_fields(name):
    assert name in plover_json(dataclasses.replace(CODED, event=dataclasses.replace(VISIT, when=None)))


def test_plover_lines_cite_text_and_source():
    line = json.loads(json.dumps(plover_json(CODED)))

    assert line["text_info"] == [{"sequence": 0, "start": 0, "end": 27, "text": "Xi visited Moscow on Monday"}]
    assert line["cite_info"]["publication"] == "AFP"
    assert line["actor"] == [
        {"code": "CHN", "sector": "GOV", "entity_text": "Xi", "identifier_id": "CHN/GOV:xi", "identifier_text": "Xi Jinping"}
    ]


def test_bibtex_escapes_what_latex_would_read():
    assert bibtex(STORY).splitlines()[:3] == ["@misc{dateline-s1,", r"  title = {Xi \& Putin meet},", "  author = {A B},"]


def test_ris_entries_end_with_their_mark():
    lines = ris(STORY).split("\r\n")

    assert (lines[0], lines[-1]) == ("TY  - NEWS", "ER  - ")
    assert "DA  - 2023/03/21" in lines
