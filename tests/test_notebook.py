"""What a notebook shows: tables and charts with every word escaped."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date

import pytest
from small_record import make_reading

import dateline
from dateline import ingest, notebook
from dateline.answers import Answer
from dateline.record import Dyad
from dateline.store import Writer


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("notebook") / "ties.duckdb"
    with Writer(path) as writer:
        writer.add(make_reading("one"))
        writer.add(make_reading("two", day=9))
        ingest.relink(writer)
    return dateline.open(path)


def test_a_timeline_is_a_table_of_its_episodes(record):
    shown = record.timeline("CHN", "RUS")._repr_html_()

    assert shown.count("<tr>") == 3
    assert "China backs Russia" in shown
    assert shown.endswith("<p>2 in all</p>")


def test_statements_are_a_table_of_who_said_what(record):
    shown = record.statements(by="Lin Tao")._repr_html_()

    assert "Lin Tao" in shown
    assert ">China backs Russia<" in shown


def test_a_long_answer_shows_its_first_rows_and_says_how_many_there_are():
    answer = Answer.of(range(60), columns=("number",), rows=lambda: ({"number": number} for number in range(60)))

    shown = answer._repr_html_()

    assert shown.count("<tr>") == 51
    assert shown.endswith("<p>50 of 60; .to_pandas() has all</p>")


def test_what_a_page_says_stays_words():
    shown = notebook.table_html(("words",), [{"words": '<script>alert(1)</script>\n"x"'}], total=1)

    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot;" in shown


def test_a_dyad_is_a_chart_with_its_numbers(record):
    bundle = record.dyad("CHN", "RUS")._repr_mimebundle_(include=None, exclude=None)

    (vega,) = [kind for kind in bundle if "vegalite" in kind]
    assert re.fullmatch(r"application/vnd\.vegalite\.v\d+\+json", vega)
    assert "$schema" in bundle[vega]
    picture = base64.b64decode(re.search(r"base64,([^\"]+)", bundle["text/html"])[1])
    assert picture.startswith(b"<svg")
    assert "2024-05-01" in bundle["text/html"]
    assert bundle["text/plain"] == "<Dyad CHN and RUS: 1 periods with reports>"


def test_a_dyad_of_nothing_has_no_chart():
    assert Dyad(())._repr_mimebundle_() == {"text/plain": "<Dyad nothing: 0 periods with reports>"}


def test_a_side_by_a_hostile_name_stays_a_name(record):
    (count, *_) = record.dyad("CHN", "RUS").counts

    bundle = Dyad((replace(count, source='<img onerror="x">', start=date(2024, 5, 1)),))._repr_mimebundle_()

    assert "<img onerror" not in bundle["text/html"]
