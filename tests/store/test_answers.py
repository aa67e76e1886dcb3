"""Answers of a record in Python: tuples of records that are tables too."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

import dateline
from dateline.errors import UsageError
from dateline.records import Correction, CorrectionAction
from dateline.store import Reader, Writer

DAY, TEXT, WHOLE, NUMBER = pa.date32(), pa.string(), pa.int64(), pa.float64()


@pytest.fixture
def record(db):
    from dateline import ingest

    with Writer(db) as writer:
        ingest.relink(writer)
    return dateline.open(db)


def test_an_answer_is_the_tuple_of_its_records(record):
    assert record.statements() == Reader(record.path).statements()
    assert set(record.events()) == set(Reader(record.path).events())


def test_statements_become_an_arrow_table_with_plain_columns(record):
    table = record.statements(by="China", since="2024-05-04").to_arrow()

    assert table.schema == pa.schema(
        [
            *((name, TEXT) for name in ("id",)),
            *((name, DAY) for name in ("said_on", "published")),
            *((name, TEXT) for name in ("speakers", "speaker_codes", "kind", "words", "cue", "addressees", "via", "page")),
            *((name, TEXT) for name in ("headline", "agency", "outlet", "story")),
            *((name, WHOLE) for name in ("start", "end")),
        ]
    )
    (row,) = table.to_pylist()
    assert {name: row[name] for name in ("published", "speakers", "speaker_codes", "words", "start", "end")} == {
        "published": date(2024, 5, 9),
        "speakers": "Lin Tao",
        "speaker_codes": "CHN/GOV",
        "words": "China backs Russia",
        "start": 13,
        "end": 31,
    }


def test_events_become_a_pandas_frame_with_plain_columns(record):
    frame = record.events(by="CHN", to="Russia", type="support").to_pandas()

    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert {kinds[name] for name in ("first_day", "last_day", "published")} == {"datetime64[ms]"}
    assert {kinds[name] for name in ("start", "end", "quad_plover", "quad_cameo")} == {"Int64"}
    assert {kinds[name] for name in ("plover_score", "goldstein", "confidence", "lat")} == {"float64"}
    assert frame[["actors", "recipients", "status", "evidence"]].to_numpy().tolist() == [
        ["China", "Russia", "occurred", "China backs Russia"],
        ["China", "Russia", "occurred", "China backs Russia"],
    ]


def test_a_timeline_becomes_a_polars_frame(record):
    import polars as pl

    frame = record.timeline("CHN", "RUS").to_polars()

    assert {name: frame.schema[name] for name in ("first_day", "type", "reports", "independent")} == {
        "first_day": pl.Date,
        "type": pl.String,
        "reports": pl.Int64,
        "independent": pl.Int64,
    }
    assert frame["type"].to_list() == ["SUPPORT", "SUPPORT"]


def test_an_empty_answer_has_the_columns_of_a_full_one(record):
    assert record.statements(by="Nobody").to_arrow().schema == record.statements().to_arrow().schema
    assert record.events(by="Nobody").to_polars().schema == record.events().to_polars().schema


def test_a_search_becomes_a_table(record):
    assert record.search("criticised", order="oldest").to_arrow().column("page").to_pylist() == ["one.txt", "two.txt"]


def test_events_below_a_confidence_are_not_seen(record):
    assert [event.type for event in record.events(min_confidence=0.6)] == ["SUPPORT", "SUPPORT"]
    assert [episode.type for episode in record.timeline(min_confidence=0.6)] == ["SUPPORT", "SUPPORT"]
    assert len(record.timeline()) > 2


def test_what_a_person_accepted_is_sure(record):
    unsure = next(event for event in record.events() if event.confidence < 0.6)
    with Writer(record.path) as writer:
        at = writer.connection.execute("SELECT TIMESTAMP '2024-06-01'").fetchone()[0]
        writer.correct(Correction("c1", at, "me", CorrectionAction.ACCEPT, "event", unsure.id, "", ()))

    assert unsure.id in {event.id for event in record.events(min_confidence=0.9)}


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        pytest.param(
            lambda record: record.events(min_confidence=2), "a confidence is between 0 and 1; asked was 2", id="confidence"
        ),
        pytest.param(lambda record: record.events(since="May"), "'May' is no day. Write it like 2023-12-31", id="day"),
        pytest.param(lambda record: record.search("a", kind="page"), "kind page: there are statement, story", id="kind"),
    ],
)
def test_a_question_that_cannot_be_asked_is_an_error(record, ask, problem):
    with pytest.raises(UsageError) as error:
        ask(record)

    assert str(error.value) == problem
