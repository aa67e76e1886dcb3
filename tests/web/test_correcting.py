"""Correct in place: who may, what it does, that it stays; and that no other site can make a browser do it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from small_record import make_reading

from dateline import ingest
from dateline.store import Reader, Writer
from dateline.web import create_app

TOKEN = "a word that only the tests know"  # noqa: S105  # made up
ONE = make_reading("one")
STORY = ONE.stories[0]
EVENT, CHARGE = ONE.events
SAID = ONE.statements[0]


@pytest.fixture
def signed(db: Path) -> TestClient:
    """Return a browser that signed in with the token."""
    browser = TestClient(create_app(db, token=TOKEN), base_url="http://localhost")
    answer = browser.post("/login", data={"token": TOKEN, "name": "Ada  Coder", "onward": "/corrections"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/corrections")
    return browser


def key_of(browser: TestClient, path: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{64})"', browser.get(path).text)
    assert found
    return found[1]


def send(browser: TestClient, path: str, form: str | None = None, **values: object):
    return browser.post(path, data={"key": key_of(browser, form or path), **values}, follow_redirects=False)


def chosen(browser: TestClient, path: str, role: str, *names: str) -> list[str]:
    """Return the values of the choices of a role whose label begins with one of the names."""
    found = re.findall(rf'name="{role}" value="([^"]*)"[^>]*>\s*<span>([^<]*)', browser.get(path).text)
    return [value for value, label in found if label.strip().startswith(names)]


# ------------------------------------------------------------------ one record
def test_a_rejected_event_goes_and_comes_back_when_that_is_undone(db: Path, signed: TestClient):
    page = f"/correct/event/{EVENT.id}"

    answer = send(signed, page, action="reject", why="it is a plan")

    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert Reader(db).counts().events == 3
    (decided,) = Reader(db).corrections()
    assert (decided.who, decided.why, decided.action) == ("Ada Coder", "it is a plan", "reject")
    assert "it is a plan" in signed.get(page).text

    assert send(signed, f"/undo/{decided.id}", page, onward=page).headers["location"] == page

    assert Reader(db).counts().events == 4
    assert "taken back by Ada Coder" in signed.get(page).text


def test_an_edit_stays_when_the_page_is_read_again(db: Path, signed: TestClient):
    page = f"/correct/event/{EVENT.id}"
    actors = chosen(signed, page, "actors", "Russia")
    recipients = chosen(signed, page, "recipients", "China")
    days = {"when_first": "2024-05-01", "when_last": "2024-05-31", "when_precision": "month"}

    answer = send(
        signed, page, action="edit", type="CONSULT", mode="phone", status="planned", actors=actors, recipients=recipients, **days
    )
    with Writer(db) as writer:
        writer.forget(ONE.page.id)
        writer.add(ONE)
        writer.apply_corrections()
        ingest.relink(writer)

    assert answer.status_code == 303
    event = Reader(db).event(EVENT.id)
    assert (event.type, event.mode, event.status, event.plover_score, event.quad_plover) == (
        "CONSULT",
        "phone",
        "planned",
        1.5,
        1,
    )
    assert [one.actor for one in event.actors] == ["rus"]
    assert [one.actor for one in event.recipients] == ["chn"]
    assert (event.when.start.isoformat(), event.when.precision) == ("2024-05-01", "month")
    assert "CONSULT" in {episode.type for episode in Reader(db).timeline()}


def test_an_edit_keeps_what_the_form_leaves_as_it_was(db: Path, signed: TestClient):
    page = f"/correct/event/{EVENT.id}"
    same = {
        "type": "SUPPORT",
        "status": "occurred",
        "when_first": "2024-05-03",
        "when_last": "2024-05-03",
        "when_precision": "day",
    }
    parties = {
        "actors": chosen(signed, page, "actors", "China")[:1],
        "recipients": chosen(signed, page, "recipients", "Russia")[:1],
    }

    unchanged = send(signed, page, action="edit", words=EVENT.evidence.quote, **same, **parties)
    send(signed, page, action="edit", **{**same, "status": "alleged"}, **parties)

    assert (unchanged.status_code, "nothing was changed" in unchanged.text) == (400, True)
    (decided,) = Reader(db).corrections()
    assert decided.fields == (("status", '"alleged"'),)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param({"type": "FEAST"}, "there is no &#39;FEAST&#39;", id="a type that is none"),
        pytest.param({"mode": "phone"}, "SUPPORT has no mode", id="a mode of another type"),
        pytest.param(
            {"when_first": "2024-05-09", "when_last": "2024-05-03"}, "is before the first", id="days in the wrong order"
        ),
        pytest.param({"when_first": "May"}, "is no day", id="no day"),
        pytest.param({"words": "China attacks Russia"}, "the story does not say", id="words that are not there"),
        pytest.param({"actors": "0:999:chn"}, "does not fit the story", id="a choice outside the story"),
        pytest.param({"actors": "0:3:nobody"}, "knows no actor", id="an actor that is not there"),
        pytest.param({"actors_more": "China = Atlantis"}, "knows no actor", id="an actor by a name that is not there"),
        pytest.param({"action": "burn"}, "there is no action", id="an action that is none"),
    ],
)
def test_what_cannot_be_is_said_on_the_form_and_changes_nothing(db: Path, signed: TestClient, values: dict[str, str], said: str):
    page = f"/correct/event/{EVENT.id}"
    sent = {"action": "edit", "type": "SUPPORT", "status": "occurred", "when_precision": "day", **values}

    answer = send(signed, page, **sent)

    assert answer.status_code == 400
    assert said in answer.text
    assert Reader(db).corrections() == ()


def test_a_statement_is_edited_by_other_words_and_another_speaker(db: Path, signed: TestClient):
    page = f"/correct/statement/{SAID.id}"

    answer = send(
        signed,
        page,
        action="edit",
        kind="direct",
        words="NATO  criticised China",
        when_precision="day",
        speakers_more="NATO = NATO",
    )

    assert answer.status_code == 303
    said = Reader(db).statement(SAID.id)
    assert (said.kind, said.content[0].quote, [one.actor for one in said.speakers]) == (
        "direct",
        "NATO criticised China",
        ["nato"],
    )


# ------------------------------------------------------------------ what was missed
def test_an_event_is_added_by_marking_its_words(db: Path, signed: TestClient):
    start = STORY.text.index("NATO criticised")
    page = f"/add/{STORY.id}?kind=event&start={start}&end={start + 21}"
    assert "NATO criticised China" in signed.get(page).text
    actors = chosen(signed, page, "actors", "NATO")

    answer = send(
        signed, f"/add/{STORY.id}", page, kind_of_record="event", start=start, end=start + 21, words="NATO criticised China",
        trigger="China", type="REJECT", status="occurred", when_precision="day", actors=actors, why="a refusal too",
    )  # fmt: skip

    name = answer.headers["location"].rpartition("/")[2]
    event = Reader(db).event(name)
    assert (event.type, event.evidence.quote, event.trigger.quote, event.trigger.span.start) == (
        "REJECT",
        "NATO criticised China",
        "China",
        start + 16,
    )
    assert [one.actor for one in event.actors] == ["nato"]
    with Writer(db) as writer:
        writer.forget(ONE.page.id)
        writer.add(ONE)
        writer.apply_corrections()
    assert Reader(db).event(name) == event
    assert "It is <strong>added</strong>" in signed.get(f"/correct/event/{name}").text


def test_a_statement_is_added_by_typing_its_words(db: Path, signed: TestClient):
    page = f"/add/{STORY.id}?kind=statement"

    answer = send(
        signed,
        f"/add/{STORY.id}",
        page,
        kind_of_record="statement",
        words="criticised China",
        kind="mixed",
        when_precision="day",
        speakers_more="NATO = NATO",
    )

    said = Reader(db).statement(answer.headers["location"].rpartition("/")[2])
    assert (said.kind, said.content[0].quote, said.content[0].span.of(STORY.text)) == (
        "mixed",
        "criticised China",
        "criticised China",
    )


def test_words_that_the_story_does_not_have_are_not_added_and_stay_in_the_form(signed: TestClient):
    page = f"/add/{STORY.id}?kind=event"

    answer = send(
        signed,
        f"/add/{STORY.id}",
        page,
        kind_of_record="event",
        words="War & peace",
        type="AID",
        status="occurred",
        when_precision="day",
    )

    assert answer.status_code == 400
    assert "the story does not say" in answer.text
    assert ">War &amp; peace</textarea>" in answer.text


# ------------------------------------------------------------------ who may
def test_nobody_corrects_a_room_without_a_token(db: Path, room: TestClient):
    answer = room.post(f"/correct/event/{EVENT.id}", data={"action": "reject"}, headers={"Authorization": "Bearer "})

    assert (answer.status_code, "read-only" in answer.text) == (403, True)
    assert "read-only" in room.get("/login").text
    assert Reader(db).corrections() == ()


def test_one_who_has_not_signed_in_is_led_to_do_so(db: Path):
    stranger = TestClient(create_app(db, token=TOKEN), base_url="http://localhost")

    page = stranger.get(f"/correct/event/{EVENT.id}", follow_redirects=False)

    assert (page.status_code, page.headers["location"]) == (303, f"/login?onward=%2Fcorrect%2Fevent%2F{EVENT.id}")
    assert stranger.post(f"/correct/event/{EVENT.id}", data={"action": "reject"}).status_code == 403
    assert stranger.post("/login", data={"token": "wrong", "name": "x"}).status_code == 403
    assert not stranger.cookies


def test_the_cookie_holds_no_token_and_no_script_reads_it(db: Path):
    answer = TestClient(create_app(db, token=TOKEN), base_url="http://localhost").post(
        "/login", data={"token": TOKEN, "name": "x"}, follow_redirects=False
    )

    for cookie in answer.headers.get_list("set-cookie"):
        assert TOKEN not in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        pytest.param({}, "", id="without the form's key"),
        pytest.param({}, "0" * 64, id="with another key"),
        pytest.param({"Origin": "http://evil.example"}, None, id="from another site"),
        pytest.param({"Origin": "null"}, None, id="from a sandboxed frame"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, None, id="from another site, as the browser says"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, None, id="from another port"),
    ],
)
def test_what_no_page_of_ours_sent_is_refused(db: Path, signed: TestClient, headers: dict[str, str], key: str | None):
    page = f"/correct/event/{EVENT.id}"
    key = key_of(signed, page) if key is None else key

    answer = signed.post(page, data={"key": key, "action": "reject"}, headers=headers)

    assert answer.status_code == 403
    assert Reader(db).corrections() == ()


def test_a_program_that_shows_the_token_needs_no_key(db: Path, desk: TestClient):
    answer = desk.post(
        f"/correct/event/{EVENT.id}", data={"action": "accept"}, headers={"X-Dateline-Name": "robot"}, follow_redirects=False
    )

    assert answer.status_code == 303
    assert [(one.who, one.action) for one in Reader(db).corrections()] == [("robot", "accept")]


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"]
)
def test_signing_in_leads_nowhere_else(db: Path, onward: str):
    browser = TestClient(create_app(db, token=TOKEN), base_url="http://localhost")

    answer = browser.post("/login", data={"token": TOKEN, "name": "x", "onward": onward}, follow_redirects=False)

    assert answer.headers["location"] == "/"


def test_a_record_that_is_being_written_is_said_to_be_busy(db: Path, signed: TestClient):
    page = f"/correct/event/{EVENT.id}"
    key = key_of(signed, page)
    with Writer(db):
        answer = signed.post(page, data={"key": key, "action": "reject"})

    assert (answer.status_code, "another process is writing" in answer.text) == (503, True)


@pytest.mark.parametrize("path", ["/correct/event/none", "/correct/story/x", "/add/none", "/correct/episode/none"])
def test_what_is_not_there_cannot_be_corrected(signed: TestClient, path: str):
    assert signed.get(path).status_code == 404


# ------------------------------------------------------------------ episodes
def test_an_episode_shows_its_reports_and_those_that_may_be_the_same(db: Path, signed: TestClient):
    first, *_ = Reader(db).timeline()

    text = signed.get(f"/correct/episode/{first.id}").text

    assert first.reports[0].event in text
    assert 'name="other"' in text


def charges(db: Path) -> list[int]:
    """Return how many reports each episode of the charge has."""
    return sorted(len(episode.reports) for episode in Reader(db).timeline() if episode.type == "ACCUSE")


def test_an_episode_is_split_and_merged_again_and_both_can_be_undone(db: Path, signed: TestClient):
    (whole,) = (episode for episode in Reader(db).timeline() if episode.type == "ACCUSE")
    page = f"/correct/episode/{whole.id}"

    answer = send(signed, f"{page}/split", page, event=whole.reports[1].event, why="two charges")

    assert (answer.status_code, charges(db)) == (303, [1, 1])
    (split,) = Reader(db).corrections()
    one, two = (episode for episode in Reader(db).timeline() if episode.type == "ACCUSE")

    answer = send(
        signed,
        f"/correct/episode/{one.id}/merge",
        f"/correct/episode/{one.id}",
        other_address=f"http://localhost/episode/{two.id}",
    )

    assert (answer.status_code, charges(db)) == (303, [2])
    send(signed, f"/undo/{Reader(db).corrections()[-1].id}", page)
    assert charges(db) == [1, 1]
    send(signed, f"/undo/{split.id}", page)
    assert charges(db) == [2]


@pytest.mark.parametrize(("path", "said"), [("split", "mark the reports"), ("merge", "choose the episode")])
def test_an_episode_stays_whole_where_nothing_was_chosen(db: Path, signed: TestClient, path: str, said: str):
    first, *_ = Reader(db).timeline()
    page = f"/correct/episode/{first.id}"

    answer = send(signed, f"{page}/{path}", page)

    assert (answer.status_code, said in answer.text) == (400, True)
    assert Reader(db).corrections() == ()


def test_a_signed_in_browser_can_sign_out(signed: TestClient):
    signed.post("/logout", data={"key": key_of(signed, "/login")})

    assert signed.get(f"/correct/event/{EVENT.id}", follow_redirects=False).status_code == 303
