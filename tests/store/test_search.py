"""Full-text search: the syntax, the hits with their words, and the index beside the database."""

from __future__ import annotations

import logging
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from small_record import make_reading

from dateline.errors import UsageError
from dateline.records import Correction, CorrectionAction
from dateline.spans import Span
from dateline.store import Reader, Statements, Writer, search
from dateline.store.search import grammar, index
from dateline.store.search.fragments import best_fragments
from dateline.store.search.grammar import Either, Every, Phrase, Prefix
from dateline.store.search.words import terms

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Lin Tao said China backs Russia. NATO criticised China."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Grain deals", Every((Phrase(("grain",)), Phrase(("deal",)))), id="two words"),
        pytest.param('"grain deals"', Phrase(("grain", "deal")), id="side by side"),
        pytest.param("“grain deal”", Phrase(("grain", "deal")), id="curly marks"),
        pytest.param(
            "grain OR wheat deal", Either((Phrase(("grain",)), Every((Phrase(("wheat",)), Phrase(("deal",)))))), id="or"
        ),
        pytest.param("grain -deal", Every((Phrase(("grain",)),), (Phrase(("deal",)),)), id="minus"),
        pytest.param("grain NOT (a OR b)", Every((Phrase(("grain",)),), (Either((Phrase(("a",)), Phrase(("b",)))),)), id="not"),
        pytest.param("sanction*", Prefix("sanction", "sanction"), id="the beginning of a word"),
        pytest.param("Erdoğan", Phrase(("erdogan",)), id="accents do not matter"),
        pytest.param("Nord-Stream", Phrase(("nord", "stream")), id="a hyphen binds"),
        pytest.param("grain: 'deal', -", Every((Phrase(("grain",)), Phrase(("deal",)))), id="signs are passed over"),
        pytest.param("中国", Phrase(("中", "国")), id="a script without blanks"),
        pytest.param("  ", None, id="nothing"),
    ],
)
def test_a_search_is_read(text, wanted):
    assert grammar.parse(text) == wanted


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param('grain "deal', "the quotation mark at character 7 is not closed", id="an open quotation mark"),
        pytest.param("(grain", "the '(' at character 1 is not closed", id="an open parenthesis"),
        pytest.param("grain)", "the ')' at character 6 closes nothing", id="a parenthesis too many"),
        pytest.param("grain OR", "the OR at character 7 needs a word on both sides", id="half an or"),
        pytest.param("grain NOT", "the NOT at character 7 needs a word after it", id="half a not"),
        pytest.param("-grain", "there is nothing but what must not stand there. Name a word that must", id="only minus"),
        pytest.param("()", "it names no word to look for", id="empty parentheses"),
        pytest.param("(" * 30 + "a" + ")" * 30, "there are more than 20 parentheses in one another", id="a tower"),
        pytest.param("...", "it holds no letters or digits", id="only signs"),
    ],
)
def test_a_search_that_cannot_be_read_says_where(db, text, problem):
    with pytest.raises(UsageError) as error:
        search.search(Reader(db), search.Search(text))

    assert str(error.value) == f"the search {text!r} cannot be read: {problem}"


def test_hits_point_at_the_words_in_the_story(db):
    reader = Reader(db)

    found = search.search(reader, search.Search("backing", kind=search.Kind.STATEMENT, order=search.Order.OLDEST))

    first = reader.statements()[0]
    assert (found.total, found.offset, [hit.id for hit in found.hits]) == (2, 0, [one.id for one in reader.statements()])
    assert found.hits[0] == search.Hit(
        kind=search.Kind.STATEMENT,
        id=first.id,
        story=first.story,
        score=0.0,
        head=reader.heads([first.story])[first.story],
        statement=first,
        fragments=(search.Fragment(Span(13, 31), "China backs Russia", (Span(19, 24),)),),
    )


def test_a_story_is_found_by_words_outside_statements(db):
    found = search.search(Reader(db), search.Search("criticised"))

    assert [(hit.kind, [mark.of(TEXT) for one in hit.fragments for mark in one.marks]) for hit in found.hits] == [
        (search.Kind.STORY, ["criticised"]),
        (search.Kind.STORY, ["criticised"]),
    ]


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        pytest.param(search.Search("russia"), 4, id="two statements and two stories"),
        pytest.param(search.Search('"backs russia"'), 4, id="a phrase"),
        pytest.param(search.Search('"russia backs"'), 0, id="the phrase turned round"),
        pytest.param(search.Search("russia nato"), 2, id="both words"),
        pytest.param(search.Search("russia -nato"), 2, id="one without the other"),
        pytest.param(search.Search("nato OR nothing"), 2, id="either"),
        pytest.param(search.Search("criti*"), 2, id="a beginning"),
        pytest.param(search.Search("russia", by="China", kind=search.Kind.STATEMENT), 2, id="by a state"),
        pytest.param(search.Search("russia", by="Lin"), 4, id="by a part of a name"),
        pytest.param(search.Search("russia", by="RUS"), 0, id="by somebody else"),
        pytest.param(
            search.Search("lin", about="Russia", kind=search.Kind.STATEMENT), 2, id="the speaker's name counts as words"
        ),
        pytest.param(search.Search("russia", about="IGO:NATO"), 2, id="about an organisation"),
        pytest.param(search.Search("russia", to="RUS"), 0, id="nobody is addressed"),
        pytest.param(search.Search("", country="RUS"), 4, id="no words, a country"),
        pytest.param(search.Search("russia", outlet_country="France"), 4, id="of an agency of France"),
        pytest.param(search.Search("russia", outlet_country="CHN"), 0, id="of no outlet of China"),
        pytest.param(search.Search("russia", since=date(2024, 5, 4)), 2, id="since a day"),
        pytest.param(search.Search("russia", until=date(2024, 5, 3)), 2, id="until a day"),
        pytest.param(search.Search("russia", limit=1, offset=3), 4, id="the last of a page"),
    ],
)
def test_filters_let_through_what_they_say(db, asked, total):
    found = search.search(Reader(db), asked)

    assert (found.total, len(found.hits)) == (total, min(total - asked.offset, asked.limit))


def test_a_country_that_is_none_is_an_error(db):
    with pytest.raises(UsageError, match="no state or bloc is called 'Atlantis'"):
        search.search(Reader(db), search.Search("russia", country="Atlantis"))


def test_too_many_hits_are_refused(db):
    with pytest.raises(UsageError, match="a search gives 1 to 1000 hits"):
        search.search(Reader(db), search.Search("russia", limit=5000))


def test_statements_that_contain_words_come_from_the_index(db):
    found = Reader(db).statements(Statements(contains="backing -nato", outlet_country="FRA"))

    assert [one.content[0].quote for one in found] == ["China backs Russia", "China backs Russia"]


def test_the_index_of_a_new_generation_holds_what_changed(db):
    reader = Reader(db)
    first = reader.statements()[0]
    with Writer(db) as writer:
        writer.add(make_reading("three", text="Lin Tao said China backs Russia's wheat. NATO criticised China.", day=11))
        at = writer.connection.execute("SELECT TIMESTAMP '2024-06-01'").fetchone()[0]
        writer.correct(Correction("c1", at, "me", CorrectionAction.REJECT, "statement", first.id, "", ()))
        writer.forget(make_reading("two", day=9).page.id)

    found = search.search(reader, search.Search("russia", kind=search.Kind.STATEMENT))

    assert [hit.fragments[0].text for hit in found.hits] == ["China backs Russia"]
    assert search.search(reader, search.Search("wheat")).total == 1
    assert {hit.head.headline for hit in search.search(reader, search.Search("russia")).hits} == {"one", "three"}
    assert len([one for one in index.folder_of(db).iterdir() if one.suffix != ".part"]) == 2


def test_a_missing_index_is_made_anew_with_one_note(db, caplog):
    shutil.rmtree(index.folder_of(db))
    index.opened.cache_clear()
    with caplog.at_level(logging.WARNING):
        totals = [search.search(Reader(db), search.Search("russia")).total for _ in range(3)]

    assert totals == [4, 4, 4]
    assert caplog.messages == [f"the search index of {db} is missing; it is made anew, which takes a moment"]


@pytest.mark.parametrize("suffix", [".term", ".idx", ".store", ".json"])
def test_a_damaged_index_is_made_anew_with_one_note(db, caplog, suffix):
    (folder,) = index.folder_of(db).iterdir()
    for file in folder.glob(f"*{suffix}"):
        file.write_bytes(file.read_bytes()[:-20])
    index.opened.cache_clear()
    with caplog.at_level(logging.WARNING):
        totals = [search.search(Reader(db), search.Search("russia")).total for _ in range(2)]

    assert totals == [4, 4]
    assert [message.split(" is ", 1)[1] for message in caplog.messages] in (
        ["damaged; it is made anew, which takes a moment"],
        ["missing; it is made anew, which takes a moment"],
    )


def test_a_damaged_index_does_not_stop_the_writer(db):
    (folder,) = index.folder_of(db).iterdir()
    (folder / "stories.parquet").write_bytes(b"PAR1")

    with Writer(db) as writer:
        writer.add(make_reading("three", day=12))

    assert search.search(Reader(db), search.Search("russia")).total == 6


def test_where_nothing_can_be_written_the_index_is_in_memory(db, caplog, monkeypatch):
    shutil.rmtree(index.folder_of(db))
    index.opened.cache_clear()

    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(index, "_made", refuse)
    with caplog.at_level(logging.WARNING):
        totals = [search.search(Reader(db), search.Search("russia")).total for _ in range(2)]

    assert totals == [4, 4]
    assert (
        caplog.messages[1] == f"{index.folder_of(db)} cannot be written (Permission denied); the search index is kept in memory"
    )


def test_a_passage_begins_with_its_sentence_and_marks_every_word():
    text = "One thing. " * 30 + "Ministers met in Vienna on grain. They spoke of grain again. " + "Another thing. " * 40

    (first, *_) = best_fragments(text, frozenset(terms("grain ministers")), ())

    assert first.text.startswith(("One thing.", "Ministers met"))
    assert [mark.of(text) for mark in first.marks] == ["Ministers", "grain", "grain"]
    assert first.span.of(text) == first.text
