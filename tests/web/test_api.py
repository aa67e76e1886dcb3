"""The API: lists that go on, records as they are, problems as problems; and what it documents holds under generated requests."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from small_record import make_reading

from dateline import wire
from dateline.store import Reader
from dateline.web import create_app

ONE = make_reading("one")
EXAMPLES = int(os.environ.get("DATELINE_API_EXAMPLES", "8"))  # per address and mode; more of them by hand
LISTS = ("episodes", "events", "statements", "tenures", "figures", "stories", "actors", "dyads", "search")


@pytest.fixture(scope="session")
def api(made_once: Path) -> TestClient:
    """Return a client of the API over a record that nobody writes to."""
    return TestClient(create_app(made_once / "ties.duckdb"), base_url="http://localhost/api/v1")


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_address_answers_as_it_is_documented(made_once: Path, mode: GenerationMode):
    app = create_app(made_once / "ties.duckdb", hosts=("*",))
    documented = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    seen = []
    for found in documented.get_all_operations():
        operation = found.ok()
        seen.append(operation.path)

        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers(case: schemathesis.Case) -> None:
            case.call_and_validate()

        with contextlib.suppress(Unsatisfiable):  # an address without parameters cannot be asked wrongly
            answers()
    assert len(seen) == 18


@pytest.mark.parametrize("name", ["episodes", "events", "statements", "stories", "actors"])
def test_a_list_goes_on_where_it_stopped_until_all_were_given_once(api: TestClient, name: str):
    whole = api.get(f"/{name}").json()
    found, cursor = [], None
    for _ in range(10):
        part = api.get(f"/{name}", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        found += part["items"]
        cursor = part["next"]
        if cursor is None:
            break

    assert whole["next"] is None
    assert found == whole["items"]
    assert len({one["id"] for one in found}) == len(found) > 1


def test_the_next_stretch_is_named_in_a_header_too(api: TestClient):
    answer = api.get("/events?limit=1")

    assert answer.headers["Link"] == f'<http://localhost/api/v1/events?limit=1&cursor={answer.json()["next"]}>; rel="next"'


def test_records_are_given_as_the_command_line_writes_them(api: TestClient, made_once: Path):
    event = wire.event_json(ONE.events[0])
    statement = wire.statement_json(ONE.statements[0])

    shown = api.get(f"/events/{event['id']}").json()

    assert shown == {name: event[name] for name in shown}
    assert set(event) - set(shown) == {"status_words"}
    assert api.get(f"/statements/{statement['id']}").json() == statement
    (episode, *_) = Reader(made_once / "ties.duckdb").timeline()
    assert api.get(f"/episodes/{episode.id}").json()["reports"][0]["page"] == "one.txt"


def test_a_story_holds_its_text_and_what_it_tells(api: TestClient):
    story = api.get(f"/stories/{ONE.stories[0].id}").json()

    assert story["text"] == ONE.stories[0].text
    assert (len(story["events"]), len(story["statements"]), story["coded"]) == (2, 1, True)
    for event in story["events"]:
        start, end = event["evidence"]["span"]
        assert story["text"][start:end] == event["evidence"]["text"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("/episodes?first=China&second=Russia", 2, id="episodes of two states by name"),
        pytest.param("/episodes?first=NATO", 1, id="episodes of an organisation"),
        pytest.param("/episodes?since=2024-05-04&type=SUPPORT", 1, id="episodes since a day"),
        pytest.param("/events?by=CHN", 2, id="events by who acts"),
        pytest.param("/events?to=CHN&type=ACCUSE", 2, id="events by who is acted on"),
        pytest.param("/events?status=planned", 0, id="events by status"),
        pytest.param("/statements?by=CHN&about=RUS", 2, id="statements by whom about whom"),
        pytest.param("/stories?agency=AFP&until=2024-05-04", 1, id="stories by agency and day"),
        pytest.param("/actors?name=lin", 1, id="actors by a part of the name"),
        pytest.param("/dyads?side=RUS", 1, id="pairs of one state"),
        pytest.param("/dyads/CHN/RUS?period=year", 2, id="a series, each direction apart"),
        pytest.param("/search?q=backs&kind=statement", 2, id="search"),
        pytest.param("/search?q=nothingness", 0, id="search in vain"),
    ],
)
def test_lists_are_filtered(api: TestClient, asked: str, found: int):
    answer = api.get(asked)

    assert (answer.status_code, len(answer.json()["items"])) == (200, found)


@pytest.mark.parametrize(
    ("asked", "status", "detail"),
    [
        pytest.param("/events/none", 404, "no event 'none'", id="no such record"),
        pytest.param("/stories/none", 404, "no story 'none'", id="no such story"),
        pytest.param("/nothing", 404, "Not Found", id="no such address"),
        pytest.param("/events?cursor=zzz", 404, "no list goes on at the cursor zzz", id="a cursor of nobody"),
        pytest.param(
            "/events?cursor=WyJhIiwiYiJd", 404, "no list goes on at the cursor WyJhIiwiYiJd", id="a cursor without a day"
        ),
        pytest.param("/dyads/CHN/Atlantis", 404, "no state or bloc 'Atlantis'", id="no such state"),
        pytest.param("/events?limit=0", 422, "query.limit: Input should be greater than or equal to 1", id="a limit of nothing"),
        pytest.param("/events?since=May", 422, "query.since", id="no day"),
        pytest.param("/events?since=0.0", 422, "a day is written like 2023-12-31", id="a number for a day"),
        pytest.param("/dyads/CHN/A%0AB", 404, "Not Found", id="an address of several lines"),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(api: TestClient, asked: str, status: int, detail: str):
    answer = api.get(asked)

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert detail in problem["detail"]


def test_words_that_are_no_search_are_looked_for_as_they_are(api: TestClient):
    found = api.get("/search", params={"q": '"backs ((('}).json()
    nothing = api.get("/search", params={"q": '"("'}).json()

    assert found["total"] == 4
    assert found["note"].startswith("read as plain words: ")
    assert (nothing["total"], nothing["items"]) == (0, [])
    assert nothing["note"]


def test_a_rejected_record_is_not_given(db: Path):
    from dateline.record import Record
    from dateline.records import CorrectionAction

    Record(db).correct(ONE.events[0].id, kind="event", action=CorrectionAction.REJECT, who="Ada")
    client = TestClient(create_app(db), base_url="http://localhost/api/v1")

    assert client.get(f"/events/{ONE.events[0].id}").status_code == 404
    assert len(client.get("/events").json()["items"]) == 3


def test_only_reading_is_offered(api: TestClient):
    methods = {method for path in api.get("/openapi.json").json()["paths"].values() for method in path}

    assert methods == {"get"}
    assert api.post("/events").headers["Allow"] == "GET"
    assert api.delete("/events/x").status_code == 405


def test_every_list_is_documented(api: TestClient):
    paths = api.get("/openapi.json").json()["paths"]

    assert {f"/{name}" for name in LISTS} <= set(paths)
