"""Who held an office on a day: the codebook, what was read, and where they disagree."""

from __future__ import annotations

from datetime import date

import pytest

from dateline import codebook
from dateline.errors import UsageError
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Change,
    Citation,
    Interval,
    Page,
    PageId,
    Precision,
    Reading,
    Story,
    StoryKind,
    Tenure,
    TenureId,
    story_id,
)
from dateline.register import Finding, who_held
from dateline.spans import Span
from dateline.store import Reader, Writer

FRANCE = Actor(ActorId("fra"), "FRA", "France", ActorKind.STATE, "FRA")
MINE = """
[[office]]
name = "border commissioner"
sector = "GOV"
titles = ["border commissioner", "commissioner for the border"]
[[holder]]
person = "Jane Doe"
office = "border commissioner"
of = "FRA"
start = "2021-05-03"
end = "2023-05-20"
[[holder]]
person = "Pierre Martin"
office = "border commissioner"
of = "FRA"
start = "2023-05"
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(MINE)
    codebook.use(path)
    yield
    codebook.use(None)


@pytest.fixture
def told(tmp_path):
    """Return what makes a record out of reports: (day, person, change)."""

    def made(*reports: tuple[str, str, Change]) -> Reader:
        path = tmp_path / "ties.duckdb"
        with Writer(path) as writer:
            for number, (day, name, change) in enumerate(reports):
                writer.add(_reading(number, date.fromisoformat(day), name, change))
        return Reader(path)

    return made


def _reading(number: int, day: date, name: str, change: Change) -> Reading:
    text = f"{name}, border commissioner of France, spoke ({number})."
    key = story_id(headline=None, agency=None, place=None, published=day, text=text)
    story = Story(key, PageId(f"p{number}"), StoryKind.MAIN, text, published=day, language="en")
    person = Actor(ActorId(f"FRA/GOV:{name}"), "FRA/GOV", name, ActorKind.PERSON, "FRA", "GOV")
    cited = Citation(key, Span(0, len(name)), name)
    when = Interval(day, day, Precision.DAY)
    tenure = Tenure(
        TenureId(f"t{number}"), key, person.id, "border commissioner", change, cited, FRANCE.id,
        start=when if change in (Change.NAMED, Change.TAKES) else None,
        end=when if change in (Change.REMOVED, Change.LEAVES) else None,
        as_of=when,
    )  # fmt: skip
    return Reading(
        Page(story.page, "", path=f"p{number}.txt", digest_of_content="00"), (story,), actors=(person, FRANCE), tenures=(tenure,)
    )


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("on", "finding", "holders"),
    [
        pytest.param("2022-01-10", Finding.CODEBOOK, ["Jane Doe"], id="inside a term"),
        pytest.param("2021-05-02", Finding.UNKNOWN, [], id="the day before a term whose first day is known"),
        pytest.param("2023-05-10", Finding.SEVERAL, ["Jane Doe", "Pierre Martin"], id="the month in which it passed on"),
        pytest.param("2023-05-21", Finding.CODEBOOK, ["Pierre Martin"], id="the day after the last"),
        pytest.param("2024-05-21", Finding.CODEBOOK, ["Pierre Martin"], id="a term without an end"),
    ],
)
def test_the_codebook_answers_alone(on, finding, holders):
    answer = who_held("Commissioner for the Border", "France", date.fromisoformat(on))

    assert (answer.office, answer.of, answer.finding) == ("border commissioner", "FRA", finding)
    assert [term.person for term in answer.holders] == holders


@pytest.mark.parametrize(
    ("reports", "on", "finding", "holders"),
    [
        pytest.param([("2020-01-05", "Ann Lee", Change.HOLDS)], "2020-01-05", Finding.READ, ["Ann Lee"], id="on the day itself"),
        pytest.param(
            [("2020-01-05", "Ann Lee", Change.HOLDS), ("2020-03-05", "Ann Lee", Change.REMOVED)],
            "2020-02-01", Finding.READ, ["Ann Lee"], id="between two reports",
        ),
        pytest.param(
            [("2020-01-05", "Ann Lee", Change.NAMED), ("2020-03-05", "Bo Roy", Change.NAMED)],
            "2020-03-06", Finding.READ, ["Bo Roy"], id="the successor",
        ),
        pytest.param(
            [("2020-01-05", "Ann Lee", Change.REMOVED), ("2020-03-05", "Bo Roy", Change.HOLDS)],
            "2020-02-01", Finding.READ, ["Bo Roy"], id="after a removal, before the first report of the next",
        ),
        pytest.param(
            [("2020-01-05", "Ann Lee", Change.HOLDS), ("2020-01-05", "Bo Roy", Change.HOLDS)],
            "2020-01-05", Finding.CONFLICT, ["Ann Lee", "Bo Roy"], id="two at once",
        ),
        pytest.param([("2020-01-05", "Ann Lee", Change.FORMER)], "2020-01-06", Finding.UNKNOWN, [], id="a former one"),
        pytest.param([("2020-01-05", "Ann Lee", Change.HOLDS)], "2019-01-06", Finding.READ, ["Ann Lee"], id="only later"),
        # with the codebook: Jane Doe from 3 May 2021 to 20 May 2023, then Pierre Martin
        pytest.param(
            [("2022-01-05", "Jane Doe", Change.HOLDS)], "2022-01-05", Finding.AGREED, ["Jane Doe", "Jane Doe"], id="agreed",
        ),
        pytest.param(
            [("2022-01-05", "Bo Roy", Change.HOLDS)], "2022-01-05", Finding.CONFLICT, ["Bo Roy", "Jane Doe"], id="not the listed",
        ),
        pytest.param(
            [("2022-01-05", "Jane Doe", Change.REMOVED)], "2022-02-05", Finding.CONFLICT, ["Jane Doe", "Jane Doe"],
            id="listed, and reported removed",
        ),
        pytest.param(
            [("2023-05-10", "Jane Doe", Change.HOLDS)], "2023-05-10", Finding.AGREED, ["Jane Doe", "Jane Doe"],
            id="a report settles the month in which it passed on",
        ),
        pytest.param(
            [("2022-12-10", "Bo Roy", Change.HOLDS)], "2022-12-20", Finding.CODEBOOK, ["Jane Doe"],
            id="an earlier report of another is no word on the day",
        ),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("mine")
def test_what_was_read_is_weighed_against_the_codebook(told, reports, on, finding, holders):
    answer = who_held("border commissioner", "FRA", date.fromisoformat(on), reader=told(*reports))

    assert (answer.finding, [term.person for term in answer.holders]) == (finding, holders)


@pytest.mark.usefixtures("mine")
def test_a_conflict_says_what_disagrees_and_cites_the_words(told):
    answer = who_held("border commissioner", "FRA", date(2022, 1, 5), reader=told(("2022-01-05", "Bo Roy", Change.HOLDS)))

    assert answer.reasons == ("reports have Bo Roy in office, the codebook Jane Doe",)
    assert [(one.tenure.citation.quote, one.head.path) for one in answer.holders[0].told] == [("Bo Roy", "p0.txt")]


@pytest.mark.parametrize(
    ("office", "of", "on", "person"),
    [
        pytest.param("foreign minister", "CHN", "2023-07-01", "Qin Gang", id="the day decides within a month"),
        pytest.param("foreign minister", "China", "2023-07-26", "Wang Yi", id="the day after the change"),
        pytest.param("foreign minister", "USA", "2023-07-01", "Antony Blinken", id="an office of another name"),
        pytest.param("Premier", "United Kingdom", "2022-10-01", "Liz Truss", id="a title"),
        pytest.param("secretary general", "NATO", "2024-07-01", "Jens Stoltenberg", id="an organisation"),
    ],
)
def test_the_packages_codebook_knows(office, of, on, person):
    answer = who_held(office, of, date.fromisoformat(on))

    assert (answer.finding, [term.person for term in answer.holders]) == (Finding.CODEBOOK, [person])


def test_a_body_that_is_none_is_an_error():
    with pytest.raises(UsageError, match="no state or organisation is called 'Atlantis'"):
        who_held("president", "Atlantis", date(2020, 1, 1))
