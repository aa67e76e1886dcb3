"""A correction can be taken back, and that too; what is added or edited is found by whom it is about."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_record import make_reading

from dateline import wire
from dateline.errors import UsageError
from dateline.records import Correction, CorrectionAction
from dateline.store import Reader, Statements, Writer, corrections

ONE = make_reading("one")
EVENT = ONE.events[0]


def made(name: str, action: CorrectionAction, record: str, kind: str = "event", /, **fields: object) -> Correction:
    """Return a correction; the names of a test are in the order of their times."""
    at = datetime(2024, 6, 1, 12, 0, int(name[-1]), tzinfo=UTC)
    return Correction(
        name, at, "coder", action, kind, record, "", tuple((key, json.dumps(value)) for key, value in fields.items())
    )


def undo(name: str, record: str) -> Correction:
    return made(name, CorrectionAction.REJECT, record, "correction")


def corrected(db: Path, *several: Correction) -> Reader:
    with Writer(db) as writer:
        for one in several:
            writer.correct(one)
    return Reader(db)


def test_an_undone_rejection_brings_the_record_back(db: Path):
    reader = corrected(db, made("c1", CorrectionAction.REJECT, EVENT.id), undo("c2", "c1"))

    assert reader.counts().events == 4
    assert reader.event(EVENT.id) == EVENT


def test_an_undone_edit_leaves_the_other_edits(db: Path):
    first = made("c1", CorrectionAction.EDIT, EVENT.id, type="COOPERATE")
    second = made("c2", CorrectionAction.EDIT, EVENT.id, status="planned")

    reader = corrected(db, first, second, undo("c3", "c1"))

    assert reader.event(EVENT.id) == replace(EVENT, status="planned")


def test_an_undone_addition_is_gone(db: Path):
    added = made("c1", CorrectionAction.ADD, "by-hand", **wire.event_json(EVENT))

    assert corrected(db, added).counts().events == 5
    assert corrected(db, undo("c2", "c1")).counts().events == 4


def test_an_undo_that_is_undone_makes_the_first_hold_again(db: Path):
    rejection = made("c1", CorrectionAction.REJECT, EVENT.id)

    reader = corrected(db, rejection, undo("c2", "c1"), undo("c3", "c2"))

    assert reader.counts().events == 3
    assert [one.id for one in reader.corrections()] == ["c1", "c2", "c3"]


def test_what_is_undone_stays_undone_when_the_page_is_read_again(db: Path):
    corrected(db, made("c1", CorrectionAction.REJECT, EVENT.id), undo("c2", "c1"))
    with Writer(db) as writer:
        writer.forget(ONE.page.id)
        writer.add(ONE)
        writer.apply_corrections()

    assert Reader(db).counts().events == 4


def test_the_corrections_that_hold_are_told_in_their_order(db: Path):
    with Writer(db) as writer:
        for one in (
            made("c1", CorrectionAction.ACCEPT, EVENT.id),
            made("c2", CorrectionAction.REJECT, EVENT.id),
            undo("c3", "c2"),
            made("c4", CorrectionAction.SPLIT, "e", "episode"),
        ):
            writer.correct(one)

        assert [one.id for one in corrections.standing(writer.connection)] == ["c1", "c4"]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(undo("c1", "nowhere"), id="of a correction that is not there"),
        pytest.param(made("c1", CorrectionAction.EDIT, "c1", "correction"), id="that is no rejection"),
    ],
)
def test_an_undo_that_undoes_nothing_is_refused(db: Path, wrong: Correction):
    with Writer(db) as writer, pytest.raises(UsageError, match=r"no correction '.*' to undo"):
        writer.correct(wrong)


def test_an_added_statement_is_found_by_whom_it_is_about(db: Path):
    added = replace(ONE.statements[0], speakers=())

    reader = corrected(db, made("c1", CorrectionAction.ADD, "by-hand", "statement", **wire.statement_json(added)))

    assert [one.id for one in reader.statements(Statements(about="RUS"))][:2] == sorted(["by-hand", ONE.statements[0].id])


def test_an_edited_statement_is_about_whom_its_words_name(db: Path):
    words = wire.cite_json(ONE.events[1].evidence)

    reader = corrected(db, made("c1", CorrectionAction.EDIT, ONE.statements[0].id, "statement", content=[words]))

    assert len(reader.statements(Statements(about="NATO"))) == 1
    assert len(reader.statements(Statements(about="RUS"))) == 1  # the other page's
