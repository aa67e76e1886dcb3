"""What changed between two sides: listed, marked in the chart, and with its words one click away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient

import told
import turning
from dateline.web import create_app

LAZY = {"HX-Request": "true", "HX-Target": "course"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(create_app(turning.write(tmp_path_factory.mktemp("turning") / "ties.duckdb")))


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(create_app(told.write(tmp_path_factory.mktemp("told") / "ties.duckdb")))


def marks(spec: object) -> list[dict[str, object]]:
    """Return the rows of a specification that lead to a page."""
    if isinstance(spec, dict):
        rows = spec.get("data", {}).get("values", []) if isinstance(spec.get("data"), dict) else []
        return [row for row in rows if row.get("href")] + [row for part in spec.values() for row in marks(part)]
    return [row for part in spec for row in marks(part)] if isinstance(spec, list) else []


def test_a_change_of_rate_is_told_with_both_rates_and_leads_to_what_was_told_since(room: TestClient) -> None:
    rows = room.get("/dyad/CHN/RUS/changes.json").json()

    assert [row for row in rows if row["kind"] == "change point"] == [
        {
            "kind": "change point",
            "source": "CHN",
            "target": "RUS",
            "start": "2023-07-01",
            "before": 25.0,
            "after": 100.0,
            "periods_before": 6,
            "periods_after": 6,
        }
    ]
    page = room.get("/dyad/CHN/RUS/changes").text
    (link,) = re.findall(r'href="(/dyad/CHN/RUS\?since=[^"]+)"', page)
    assert link == "/dyad/CHN/RUS?since=2023-07-01#line"
    assert "from July 2023 on" in page
    assert room.get(link).text.count('class="entry"') == 24


def test_a_claim_stands_beside_what_was_measured_and_leads_to_its_marked_sentence(room: TestClient) -> None:
    rows = room.get("/dyad/CHN/RUS/changes.json").json()
    said = [(row["direction"], row["evidence"], row["borne_out"]) for row in rows if row["kind"] == "claim"]

    assert said == [("better", turning.STRONGER, None), ("worse", turning.SOURED, False)]
    page = room.get("/dyad/CHN/RUS/changes").text
    links = re.findall(r'href="(/story/[^"]+mark=[^"]+)"', page)
    assert len(links) == 2
    story = room.get(links[0].replace("&amp;", "&")).text
    marked = re.search(rf'id="{links[0].split("#")[1]}" class="k-passage " data-record="passage">([^<]+)<', story)
    assert marked is not None
    assert marked.group(1) == "Ties between "  # up to the first actor in the sentence


def test_the_page_of_a_pair_asks_for_the_newest_changes_and_leads_there_without_scripts(room: TestClient) -> None:
    page, part = room.get("/dyad/CHN/RUS").text, room.get("/dyad/CHN/RUS/changes", headers=LAZY).text

    assert 'hx-get="/dyad/CHN/RUS/changes" hx-trigger="load"' in page
    assert '<a href="/dyad/CHN/RUS/changes">Lasting changes of rate' in page
    assert part.lstrip().startswith('<section id="course"')
    assert "<html" not in part


def test_the_chart_marks_changes_and_claims_with_their_addresses(room: TestClient) -> None:
    spec = room.get("/dyad/CHN/RUS/chart.vl.json").json()

    found = {(str(row["start"]), str(row["words"]), str(row["href"]).split("?")[1]) for row in marks(spec)}

    assert ("2023-07-01", "from July 2023 on: 25 → 100 occurrences per 100 stories", "since=2023-07-01#line") in found
    assert {(start, words) for start, words, _ in found} == {
        ("2023-07-01", "from July 2023 on: 25 → 100 occurrences per 100 stories"),
        ("2023-01-01", turning.STRONGER),
        ("2023-03-01", turning.SOURED),
    }
    assert "Said of the relation" in str(spec)
    assert "dashed" in str(spec)


def test_a_pair_without_changes_says_so_and_its_chart_has_no_marks(quiet: TestClient) -> None:
    assert quiet.get("/dyad/CHN/RUS/changes.json").json() == []
    page = quiet.get("/dyad/CHN/RUS/changes").text
    assert "No story says that their ties got better or worse." in page
    spec = quiet.get("/dyad/CHN/RUS/chart.vl.json").json()
    assert marks(spec) == []
    assert "dashed" not in str(spec)
    assert "Said of the relation" not in str(spec)


def test_changes_come_as_a_table_too(room: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(room.get("/dyad/CHN/RUS/changes.csv").text)))

    assert [(row["kind"], row["start"], row["direction"]) for row in rows] == [
        ("change point", "2023-07-01", ""),
        ("claim", "", "better"),
        ("claim", "", "worse"),
    ]


@pytest.mark.parametrize("mark", ["", "5", "9-5", "0-99999999", "a-b", "-1-5"])
def test_a_passage_that_is_none_is_not_marked(room: TestClient, mark: str) -> None:
    rows = room.get("/dyad/CHN/RUS/changes.json").json()
    story = next(row["story"] for row in rows if row["kind"] == "claim")

    answer = room.get(f"/story/{story}", params={"mark": mark})

    assert answer.status_code == 200
    assert "k-passage" not in answer.text


def test_periods_are_those_of_the_address(room: TestClient) -> None:
    part = room.get("/dyad/CHN/RUS/changes?per=quarter", headers=LAZY).text

    assert "2 quarters before" not in part
    assert room.get("/dyad/CHN/RUS/changes?per=decade").status_code == 400
