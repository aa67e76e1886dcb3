"""The masthead: datelines in the forms of the agencies, bylines, lines that give a day."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.stages.story.agencies import agency_named
from dateline.stages.story.byline import Byline, read_byline
from dateline.stages.story.masthead import Dateline, read_dateline, read_day_line

PAGE_DAY = date(2023, 3, 20)


@pytest.mark.parametrize(
    ("line", "place", "day", "agency", "first_word"),
    [
        pytest.param("Beijing (AFP) March 17, 2023", "Beijing", date(2023, 3, 17), "AFP", "", id="alone on its line"),
        pytest.param("Minsk (AFP) March 16, 2023 - The army", "Minsk", date(2023, 3, 16), "AFP", "The army", id="run in"),
        pytest.param(
            "Los Angeles CA (SPX) Dec 29, 2022", "Los Angeles CA", date(2022, 12, 29), "SPX", "", id="state without comma"
        ),
        pytest.param("HANOI, March 17 (Xinhua) -- Vietnam", "Hanoi", date(2023, 3, 17), "Xinhua", "Vietnam", id="xinhua"),
        pytest.param("MOSCOW, March 17. /TASS/. Russia", "Moscow", date(2023, 3, 17), "TASS", "Russia", id="tass"),
        pytest.param("MOSCOW. March 17 (Interfax) - Russia", "Moscow", date(2023, 3, 17), "Interfax", "Russia", id="interfax"),
        pytest.param("OSLO, Jan 3 (Reuters) - The", "Oslo", date(2023, 1, 3), "Reuters", "The", id="year from the page"),
        pytest.param(
            "OSLO, Dec 30 (Reuters) - The", "Oslo", date(2022, 12, 30), "Reuters", "The", id="the year before the page's"
        ),
        pytest.param("ASTANA (AP) — Kazakhstan", "Astana", PAGE_DAY, "AP", "Kazakhstan", id="no day: the page's"),
        pytest.param("KYIV, Ukraine (AP) — Russian", "Kyiv, Ukraine", PAGE_DAY, "AP", "Russian", id="with its country"),
        pytest.param("KYIV/MOSCOW (Reuters) - A", "Kyiv/Moscow", PAGE_DAY, "Reuters", "A", id="two places"),
        pytest.param("New Delhi [India], March 17 (ANI): It", "New Delhi", date(2023, 3, 17), "ANI", "It", id="ani"),
        pytest.param("TOKYO, Friday (Kyodo) -- Japan", "Tokyo", date(2023, 3, 17), "Kyodo", "Japan", id="a weekday"),
        pytest.param("LONDON - Britain", "London", PAGE_DAY, None, "Britain", id="a place in capitals alone"),
        pytest.param("Warsaw - It said on Friday it was", "Warsaw", PAGE_DAY, None, "It said on Friday it was", id="bare dash"),
        pytest.param("Kyiv — The army said that it was", "Kyiv", PAGE_DAY, None, "The army said that it was", id="long dash"),
        pytest.param("GENEVA (14 March 2023) – The", "Geneva", date(2023, 3, 14), None, "The", id="day in brackets"),
        pytest.param("PORT-AU-PRINCE, Haiti (AP) — Gangs", "Port-au-Prince, Haiti", PAGE_DAY, "AP", "Gangs", id="hyphens"),
        pytest.param("March 17 (Reuters) - Shares", None, date(2023, 3, 17), "Reuters", "Shares", id="no place"),
        pytest.param("Moscow, 17 March - RIA Novosti. It", "Moscow", date(2023, 3, 17), "RIA Novosti", "It", id="ria"),
        pytest.param("BAKU (AFP) Feb 31, 2023", "Baku", None, "AFP", "", id="a day that no calendar has"),
        pytest.param("BAKU, May 3, 2031 (AFP) - It", "Baku", date(2031, 5, 3), "AFP", "It", id="a day to come"),
    ],
)
def test_dateline_is_read_in_the_forms_of_the_agencies(
    line: str, place: str | None, day: date | None, agency: str | None, first_word: str
) -> None:
    dateline = read_dateline(line, published=PAGE_DAY)
    assert dateline == Dateline(place, day, agency, len(line) - len(first_word))


def test_a_day_or_year_left_out_stays_unknown_without_a_day_of_the_page() -> None:
    assert read_dateline("ASTANA (AP) — Kazakhstan") == Dateline("Astana", None, "AP", 14)
    assert read_dateline("OSLO, Jan 3 (Reuters) - The") == Dateline("Oslo", None, "Reuters", 24)


@pytest.mark.parametrize(
    "line",
    [
        "Vienna is cold in May.",
        "The United States (US) said",
        "BREAKING - Fire in the harbour",
        "NATO - what the alliance is for",
        "COVID-19 - what we know",
        "Feb 31, 2023",
        "Putin met Xi (left) in Moscow.",
        "Xi Jinping, 69, flew to Moscow - his first visit.",
        "Getty Images - Photo",
        "Paris - The City Of Light And Love",
        "Putin - the man who rules Russia since the turn of the century",
        "Moscow - what to see",
        "Beijing-Moscow - ties that bind the two of them together",
        "Sport - England beat France by three goals on Friday",
        "",
    ],
)
def test_other_lines_are_no_datelines(line: str) -> None:
    assert read_dateline(line, published=PAGE_DAY) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Jing Xuan TENG, Matthew WALSH", Byline(("Jing Xuan TENG", "Matthew WALSH")), id="surnames in capitals"),
        pytest.param("by AFP Staff Writers", Byline(("AFP Staff Writers",), "AFP"), id="staff of an agency"),
        pytest.param("By A Smith, Bob Jones and Carla Diaz", Byline(("A Smith", "Bob Jones", "Carla Diaz")), id="three"),
        pytest.param("By Jane Doe in Beijing and John Roe in Moscow", Byline(("Jane Doe", "John Roe")), id="places"),
        pytest.param("By Jane Doe, BBC News, Beijing", Byline(("Jane Doe",)), id="an outlet and a place"),
        pytest.param("By MATTHEW LEE, AP Diplomatic Writer", Byline(("MATTHEW LEE",), "AP"), id="a title"),
        pytest.param("Tom Krisher, AP Auto Writer", Byline(("Tom Krisher",), "AP"), id="without By"),
        pytest.param("By Kim Tong-hyung | Associated Press", Byline(("Kim Tong-hyung",), "AP"), id="agency behind a bar"),
        pytest.param("By Jane Doe Published 17 March 2023", Byline(("Jane Doe",)), id="a day behind the name"),
        pytest.param("By Friday, the city had fallen.", None, id="a sentence"),
        pytest.param("By any measure, Xi won", None, id="a headline"),
        pytest.param("Xi Jinping, President of China", None, id="a person with a title is no byline"),
        pytest.param("Beijing, China", None, id="a place"),
    ],
)
def test_byline_names_the_writers_and_no_titles(line: str, expected: Byline | None) -> None:
    assert read_byline(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Updated 1:39 am EST, Wednesday, November 20, 2019", date(2019, 11, 20)),
        ("Published: 17 March 2023 | 10:15 GMT", date(2023, 3, 17)),
        ("2023-03-17T10:00:00Z", date(2023, 3, 17)),
        ("17.03.2023, 10:15 Uhr", date(2023, 3, 17)),
        ("On March 17, 2023 Xi flew to Moscow", None),
        ("31 February 2023", None),
        ("3 hours ago", None),
    ],
)
def test_a_line_gives_a_day_only_when_it_holds_little_else(line: str, expected: date | None) -> None:
    assert read_day_line(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Associated Press", "AP", id="with the article"),
        pytest.param("AA", "Anadolu", id="initials that only mastheads use"),
        pytest.param("Korean Central News Agency", "KCNA", id="the name that stories use"),
        pytest.param("AFP Staff Writers", "AFP", id="its staff"),
        pytest.param("BBC", "BBC", id="an outlet that signs"),
        pytest.param("BBC News", None, id="an employer"),
        pytest.param("Global Times", None, id="a newspaper"),
        pytest.param("trend", None, id="a word in small letters"),
    ],
)
def test_an_agency_is_known_by_each_name_that_the_table_of_outlets_gives(text: str, expected: str | None) -> None:
    assert agency_named(text) == expected
