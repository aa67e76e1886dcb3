"""Samples by strata, precision with its interval, and agreement."""

from __future__ import annotations

import pytest
from small_record import make_reading

from dateline.audit import Drawn, Judged, Precision, Verdict, alpha, draw, precision, share, verdict, wilson
from dateline.errors import UsageError
from dateline.store import Reader, Writer

RIGHT, WRONG, UNSURE = Verdict.RIGHT, Verdict.WRONG, Verdict.UNSURE


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "ties.duckdb"
    with Writer(path) as writer:
        writer.add_all([make_reading("one"), make_reading("two", day=9)])
    return path


@pytest.mark.parametrize(
    ("sizes", "sample", "shares"),
    [
        pytest.param({"A": 3, "B": 2}, 10, {"A": 3, "B": 2}, id="all there are"),
        pytest.param({"A": 900, "B": 100}, 100, {"A": 90, "B": 10}, id="in proportion"),
        pytest.param({"A": 995, "B": 5}, 20, {"A": 15, "B": 5}, id="a small stratum gets its few"),
        pytest.param({"A": 50, "B": 50, "C": 50}, 2, {"A": 1, "B": 1, "C": 0}, id="fewer than strata"),
    ],
)
def test_every_stratum_gets_its_share(sizes, sample, shares):
    assert share(sizes, sample) == shares


def test_a_sample_depends_on_the_seed_alone(db):
    drawn = [draw(Reader(db), 2, seed=seed) for seed in (1, 1, 2, 3, 4, 5, 6)]

    assert drawn[0] == drawn[1]
    assert len(set(drawn)) > 1
    assert [(one.kind, one.stratum, one.of) for one in drawn[0]] == [("event", "ACCUSE", 2), ("event", "SUPPORT", 2)]


def test_what_cannot_be_drawn_by_is_named(db):
    with pytest.raises(UsageError) as error:
        draw(Reader(db), 2, by="colour")

    assert (
        str(error.value)
        == "nothing to draw: event by colour. There are event by type, status, mode, none; statement by kind, none"
    )


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [
        # From the formula by hand: Wilson (1927) at 95 %.
        pytest.param(8, 10, 0.4902, 0.9433, id="eight of ten"),
        pytest.param(0, 10, 0.0, 0.2775, id="none of ten"),
        pytest.param(10, 10, 0.7225, 1.0, id="all of ten"),
        pytest.param(160, 200, 0.7391, 0.8495, id="160 of 200"),
    ],
)
def test_wilsons_interval(right, judged, low, high):
    assert wilson(right, judged) == pytest.approx((low, high), abs=5e-5)


def test_precision_is_told_by_stratum_and_weighted_over_all():
    a, b = Drawn("event", "1", "A", 90), Drawn("event", "2", "B", 10)
    judged = [Judged(a, (RIGHT,)), Judged(a, (WRONG,)), Judged(a, (UNSURE,)), Judged(b, (RIGHT,)), Judged(b, (None,))]

    first, second, whole = precision(judged)

    assert first == Precision("A", 90, 1, 1, 1, 0.5, *wilson(1, 2))
    assert second == Precision("B", 10, 1, 0, 1, 1.0, *wilson(1, 1))
    assert (whole.stratum, whole.of, whole.right, whole.wrong, whole.open) == ("all", 100, 2, 1, 2)
    assert whole.share == pytest.approx(0.9 * 0.5 + 0.1 * 1.0)
    assert whole.low < whole.share < whole.high


def test_two_coders_count_where_they_agree():
    one = Drawn("event", "1", "A", 4)
    (found,) = precision([Judged(one, (RIGHT, RIGHT)), Judged(one, (RIGHT, WRONG)), Judged(one, (WRONG, None))])

    assert (found.right, found.wrong, found.open) == (1, 1, 1)


def test_alpha_is_krippendorffs():
    # The binary example of Krippendorff (2011): 10 units, two observers, alpha 0.095.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    names = (WRONG, RIGHT)

    assert alpha([(names[a], names[b]) for a, b in zip(first, second, strict=True)]) == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        pytest.param([(RIGHT, RIGHT), (WRONG, WRONG)], 1.0, id="full agreement"),
        pytest.param([(RIGHT, None), (WRONG,)], None, id="nothing judged twice"),
        pytest.param([(RIGHT, RIGHT), (RIGHT, RIGHT)], None, id="nothing varies"),
        pytest.param([(RIGHT, WRONG), (WRONG, RIGHT)], -0.5, id="the opposite"),
    ],
)
def test_alpha_at_its_ends(verdicts, expected):
    assert alpha(verdicts) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("cell", "expected"), [("right", RIGHT), (" Y ", RIGHT), ("0", WRONG), ("?", UNSURE), ("", None)], ids=repr
)
def test_verdicts_are_read_as_people_write_them(cell, expected):
    assert verdict(cell) is expected


def test_what_is_no_verdict_is_named():
    with pytest.raises(UsageError, match=r"no verdict: 'perhaps'\. Write right, wrong or unsure"):
        verdict("perhaps")
