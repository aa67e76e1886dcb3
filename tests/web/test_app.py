from __future__ import annotations

import hashlib
import tomllib

import pytest
from fastapi.testclient import TestClient

from dateline.errors import StoreMissingError
from dateline.web import create_app
from dateline.web.room import STATIC


def test_every_answer_forbids_inline_scripts_evaluation_and_frames(room):
    for path in ("/", "/nothing", "/static/room.css"):
        policy = room.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_a_page_that_is_not_there_is_said_so_in_the_form_asked_for(room):
    assert (room.get("/nothing").status_code, room.get("/nothing.json").json()) == (404, {"detail": "Not Found"})


def test_the_room_answers_only_under_its_own_names(db):
    stranger = TestClient(create_app(db), base_url="http://rebound.example")

    assert stranger.get("/").status_code == 400


def test_a_room_needs_a_record(tmp_path):
    with pytest.raises(StoreMissingError):
        create_app(tmp_path / "none.duckdb")


def test_the_token_alone_lets_correct(db, room, desk):
    assert "You may correct" in desk.get("/").text
    assert "You may correct" not in room.get("/").text
    assert "You may correct" not in room.get("/", headers={"Authorization": "Bearer "}).text
    closed = TestClient(create_app(db, token="right"))  # noqa: S106  # made up
    assert "You may correct" not in closed.get("/", headers={"Authorization": "Bearer wrong"}).text


def test_files_of_others_are_unmodified_and_licensed():
    vendor = STATIC / "vendor"
    named = tomllib.loads((vendor / "vendor.toml").read_text())

    for entry in named.values():
        file = vendor / entry["file"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]
        assert (file.parent / "LICENSE").is_file()
    assert {file.name for file in vendor.rglob("*.js*")} == {entry["file"].split("/")[1] for entry in named.values()}


def test_two_sides_by_name_lead_to_their_page(room):
    answer = room.get("/dyad", params={"a": "china", "b": "Russian"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/dyad/CHN/RUS")
    assert room.get("/dyad", params={"a": "china", "b": "Atlantis"}).status_code == 404
