from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

import told
from dateline.store import Reader
from dateline.web import create_app


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return told.write(tmp_path_factory.mktemp("told") / "ties.duckdb")


@pytest.fixture(scope="module")
def reader(path):
    return Reader(path)


@pytest.fixture(scope="module")
def room(path):
    return TestClient(create_app(path))


def first(reader, table):
    return reader.ask(f"SELECT id FROM {table} ORDER BY id LIMIT 1")[0][0]  # noqa: S608  # names in view


def visit(reader):
    return reader.ask("SELECT id FROM episodes WHERE type = 'CONSULT'")[0][0]


class Words(HTMLParser):
    """The words that a page shows, its links, and the texts of its blocks that say where they begin."""

    def __init__(self, page):
        super().__init__()
        self.said, self.links, self.blocks, self.inside = [], [], {}, None
        self.feed(page)
        self.text = " ".join(" ".join(self.said).split())

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "a" and "href" in known:
            self.links.append(known["href"])
        if "data-start" in known:
            self.inside = int(known["data-start"])
            self.blocks[self.inside] = ""

    def handle_endtag(self, tag):
        if tag == "p":
            self.inside = None

    def handle_data(self, data):
        self.said.append(data)
        if self.inside is not None:
            self.blocks[self.inside] += data


def shown(room, address):
    answer = room.get(address)
    assert answer.status_code == 200, answer.text
    return Words(answer.text)


def test_the_front_page_says_how_far_the_record_reaches_and_what_was_told_last(room):
    page = shown(room, "/")

    assert "2 stories read, from 7 May 2024 to 7 May 2024" in page.text.replace("\u00a0", " ")
    assert "Xi Jinping → Russia" in page.text
    assert "Announced, still to come" in page.text
    assert "/dyad/CHN/RUS" in page.links


def test_a_pair_shows_its_acts_by_type_and_by_whom(room):
    page = shown(room, "/dyad/CHN/RUS")

    assert "China and Russia" in page.text
    assert "3 occurrences, the newest first" in page.text.replace("\u00a0", " ")
    for words in ("consult", "agree planned", "accuse"):
        assert words in page.text


@pytest.mark.parametrize(
    ("query", "types"),
    [
        pytest.param("type=CONSULT", {"CONSULT"}, id="a type"),
        pytest.param("status=planned", {"AGREE"}, id="a status"),
        pytest.param("until=2024-05-06", {"CONSULT"}, id="days up to one"),
        pytest.param("since=2024-06", {"AGREE"}, id="days from a month on"),
        pytest.param("outlet=FRA", {"CONSULT", "AGREE", "ACCUSE"}, id="outlets of a state that reports"),
        pytest.param("outlet=USA", set(), id="outlets of a state that does not"),
        pytest.param("type=CONSULT&status=planned", set(), id="several at once"),
    ],
)
def test_filters_of_a_timeline_live_in_its_address(room, query, types):
    rows = room.get(f"/dyad/CHN/RUS.json?{query}").json()

    assert {row["type"] for row in rows} == types


def test_what_a_filter_cannot_be_is_said(room):
    for query in ("since=yesterday", "type=HUG", "status=maybe", "page=0", "outlet=Atlantis"):
        answer = room.get(f"/dyad/CHN/RUS?{query}")
        assert answer.status_code == 400, query


def test_htmx_gets_the_timeline_alone(room):
    whole, part = (room.get("/dyad/CHN/RUS", headers=headers).text for headers in ({}, {"HX-Target": "timeline"}))

    assert part.lstrip().startswith('<div id="timeline"')
    assert "<html" not in part
    assert part.strip() in whole


def test_a_pair_goes_by_codes_and_other_names_lead_there(room):
    answer = room.get("/dyad/china/Russian.csv?type=CONSULT", follow_redirects=False)

    assert (answer.status_code, answer.headers["Location"]) == (307, "/dyad/CHN/RUS.csv?type=CONSULT")
    assert room.get("/dyad/CHN/Atlantis").status_code == 404


def test_every_address_has_its_csv_and_json(room, reader):
    addresses = [
        "/dyad/CHN/RUS",
        *(f"/dyad/CHN/RUS/{view}" for view in ("meetings", "statements", "figures", "ledger", "disputes")),
        *(f"/{kind}/{first(reader, f'{kind}s')}" for kind in ("statement", "event", "tenure", "figure", "episode")),
        f"/story/{first(reader, 'stories')}",
        f"/page/{first(reader, 'pages')}",
        f"/actor/{told.XI.id}",
        "/places",
        "/network",
        "/sources",
    ]
    for address in addresses:
        assert room.get(address).status_code == 200, address
        assert room.get(f"{address}.json").json(), address
        rows = list(csv.DictReader(io.StringIO(room.get(f"{address}.csv").text)))
        assert rows, address


@pytest.mark.parametrize("base", ["/dyad/CHN/RUS/chart", "/dyad/CHN/RUS/figures-chart", "/places/chart", "/network/chart"])
def test_every_chart_has_spec_pictures_and_data(room, base):
    assert "$schema" in room.get(f"{base}.vl.json").json()
    assert room.get(f"{base}.vl.json?theme=dark").json()["config"] != room.get(f"{base}.vl.json").json()["config"]
    assert room.get(f"{base}.svg").text.startswith("<svg")
    assert room.get(f"{base}.png").content.startswith(b"\x89PNG")
    assert len(room.get(f"{base}.csv").text.splitlines()) > 1
    assert room.get(f"{base}.gif").status_code == 404


def test_the_chart_of_a_pair_counts_as_the_command_does(room, path):
    from dateline import record, tabular

    rows = room.get("/dyad/CHN/RUS/chart.csv").text
    counts = [tabular.dyad_row(one) for one in record.Record(path).dyad("CHN", "RUS").counts]
    told_rows = list(csv.DictReader(io.StringIO(rows)))

    def key(row):
        return (row["source"], row["start"], *(int(row[name]) for name in ("episodes", "reports", "statements", "stories")))

    assert sorted(map(key, told_rows)) == sorted(map(key, counts))


def test_an_episode_shows_all_reports_and_why_they_are_one(room, reader):
    page = shown(room, f"/episode/{visit(reader)}")

    assert "2 reports" in page.text.replace("\u00a0", " ")
    for source in ("AFP, Moscow, 7 May 2024", "TASS, Moscow, 7 May 2024"):
        assert source in page.text
    assert page.text.count("Xi Jinping visited Russia on Monday") >= 2
    assert "Why these are one" in page.text


def test_the_short_id_that_the_command_line_prints_leads_to_the_episode(room, reader):
    whole = visit(reader)
    answer = room.get(f"/episode/{whole[:8]}", follow_redirects=False)

    assert (answer.status_code, answer.headers["Location"]) == (308, f"/episode/{whole}")


def test_an_old_address_of_an_episode_leads_on(room, reader):
    answer = room.get("/episode/gone.json", follow_redirects=False)

    assert (answer.status_code, answer.headers["Location"]) == (308, f"/episode/{visit(reader)}.json")


def test_the_text_of_a_story_stands_unchanged_in_its_blocks(room, reader):
    for story in reader.stories():
        page = shown(room, f"/story/{story.id}")
        for start, text in page.blocks.items():
            assert story.text[start : start + len(text)] == text
        assert "".join(page.blocks.values()) == story.text.replace("\n\n", "")


def test_a_story_has_an_anchor_where_each_record_begins_and_links_its_actors(room, reader):
    (story, *_) = reader.stories()
    page = room.get(f"/story/{story.id}").text
    records = room.get(f"/story/{story.id}.json").json()

    for event in records["events"]:
        assert f'id="c{event["evidence"]["span"][0]}"' in page
    assert 'href="/actor/CHN/GOV%3Axi-jinping"' in page or 'href="/actor/CHN/GOV:xi-jinping"' in page
    assert "What was removed from the page" in page
    assert "Share this" in page


def test_a_story_names_the_others_that_tell_the_same(room, reader):
    (one, other) = sorted(reader.first_stories())

    assert f"/story/{other}" in shown(room, f"/story/{one}").links


def test_single_records_show_their_words_and_how_to_cite_them(room, reader):
    event = reader.ask("SELECT id FROM events WHERE type = 'CONSULT' ORDER BY id")[0][0]
    page = shown(room, f"/event/{event}")

    assert "because" not in page.text  # no words decided the status
    assert "from “Monday”" in page.text
    assert re.search(
        r"“Xi Jinping visited Russia on Monday”. “[^”]+”. (AFP|TASS), Moscow, 7 May 2024. http://testserver/event/", page.text
    )
    assert "holds defence minister" in shown(room, f"/tenure/{first(reader, 'tenures')}").text
    assert "240 billion USD" in shown(room, f"/figure/{first(reader, 'figures')}").text
    assert "China and Russia plan drills in June" in shown(room, f"/statement/{first(reader, 'statements')}").text


def test_an_actor_shows_offices_acts_words_and_contacts(room):
    dong, xi = shown(room, f"/actor/{told.DONG.id}"), shown(room, f"/actor/{told.XI.id}")

    assert "defence minister of China told in 2 stories" in dong.text.replace("\u00a0", " ")
    assert "Says (2)" in dong.text
    assert "Takes part in (1)" in xi.text
    assert "Russia" in xi.text
    assert "plan drills" in shown(room, f"/actor/{told.DONG.id}?view=statements").text


def test_an_actor_is_found_by_name(room):
    answer = room.get("/actor/xi jinping", follow_redirects=False)

    assert (answer.status_code, answer.headers["Location"]) == (307, f"/actor/{told.XI.id}")
    assert room.get("/actor/nobody at all").status_code == 404


def test_the_further_pages_of_a_pair_tell_meetings_plans_charges_and_figures(room):
    assert "Xi Jinping visited Russia" in shown(room, "/dyad/CHN/RUS/meetings").text
    assert "open" in shown(room, "/dyad/CHN/RUS/ledger").text
    assert "no reply told" in shown(room, "/dyad/CHN/RUS/disputes").text
    assert "240 billion USD" in shown(room, "/dyad/CHN/RUS/figures").text
    assert "Dong Jun" in shown(room, "/dyad/CHN/RUS/statements").text
    assert room.get("/dyad/CHN/RUS/loves").status_code == 404


def test_a_search_marks_what_was_found_and_counts_narrower_ones(room):
    page = room.get("/search?q=drills")
    words = Words(page.text)

    assert "<mark>drills</mark>" in page.text
    assert "statements 2" in words.text
    assert "stories 2" in words.text
    assert room.get("/search?q=%22").status_code == 400
    assert len(list(csv.DictReader(io.StringIO(room.get("/search.csv?q=drills&kind=statement").text)))) == 2


def test_the_map_places_datelines_and_lists_what_was_told_there(room):
    assert 55.0 < room.get("/places.json").json()[0]["lat"] < 56.0
    assert "Xi visits Moscow" in shown(room, "/places?at=Moscow").text


def test_the_network_ties_states_that_share_acts(room):
    assert room.get("/network.json").json() == [
        {"first": "CHN", "first_name": "China", "second": "RUS", "second_name": "Russia", "cooperation": 2, "conflict": 1}
    ]
    assert {row["first_name"] for row in room.get("/network.json?of=actors").json()} == {"China", "Xi Jinping"}


def test_sources_name_outlets_with_their_state_and_what_was_rejected(room):
    page = shown(room, "/sources")

    assert "AFP France public 1" in page.text
    assert "a part was in another language" in page.text
    assert room.get("/sources?reason=nonsense").status_code == 400


def test_a_page_shows_its_stories_and_links_only_to_the_web(room, reader):
    page = shown(room, f"/page/{first(reader, 'pages')}")

    assert any(link.startswith("https://") for link in page.links)
    assert "Share this" in page.text


def test_scripts_weigh_little(room):
    import gzip

    from dateline.web.room import STATIC

    def weight(address):
        names = re.findall(r'<script src="/static/([^"?]+)', room.get(address).text)
        return sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)

    assert weight("/dyad/CHN/RUS") <= 400 * 1024
    assert weight("/search?q=drills") <= 40 * 1024
    assert weight("/") <= 40 * 1024
