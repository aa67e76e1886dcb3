from __future__ import annotations

import csv
import io
import json
import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

import told
import turning
from dateline.store import Reader
from dateline.web import create_app

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHROMIUM = Path(os.environ.get("DATELINE_CHROMIUM", "/usr/bin/chromium"))
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHARTED = ("/dyad/CHN/RUS", "/dyad/CHN/RUS/figures", "/places", "/network")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return told.write(tmp_path_factory.mktemp("told") / "ties.duckdb")


@contextmanager
def serving(path):
    """Answer from a record, and give the address."""
    server = uvicorn.Server(uvicorn.Config(create_app(path), port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def address(path):
    """Return where a server of the record answers."""
    with serving(path) as found:
        yield found


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    """Return where a server of a record with changes answers."""
    with serving(turning.write(tmp_path_factory.mktemp("turning") / "ties.duckdb")) as found:
        yield found


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}; install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(path):
    """Return the address of every sort of page."""
    reader = Reader(path)

    def one(table):
        return reader.ask(f"SELECT id FROM {table} ORDER BY id")[0][0]  # noqa: S608  # names in view

    return (
        "/",
        *CHARTED,
        "/dyad/CHN/RUS/meetings",
        "/dyad/CHN/RUS/statements",
        "/dyad/CHN/RUS/ledger",
        "/dyad/CHN/RUS/disputes",
        "/dyad/CHN/RUS/changes",
        "/episode/gone",
        f"/story/{one('stories')}",
        f"/statement/{one('statements')}",
        f"/event/{one('events')}",
        f"/tenure/{one('tenures')}",
        f"/figure/{one('figures')}",
        f"/actor/{told.XI.id}",
        "/actor/CHN",
        "/search",
        "/search?q=drills",
        "/places?at=Moscow",
        "/sources",
        f"/page/{one('pages')}",
        "/nothing",
    )


class Visit:
    """A window of the browser, and what it complained of."""

    def __init__(self, chromium, address, **how):
        self.context = chromium.new_context(base_url=address, **{"viewport": {"width": 1280, "height": 900}, **how})
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, where):
        self.page.goto(where)
        for chart in self.page.locator(".chart-here").all():
            expect(chart).to_have_attribute("data-drawn", "yes", timeout=30_000)
        expect(self.page.locator("[hx-trigger=load]")).to_have_count(0, timeout=30_000)
        return self.page

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_fault_of_access_or_breaks_the_policy(chromium, address, pages, scheme):
    with Visit(chromium, address, color_scheme=scheme) as visit:
        found = {where: Axe().run(visit.go(where)) for where in pages}
        faults = [f"{where}: {one.generate_report()}" for where, one in found.items() if one.violations_count]
        assert not faults, "\n".join(faults)
        wanted = [one for one in visit.complaints if "404" not in one]  # /nothing is not there
        assert wanted == []


def test_every_page_fits_a_phone(chromium, address, pages):
    with Visit(chromium, address, viewport={"width": 390, "height": 800}) as visit:
        for where in pages:
            width = visit.go(where).evaluate("document.documentElement.scrollWidth")
            assert width <= 390, where


def test_charts_are_drawn_with_interpreted_expressions(chromium, address):
    with Visit(chromium, address) as visit:
        for where in CHARTED:
            assert visit.go(where).locator(".chart-here svg").count() == 1, where


def test_a_bar_tells_its_numbers(chromium, address):
    with Visit(chromium, address) as visit:
        page = visit.go("/dyad/CHN/RUS")
        page.locator('.chart-here svg .mark-rect.role-mark path[fill="#2f7d62"]').first.hover(force=True)
        expect(page.locator(".chart-tip:visible")).to_contain_text("Occurrences")


def test_a_filter_changes_the_list_and_the_address_without_a_new_page(chromium, address):
    with Visit(chromium, address) as visit:
        page = visit.go("/dyad/CHN/RUS")
        page.evaluate("window.stayed = true")
        page.get_by_label("Type").select_option("CONSULT")
        expect(page.locator("#timeline .entry")).to_have_count(1)
        assert "type=CONSULT" in page.url
        assert page.evaluate("window.stayed")
        page.reload()
        expect(page.locator("#timeline .entry")).to_have_count(1)
        page.go_back()
        expect(page.locator("#timeline .entry")).to_have_count(3)


def test_every_filter_of_a_pair_works(chromium, address):
    with Visit(chromium, address) as visit:
        for name, value, entries in (
            ("status", "planned", 1),
            ("since", "2024-06-01", 1),
            ("until", "2024-05-06", 1),
            ("outlet", "USA", 0),
        ):
            page = visit.go("/dyad/CHN/RUS")
            field = page.locator(f"form[hx-get] [name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
                field.dispatch_event("change")
            expect(page.locator("#timeline .entry")).to_have_count(entries)


def test_the_chart_can_be_drawn_by_week_and_by_share(chromium, address):
    with Visit(chromium, address) as visit:
        page = visit.go("/dyad/CHN/RUS?per=week&measure=share")
        expect(page.locator(".chart-here")).to_contain_text("per 1,000 stories read")
        page.get_by_label("Measured in").select_option("episodes")
        page.wait_for_url("**measure=episodes**")


def test_a_search_narrows_by_its_facets(chromium, address):
    with Visit(chromium, address) as visit:
        page = visit.go("/")
        page.keyboard.press("/")
        page.keyboard.type("drills")
        page.keyboard.press("Enter")
        expect(page.locator("#results .entry")).to_have_count(4)
        page.get_by_role("link", name="statements", exact=True).click()
        expect(page.locator("#results .entry")).to_have_count(2)
        assert "kind=statement" in page.url


def test_words_and_their_note_light_up_together(chromium, address, pages):
    with Visit(chromium, address) as visit:
        page = visit.go(next(where for where in pages if where.startswith("/story/")))
        page.locator(".notes .note-event").first.hover()
        assert page.locator(".para p .lit").count() > 0


def test_the_reading_room_is_read_without_scripts(chromium, address, pages):
    with Visit(chromium, address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto("/dyad/CHN/RUS")
        assert page.locator(".chart-here img").count() == 1
        page.get_by_label("Type").select_option("CONSULT")
        page.get_by_role("button", name="Filter").click()
        assert page.locator("#timeline .entry").count() == 1
        page.goto(next(where for where in pages if where.startswith("/story/")))
        page.get_by_text("What was removed from the page").click()
        assert page.get_by_text("Share this").is_visible()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(chromium, address):
    with Visit(chromium, address) as visit:
        page = visit.go("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_a_citation_is_copied(chromium, address, pages):
    with Visit(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.go(next(where for where in pages if where.startswith("/event/")))
        page.get_by_text("Cite this").click()
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert "Moscow, 7 May 2024" in page.evaluate("navigator.clipboard.readText()")


# ------------------------------------------------------------------ what a reader takes away
def downloaded(page, link):
    """Return the words of a file that a click brings."""
    with page.expect_download() as waiting:
        link.click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("where", CHARTED)
def test_a_chart_can_be_taken_as_picture_data_and_specification(chromium, address, where):
    with Visit(chromium, address) as visit:
        links = visit.go(where).locator(".chart-links")
        rows = list(csv.DictReader(io.StringIO(downloaded(visit.page, links.get_by_role("link", name="data")))))
        assert rows
        assert all(None not in row for row in rows)

        links.get_by_role("link", name="SVG").click()
        assert visit.page.evaluate("document.documentElement.tagName") == "svg"
        assert visit.page.locator("svg path, svg rect").count() > 0

        visit.go(where)
        links.get_by_role("link", name="PNG").click()
        expect(visit.page.locator("img")).to_be_visible()
        assert visit.page.evaluate("document.images[0].naturalWidth") > 800

        visit.go(where)
        links.get_by_role("link", name="specification").click()
        spec = json.loads(visit.page.evaluate("document.body.innerText"))
        assert "vega-lite" in spec["$schema"]


def test_pages_can_be_taken_as_json_and_as_a_table(chromium, address, pages):
    with Visit(chromium, address) as visit:
        taken = 0
        for where in pages:
            links = visit.go(where).locator(".machine")
            if not links.count():
                continue
            table = downloaded(visit.page, links.first.get_by_role("link", name="CSV"))
            links.first.get_by_role("link", name="JSON").click()
            rows = json.loads(visit.page.evaluate("document.body.innerText"))
            header, *lines = csv.reader(io.StringIO(table))
            assert all(len(line) == len(header) for line in lines), where
            assert isinstance(rows, dict) or len(rows) == len(lines), where
            taken += 1
        assert taken >= 12


# ------------------------------------------------------------------ what changed
def test_changes_are_marked_listed_and_lead_to_their_words(chromium, turned):
    with Visit(chromium, turned) as visit:
        page = visit.go("/dyad/CHN/RUS")
        page.locator(".chart-here [aria-roledescription='rule mark'][aria-label*='from July 2023 on']").click(force=True)
        page.wait_for_url(lambda found: found.endswith("?since=2023-07-01#line"))
        page = visit.go("/dyad/CHN/RUS")
        page.locator(".chart-here .mark-symbol [aria-label*='grew stronger']").click(force=True)
        page.wait_for_url(lambda found: "/story/" in found and "mark=" in found)

        page = visit.go("/dyad/CHN/RUS")
        page.locator("#course a[href*='since=']").click()
        expect(page.locator("#timeline .entry")).to_have_count(24)

        page = visit.go("/dyad/CHN/RUS")
        page.locator("#course .quote a").first.click()
        assert "grew stronger" in page.locator(".para p").inner_text()
        shown = page.locator(".k-passage").all_inner_texts()
        assert "".join(shown) == turning.STRONGER
        assert [one for one in visit.complaints if "Infinite extent" not in one] == []  # of the side that did nothing


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_marked_changes_have_no_fault_of_access_and_fit(chromium, turned, scheme, width):
    with Visit(chromium, turned, color_scheme=scheme, viewport={"width": width, "height": 900}) as visit:
        for where in ("/dyad/CHN/RUS", "/dyad/CHN/RUS/changes"):
            found = Axe().run(visit.go(where))
            assert not found.violations_count, found.generate_report()
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
