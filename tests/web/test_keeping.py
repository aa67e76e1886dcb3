"""Answers are kept as long as their generation, and for nobody in particular."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from small_record import make_reading

from dateline import ingest
from dateline.store import Reader, Writer
from dateline.web import create_app

TOKEN = "a word that only the tests know"  # noqa: S105  # made up


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that every question to the store is put on."""
    found: list[str] = []
    ask = Reader.ask
    monkeypatch.setattr(Reader, "ask", lambda self, question, *values: (found.append(question), ask(self, question, *values))[1])
    return found


def test_the_same_page_is_made_once(room: TestClient, asked: list[str]):
    first = room.get("/dyad/CHN/RUS")
    made = len(asked)

    again = room.get("/dyad/CHN/RUS")

    assert made > 0
    assert len(asked) == made
    assert (again.text, again.headers) == (first.text, first.headers)


@pytest.mark.parametrize("other", ["/dyad/CHN/RUS?type=SUPPORT", "/dyad/RUS/CHN", "/dyad/CHN/RUS.json"])
def test_another_address_is_another_answer(room: TestClient, other: str):
    assert room.get("/dyad/CHN/RUS").text != room.get(other).text


def test_a_fragment_is_not_the_page(room: TestClient):
    whole = room.get("/dyad/CHN/RUS").text

    assert room.get("/dyad/CHN/RUS", headers={"HX-Request": "true", "HX-Target": "timeline"}).text != whole
    assert room.get("/dyad/CHN/RUS").text == whole


def test_a_new_generation_is_seen_at_once(db: Path, room: TestClient):
    before = room.get("/api/v1/")
    with Writer(db) as writer:
        writer.add(make_reading("three", day=20))
        ingest.relink(writer)

    after = room.get("/api/v1/", headers={"If-None-Match": before.headers["ETag"]})

    assert (before.json()["pages"], after.json()["pages"]) == (2, 3)


def test_who_has_the_answer_already_is_told_so(room: TestClient):
    tag = room.get("/").headers["ETag"]

    answer = room.get("/", headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert room.get("/sources", headers={"If-None-Match": tag}).status_code == 200


def test_what_is_shown_to_one_who_may_correct_is_kept_for_nobody(db: Path):
    app = create_app(db, token=TOKEN)
    desk, stranger = TestClient(app, headers={"Authorization": f"Bearer {TOKEN}"}), TestClient(app)
    signed = TestClient(app, base_url="http://localhost")
    signed.post("/login", data={"token": TOKEN, "name": "Ada"})

    for browser in (desk, signed):
        assert "You may correct" in browser.get("/").text
        assert "ETag" not in browser.get("/").headers
        assert "You may correct" not in stranger.get("/").text


def test_an_error_is_not_kept(room: TestClient, asked: list[str]):
    room.get("/story/none")
    made = len(asked)

    assert "ETag" not in room.get("/story/none").headers
    assert len(asked) > made


def test_an_answer_packed_is_not_sent_to_who_cannot_unpack_it(room: TestClient):
    packed = room.get("/dyad/CHN/RUS")
    plain = room.get("/dyad/CHN/RUS", headers={"Accept-Encoding": "identity"})

    assert packed.headers.get("Content-Encoding") == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert plain.text == packed.text


def test_those_who_ask_for_the_same_at_once_wait_for_one_answer(tmp_path: Path):
    import asyncio

    from dateline.web.keeping import Keeping

    made, got = [], []
    (tmp_path / "ties").write_bytes(b"")

    async def application(scope, _receive, send):
        made.append(scope["path"])
        await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x"})

    async def all_at_once() -> None:
        keeping = Keeping(application, path=tmp_path / "ties")
        scope = {"type": "http", "method": "GET", "path": "/a", "query_string": b"", "headers": [], "scheme": "http"}

        async def sent(message) -> None:
            got.append(message)

        await asyncio.gather(*(keeping(scope, None, sent) for _ in range(5)))

    asyncio.run(all_at_once())

    assert made == ["/a"]
    assert [message["body"] for message in got if message["type"] == "http.response.body"] == [b"x"] * 5


def test_old_answers_make_room_for_new_ones():
    import asyncio

    from dateline.web.keeping import Keeping

    made = []

    async def application(scope, _receive, send):
        made.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 40})

    keeping = Keeping(application, path=Path(__file__), most=100)

    async def get(path: str) -> None:
        async def sent(_message) -> None: ...

        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "scheme": "http"}
        await keeping(scope, None, sent)

    for path in ("/a", "/b", "/a", "/c", "/a", "/b"):
        asyncio.run(get(path))

    assert made == ["/a", "/b", "/c", "/b"]
