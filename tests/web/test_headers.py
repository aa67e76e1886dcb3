"""Every answer of the room carries the headers that keep it safe, and the room answers under its own names alone."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from dateline.web import create_app

PATHS = (
    "/", "/dyad/CHN/RUS", "/search?q=backs", "/login", "/corrections", "/feed/dyad/CHN/RUS.atom", "/api/v1/", "/api/v1/none",
    "/nothing", "/nothing.json", "/static/room.css", "/dyad/CHN/RUS.csv", "/correct/event/x",
)  # fmt: skip
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_safe(room: TestClient, path: str):
    headers = room.get(path, follow_redirects=False).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert {name: headers[name] for name in EXPECTED} == EXPECTED
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not {"unsafe-inline", "unsafe-eval", "*", "http:", "https:"} & set(
        headers["Content-Security-Policy"].replace("'", "").split()
    )
    assert "Access-Control-Allow-Origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8765", "127.0.0.1:80"])
def test_the_room_answers_under_local_names(db, host: str):
    assert TestClient(create_app(db), base_url=f"http://{host}").get("/api/v1/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.7", ""])
@pytest.mark.parametrize("path", ["/", "/api/v1/", "/static/room.css", "/login"])
def test_another_name_that_leads_here_gets_nothing(room: TestClient, host: str, path: str):
    answer = room.get(path, headers={"Host": host})

    assert (answer.status_code, answer.text) == (400, "Invalid host header")


def test_a_room_that_is_opened_to_all_names_answers_under_any(db):
    assert TestClient(create_app(db, hosts=("*",)), base_url="http://room.example").get("/api/v1/").status_code == 200
