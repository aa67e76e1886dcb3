from __future__ import annotations

import pytest
from benchmarks.gate import digest, judge, metric, table


@pytest.mark.parametrize(
    ("output", "name", "figure"),
    [
        pytest.param('{"found": {"f1": 0.5}}', "found.f1", 0.5, id="a path of keys into JSON"),
        pytest.param("pages 111\nf1         0.971 +- 0.006", r"re:^f1\s+([0-9.]+)", 0.971, id="a pattern in text"),
    ],
)
def test_a_figure_is_read_from_what_the_scorer_prints(output, name, figure):
    assert metric(output, name) == figure


def test_a_figure_that_is_not_there_stops_the_gate():
    with pytest.raises(SystemExit, match=r"no figure 'found\.p'"):
        metric('{"found": {"f1": 0.5}}', "found.p")


@pytest.mark.parametrize(
    ("name", "figure", "below"),
    [
        pytest.param("f1", 0.90, [], id="at the floor"),
        pytest.param("f1", 0.89, ["set f1: 0.890, floor 0.900"], id="below the floor"),
        pytest.param("wrong none", 0.91, ["set wrong none: 0.910, floor 0.900"], id="of errors, above is worse"),
    ],
)
def test_the_gate_names_what_is_below_its_floor(name, figure, below):
    assert judge("set", {"floors": {name: 0.9}}, {name: figure}, change=None) == below


def test_a_figure_without_a_floor_fails_until_one_is_set():
    entry = {}

    assert judge("set", entry, {"f1": 0.5}, change=None) == ["set f1: no floor yet; set it with --raise"]
    assert judge("set", entry, {"f1": 0.5}, change="raise") == []
    assert entry["floors"] == {"f1": 0.5}


def test_a_lower_figure_is_written_only_when_asked():
    entry = {"floors": {"f1": 0.9}}

    judge("set", entry, {"f1": 0.8}, change="raise")
    kept = dict(entry["floors"])
    judge("set", entry, {"f1": 0.8}, change="lower")

    assert (kept, entry["floors"]) == ({"f1": 0.9}, {"f1": 0.8})


def test_the_digest_changes_with_the_data(tmp_path):
    (tmp_path / "gold.json").write_text("1")
    before = digest([tmp_path])
    (tmp_path / "gold.json").write_text("2")

    assert digest([tmp_path]) != before


def test_the_table_says_which_way_a_floor_holds():
    assert table({"set": {"floors": {"f1": 0.9, "wrong none": 0.1}}}).splitlines()[2:] == [
        "| set | f1 | ≥ 0.900 |",
        "| set | wrong none | ≤ 0.100 |",
    ]
