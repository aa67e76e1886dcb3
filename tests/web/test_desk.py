"""Correct in place in a real browser: marking words, forms, undo; and what a screen reader makes of them."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from small_record import make_reading

from dateline.store import Reader
from dateline.web import create_app

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path(os.environ.get("DATELINE_CHROMIUM", "/usr/bin/chromium"))
TOKEN = "a word that only the tests know"  # noqa: S105  # made up
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}")]
ONE = make_reading("one")
STORY, EVENT = ONE.stories[0], ONE.events[0]
# Marks words of the story as a hand does, across whatever marks stand in it.
MARK = """(words) => {
  const text = document.querySelector("[data-start]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const all = nodes.map((node) => node.data).join("");
  const at = all.indexOf(words);
  const point = (offset) => {
    for (const node of nodes) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...point(at));
  range.setEnd(...point(at + words.length));
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def path(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "record"
    shutil.copytree(made_once, folder)
    return folder / "ties.duckdb"


@pytest.fixture(scope="module")
def desk(path: Path):
    """Return a page of a browser that signed in, and where the room is."""
    server = uvicorn.Server(uvicorn.Config(create_app(path, token=TOKEN), port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(base_url=base).new_page()
        page.set_default_timeout(60_000)
        page.goto(f"/login?onward=/story/{STORY.id}")
        page.get_by_label("Your name").fill("Ada Coder")
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/story/*")
        yield page
        browser.close()
    server.should_exit = True
    thread.join(10)


def test_words_that_are_marked_become_an_event(desk, path: Path):
    desk.goto(f"/story/{STORY.id}")
    desk.evaluate(MARK, "NATO criticised China")
    desk.get_by_text("Marked: “NATO criticised China”").wait_for()
    desk.get_by_role("button", name="Add an event").click()
    assert desk.get_by_label("The words it rests on").input_value() == "NATO criticised China"
    desk.get_by_label("The word among them").fill("China")
    desk.get_by_label("Type").select_option("REJECT")
    desk.get_by_role("group", name="Who acts").get_by_role("checkbox", name="NATO").check()
    desk.get_by_label("Why").fill("a refusal too")
    desk.get_by_role("button", name="Add it").click()
    desk.get_by_text("It is added").wait_for()

    event = Reader(path).event(desk.url.rpartition("/")[2])
    assert (event.type, event.evidence.quote, event.evidence.span.of(STORY.text)) == (
        "REJECT",
        "NATO criticised China",
        "NATO criticised China",
    )
    assert [one.actor for one in event.actors] == ["nato"]
    assert Reader(path).corrections(event.id)[0].who == "Ada Coder"


def test_a_rejection_is_undone_by_a_click(desk, path: Path):
    desk.goto(f"/correct/event/{EVENT.id}")
    before = Reader(path).counts().events
    desk.get_by_role("button", name="Reject").click()
    desk.get_by_text("It is rejected").wait_for()
    assert Reader(path).counts().events == before - 1
    desk.get_by_role("button", name="Undo").click()
    desk.get_by_text("taken back by Ada Coder").wait_for()

    assert Reader(path).counts().events == before


def test_an_edit_is_kept_and_wrong_words_are_said(desk, path: Path):
    desk.goto(f"/correct/event/{EVENT.id}")
    desk.get_by_label("Status").select_option("alleged")
    desk.get_by_label("The words it rests on").fill("China hates Russia")
    desk.get_by_role("button", name="Keep the changes").click()
    desk.get_by_role("alert").wait_for()
    assert "the story does not say" in desk.get_by_role("alert").inner_text()
    desk.get_by_label("Status").select_option("alleged")
    desk.get_by_role("button", name="Keep the changes").click()
    desk.get_by_text("It is edited").wait_for()

    assert Reader(path).event(EVENT.id).status == "alleged"


def test_an_episode_is_split_in_the_browser(desk, path: Path):
    whole = next(episode for episode in Reader(path).timeline() if len(episode.reports) > 1)
    desk.goto(f"/correct/episode/{whole.id}")
    desk.get_by_role("group", name="Reports").get_by_role("checkbox").nth(1).check()
    desk.get_by_role("button", name="Split").click()
    desk.get_by_text("Ada Coder").first.wait_for()

    first, second = (Reader(path).episode_of_event(report.event) for report in whole.reports)
    assert first.id != second.id


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_the_desk_keeps_anybody_out(desk, path: Path, width: int):
    episode = Reader(path).timeline()[0]
    desk.set_viewport_size({"width": width, "height": 900})
    faults = []
    for address in (
        "/login", "/corrections", f"/correct/event/{EVENT.id}", f"/correct/statement/{ONE.statements[0].id}",
        f"/add/{STORY.id}?kind=event", f"/add/{STORY.id}?kind=statement", f"/correct/episode/{episode.id}", f"/story/{STORY.id}",
    ):  # fmt: skip
        desk.goto(address)
        found = Axe().run(desk).response["violations"]
        faults += [(address, one["id"], one["nodes"][0]["html"][:200]) for one in found]
        if desk.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append((address, "wider than the window", ""))
        if folder := os.environ.get("DATELINE_PICTURES"):
            desk.screenshot(path=f"{folder}/{address.strip('/').replace('/', '-').split('?')[0]}-{width}.png", full_page=True)

    assert faults == []
