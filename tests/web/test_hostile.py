"""Hostile pages in a real browser: nothing of theirs runs, no element of theirs stands, nothing is fetched from elsewhere."""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import uvicorn
from tests.web.payloads import VECTORS, make_record

from dateline.records import Reading
from dateline.store import Reader
from dateline.web import create_app

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path(os.environ.get("DATELINE_CHROMIUM", "/usr/bin/chromium"))
TOKEN = "a word that only the tests know"  # noqa: S105  # made up
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}")]
# What stands in a page of ours only if words of another became markup.
FOREIGN = """() => {
  const found = [];
  const here = location.origin;
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (/^(on|hx-on|data-hx-on)/i.test(name)) found.push(`${one.tagName} ${name}`);
      if (/^(href|src|action|formaction|data|xlink:href|srcdoc|srcset|poster)$/i.test(name)) {
        let address;
        try { address = new URL(value.split(" ")[0], document.baseURI); } catch { continue; }
        const link = one.tagName === "A" && /^https?:$/.test(address.protocol);
        if (address.origin !== here && !link) found.push(`${one.tagName} ${name}=${value.slice(0, 60)}`);
      }
    }
  }
  const never = "iframe, object, embed, base, marquee, video, audio, meta[http-equiv], script:not([src]), style";
  for (const one of document.querySelectorAll(never)) found.push(one.tagName);
  return found;
}"""
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (one) => {
  window.__violations.push(`${one.violatedDirective} ${one.blockedURI}`);
});
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.__hit(name);
"""


@dataclass
class Watched:
    """A page of the browser, and what it did that it should not."""

    page: object
    base: str
    hits: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)

    def faults(self, path: str) -> list[str]:
        """Open a page and return what is wrong with it."""
        self.hits.clear()
        self.away.clear()
        answer = self.page.goto(self.base + path, wait_until="load")
        found = [f"status {answer.status}"] if answer.status != 200 else []
        if "default-src 'none'" not in answer.headers.get("content-security-policy", ""):
            found.append("no policy")
        found += [f"ran: {hit}" for hit in self.hits]
        found += [f"fetched: {address}" for address in self.away]
        found += [f"stands: {one}" for one in self.page.evaluate(FOREIGN)]
        found += [f"policy: {one}" for one in self.page.evaluate("window.__violations")]
        if urlsplit(self.page.url).netloc != urlsplit(self.base).netloc:
            found.append(f"led to {self.page.url}")
        return [f"{path}: {one}" for one in found]


@contextmanager
def serving(app):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Reading, ...]]:
    path = tmp_path_factory.mktemp("hostile") / "ties.duckdb"
    return path, make_record(path)


@pytest.fixture(scope="module")
def watched(readings):
    with serving(create_app(readings[0], token=TOKEN)) as base, sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        context = browser.new_context()
        context.add_init_script(WATCH)
        page = context.new_page()
        found = Watched(page, base)
        context.expose_function("__hit", lambda what: found.hits.append(str(what)))
        page.on("dialog", lambda dialog: (found.hits.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else found.away.append(asked.url))
        yield found
        browser.close()


def signed(watched: Watched) -> Watched:
    """Sign in, so that the forms that correct are shown too."""
    watched.page.goto(f"{watched.base}/login")
    watched.page.fill("input[name=name]", "<script>__hit(1)</script>")
    watched.page.fill("input[name=token]", TOKEN)
    watched.page.click("main button:has-text('Sign in')")
    watched.page.wait_for_url(f"{watched.base}/")
    return watched


def test_there_are_at_least_sixty_ways():
    assert len(set(VECTORS)) >= 60


def test_what_runs_is_noticed(watched: Watched):
    """Prove the watch: the same vectors in a page without our care run, fetch and stand."""
    watched.hits.clear()
    watched.away.clear()
    watched.page.goto("about:blank")
    watched.page.set_content("".join(VECTORS[15:20]) + "<img src=http://evil.example/x><iframe></iframe>", wait_until="commit")
    watched.page.wait_for_timeout(500)

    assert watched.hits
    assert watched.away == ["http://evil.example/x"]
    assert "IFRAME" in watched.page.evaluate(FOREIGN)


@pytest.mark.slow
def test_no_page_of_any_hostile_record_runs_anything(watched: Watched, readings):
    path, hostile = readings
    reader = Reader(path)
    signed(watched)
    faults = []
    for number, reading in enumerate(hostile):
        (story,), (event,), (said,) = reading.stories, reading.events, reading.statements
        others = (
            f"/statement/{said.id}",
            f"/episode/{reader.episode_of_event(event.id).id}",
            f"/page/{reading.page.id}",
            f"/actor/{quote(reading.actors[0].id, safe='')}",
            f"/correct/event/{event.id}",
        )
        for one in (f"/story/{story.id}", f"/event/{event.id}", others[number % 5], others[(number + 2) % 5]):
            faults += watched.faults(one)

    assert faults == []


def test_no_list_of_hostile_records_runs_anything(watched: Watched, readings):
    path, hostile = readings
    last = hostile[-1]
    signed(watched)
    lists = ["/", "/dyad/CHN/RUS", "/search?q=China", "/places", "/network", "/sources", "/corrections", "/actor/CHN"]
    lists += [f"/dyad/CHN/RUS/{view}" for view in ("statements", "figures", "meetings", "ledger", "disputes")]
    lists += [f"/tenure/{last.tenures[0].id}", f"/figure/{last.figures[0].id}", f"/correct/tenure/{last.tenures[0].id}"]
    lists += [
        f"/correct/figure/{last.figures[0].id}",
        f"/correct/statement/{last.statements[0].id}",
        f"/add/{last.stories[0].id}",
    ]
    lists += [f"/correct/episode/{Reader(path).episode_of_event(last.events[0].id).id}"]

    assert [fault for one in lists for fault in watched.faults(one)] == []


def test_what_an_address_holds_runs_nothing(watched: Watched):
    signed(watched)
    faults = []
    for vector in VECTORS:
        found = watched.faults(f"/search?q={quote(vector)}&by=&kind=story")
        faults += [fault for fault in found if not fault.endswith("status 400")]  # what cannot be read as a search
    for name in ("q", "by", "about", "since", "order", "page", "type", "status"):
        watched.page.goto(f"{watched.base}/search?{name}={quote(VECTORS[42])}")
        faults += [
            f"{name}: {one}"
            for one in (*watched.hits, *watched.page.evaluate(FOREIGN), *watched.page.evaluate("window.__violations"))
        ]
    for path in ("/story/", "/dyad/CHN/", "/add/", "/login?onward="):
        watched.page.goto(watched.base + path + quote(VECTORS[0], safe=""))
        faults += [
            f"{path}: {one}"
            for one in (*watched.hits, *watched.page.evaluate(FOREIGN), *watched.page.evaluate("window.__violations"))
        ]

    assert faults == []


def test_what_machines_read_is_shown_as_text(watched: Watched, readings):
    _, hostile = readings
    story, event = hostile[0].stories[0], hostile[0].events[0]
    for path in (
        f"/story/{story.id}.json", f"/event/{event.id}.csv", "/search.json?q=China", "/dyad/CHN/RUS.csv",
        "/feed/dyad/CHN/RUS.atom",
        "/dyad/CHN/RUS/chart.svg", "/network/chart.svg", f"/api/v1/stories/{story.id}", "/api/v1/none",
    ):  # fmt: skip
        watched.hits.clear()
        watched.away.clear()
        table = ".csv" in path  # a browser keeps it, and does not show it
        answer = watched.page.context.request.get(watched.base + path) if table else watched.page.goto(watched.base + path)
        kind = answer.headers["content-type"].split(";")[0]
        assert kind in ("application/json", "text/csv", "application/atom+xml", "image/svg+xml", "application/problem+json"), path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert (watched.hits, watched.away) == ([], []), path
