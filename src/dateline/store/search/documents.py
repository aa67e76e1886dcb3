"""Stories and statements of a database → what the index holds of them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import tantivy

from dateline.store.search.words import TOKENIZER, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dateline.store.schema import Connection

Row = tuple[Any, ...]  # the edge: what DuckDB gives
AT_ONCE = 1000  # stories whose words are in memory together
ROLES = {"speaker": "by", "about": "about", "addressee": "to"}
RAW = ("kind", "id", "story", "by", "about", "to", "country", "outlet")
WORDS = ("words", "headline", "by_names", "about_names", "to_names")
DAYS = ("first", "last")  # ordinals; a record without a day has none


def schema() -> tantivy.Schema:
    """Return the fields of a document: codes as they are, words analysed, days as numbers."""
    made = tantivy.SchemaBuilder()
    for name in RAW:
        made.add_text_field(name, stored=name in ("kind", "id", "story"), tokenizer_name="raw", index_option="basic")
    for name in WORDS:
        made.add_text_field(name, tokenizer_name=TOKENIZER)
    for name in DAYS:
        made.add_integer_field(name, indexed=True, fast=True)
    return made.build()


def documents(connection: Connection, stories: Sequence[str]) -> Iterator[tantivy.Document]:
    """Yield a document for each of the stories, and for each statement in them that no person rejected."""
    for start in range(0, len(stories), AT_ONCE):
        yield from _batch(connection, stories[start : start + AT_ONCE])


def _batch(connection: Connection, stories: Sequence[str]) -> Iterator[tantivy.Document]:
    def ask(question: str) -> list[Row]:
        return connection.execute(question, [list(stories)]).fetchall()

    outlets: dict[str, set[str]] = defaultdict(set)
    for story, *names in ask(
        """SELECT a.story, a.outlet, a.url, p.url FROM appearances a JOIN pages p ON p.id = a.page
        WHERE a.story IN (SELECT unnest(?))"""
    ):
        outlets[story] |= {outlet for name in names if (outlet := outlet_key(name))}
    parties: dict[str, list[Row]] = defaultdict(list)
    for record, *party in ask(
        """SELECT p.record, p.role, p.actor, p.country, p.words, a.code, a.name
        FROM parties p JOIN statements t ON t.id = p.record LEFT JOIN actors a ON a.id = p.actor
        WHERE t.story IN (SELECT unnest(?)) AND t.verdict IS DISTINCT FROM 'rejected'"""
    ):
        parties[record].append(tuple(party))
    named: dict[str, list[Row]] = defaultdict(list)
    for story, *party in ask(
        """SELECT m.story, 'about', m.actor, a.country, any_value(m.text), a.code, a.name FROM mentions m
        JOIN actors a ON a.id = m.actor WHERE m.story IN (SELECT unnest(?)) GROUP BY ALL"""
    ):
        named[story].append(tuple(party))
    published: dict[str, date | None] = {}
    texts: dict[str, Row] = {}
    for story, headline, agency, day, text in ask(
        "SELECT id, headline, agency, published, text FROM stories WHERE id IN (SELECT unnest(?))"
    ):
        texts[story], published[story] = (headline, text), day
        outlets[story] |= {outlet_key(agency)} if agency else set()
    for name, story, words, first, last in ask(
        """SELECT id, story, words, first_day, last_day FROM statements
        WHERE story IN (SELECT unnest(?)) AND verdict IS DISTINCT FROM 'rejected'"""
    ):
        days = (first or published.get(story), last or published.get(story))
        yield _document("statement", name, story, (None, words), days, parties[name], outlets[story])
        named[story] += [party for party in parties[name] if party[0] != "about"]
    for story, (headline, text) in texts.items():
        days = (published[story], published[story])
        yield _document("story", story, story, (headline, text), days, named[story], outlets[story])


def _document(  # noqa: PLR0913  # the columns of a document
    kind: str,
    name: str,
    story: str,
    texts: tuple[str | None, str],
    days: tuple[date | None, date | None],
    parties: Iterable[Row],
    outlets: Iterable[str],
) -> tantivy.Document:
    made = tantivy.Document()
    for field, value in (("kind", kind), ("id", name), ("story", story)):
        made.add_text(field, value)
    headline, text = texts
    made.add_text("words", spaced(text))
    if headline:
        made.add_text("headline", spaced(headline))
    for field, day in zip(DAYS, days, strict=True):
        if day is not None:
            made.add_integer(field, day.toordinal())
    for outlet in sorted(outlets):
        made.add_text("outlet", outlet)
    for field, value in sorted(_party_fields(parties)):
        made.add_text(field, value)
    return made


def _party_fields(parties: Iterable[Row]) -> set[tuple[str, str]]:
    """Return the fields that tell who takes part, each value once."""
    found: set[tuple[str, str]] = set()
    for role, actor, country, words, code, name in parties:
        if country:
            found.add(("country", country))
        # Whoever is addressed is spoken about too, as in the answers of the reader.
        for field in ("to", "about") if role == "addressee" else (ROLES[role],) if role in ROLES else ():
            found |= {(field, key) for key in (actor, country, *_codes(code)) if key}
            found |= {(field, folded(name))} if name else set()
            found |= {(f"{field}_names", spaced(text)) for text in (name, words) if text}
    return found


def _codes(code: str | None) -> tuple[str, ...]:
    return (code, code.partition(":")[2]) if code and ":" in code else (code,) if code else ()


def folded(name: str) -> str:
    """Return a name without capitals and outer blanks, as the fields of codes and names hold it."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def outlet_key(name: str | None) -> str:
    """Return how an outlet's name or address is looked up: the name folded, or the host without 'www.'."""
    if not name:
        return ""
    host = urlsplit(name).hostname if "://" in name else None
    return host.removeprefix("www.") if host else folded(name)
