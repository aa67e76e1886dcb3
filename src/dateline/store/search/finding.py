"""Full-text search over statements and stories: the question, and the hits with the words that were found."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import tantivy
from tantivy import FieldType, Occur, Query

from dateline import codebook, wire
from dateline.errors import UsageError
from dateline.records import Statement, StoryId
from dateline.spans import Span
from dateline.store.questions import Head
from dateline.store.search import grammar, index
from dateline.store.search.documents import folded, outlet_key, schema
from dateline.store.search.fragments import Fragment, best_fragments, piece
from dateline.store.search.words import matching, spaced, terms

if TYPE_CHECKING:
    from dateline.store.reader import Reader

MOST = 1000  # hits of one answer
Answer = TypeVar("Answer")
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()


class Kind(StrEnum):
    """What may be found."""

    STATEMENT = "statement"
    STORY = "story"


class Order(StrEnum):
    """Which hits come first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; what is not asked for is not looked at."""

    words: str = ""  # the syntax: store/search/grammar.py; empty: everything that the rest lets through
    kind: Kind | None = None  # None: both
    by: str | None = None  # a state's or bloc's code or name, an actor's code, or words of a name
    about: str | None = None  # the same, named in the words or addressed
    to: str | None = None
    country: str | None = None  # a state or bloc involved in any way
    outlet_country: str | None = None  # of who published it, or of the agency that wrote it
    since: date | None = None
    until: date | None = None
    order: Order = Order.RELEVANCE
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or story that was found."""

    kind: Kind
    id: str  # of the statement or story
    story: StoryId
    score: float  # higher is better, by relevance; 0 in the order of days
    head: Head | None
    statement: Statement | None
    fragments: tuple[Fragment, ...]  # of a statement all its content; of a story the passages that hold most
    headline_marks: tuple[Span, ...] = ()  # in the headline


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits."""

    total: int
    hits: tuple[Hit, ...]
    offset: int


def search(reader: Reader, asked: Search) -> Found:
    """
    Return what a search finds.

    Raises:
        UsageError: the words cannot be read, nothing is asked for, a country is none, or limit or offset cannot be.
    """
    if not 1 <= asked.limit <= MOST or asked.offset < 0:
        raise UsageError(
            f"a search gives 1 to {MOST} hits from the first or a later one on; asked were {asked.limit} from {asked.offset}"
        )
    wanted = grammar.parse(asked.words)
    if wanted is None and asked.words.strip():
        raise UsageError(f"the search {asked.words!r} cannot be read: it holds no letters or digits")
    query = _query(asked, wanted, fields=("words", "headline", "by_names"))
    total, found = _sound(reader, lambda opened: _ask(opened, asked, query))
    return Found(total, _hits(reader, found, wanted), asked.offset)


def totals(reader: Reader, searches: Sequence[Search]) -> tuple[int, ...]:
    """
    Return how much each of several searches finds.

    Raises:
        UsageError: as for a search itself.
    """
    queries = [_query(one, grammar.parse(one.words), fields=("words", "headline", "by_names")) for one in searches]
    return _sound(reader, lambda opened: _counted(opened, queries))


def _counted(opened: tantivy.Index, queries: Sequence[Query]) -> tuple[int, ...]:
    searcher = opened.searcher()
    return tuple(int(searcher.search(query, limit=1).count) for query in queries)  # type: ignore[attr-defined]  # missing in its stub


def statement_ids(reader: Reader, words: str) -> tuple[str, ...]:
    """
    Return the ids of all statements whose content holds what the words ask for.

    Raises:
        UsageError: the words cannot be read, or there are none.
    """
    wanted = grammar.parse(words)
    if wanted is None:
        raise UsageError(f"the search {words!r} cannot be read: it holds no letters or digits")
    query = _query(Search(kind=Kind.STATEMENT), wanted, fields=("words",))
    return _sound(reader, lambda opened: _every_id(opened, query))


def _every_id(opened: tantivy.Index, query: Query) -> tuple[str, ...]:
    searcher = opened.searcher()
    found = searcher.search(query, limit=max(1, searcher.num_docs), count=False)
    return tuple(str(searcher.doc(address).get_first("id")) for _, address in found.hits)


# ------------------------------------------------------------------ what is asked of the index
_SCHEMA = schema()


def _query(asked: Search, wanted: grammar.Wanted | None, *, fields: Sequence[str]) -> Query:
    parts = [(Occur.Must, _words_query(wanted, fields))] if wanted is not None else [(Occur.Must, Query.all_query())]
    terms_: list[Query] = []
    if asked.kind is not None:
        terms_.append(Query.term_query(_SCHEMA, "kind", asked.kind.value, "basic"))
    terms_ += [_side(field, side) for field, side in (("by", asked.by), ("about", asked.about), ("to", asked.to)) if side]
    if asked.country:
        terms_.append(Query.term_set_query(_SCHEMA, "country", sorted(_states(asked.country))))
    if asked.outlet_country:
        terms_.append(Query.term_set_query(_SCHEMA, "outlet", sorted(outlets_of(asked.outlet_country))))
    if asked.since is not None:
        terms_.append(_days("last", asked.since.toordinal(), _LAST_DAY))
    if asked.until is not None:
        terms_.append(_days("first", _FIRST_DAY, asked.until.toordinal()))
    return Query.boolean_query([*parts, *((Occur.Must, Query.const_score_query(term, 0.0)) for term in terms_)])


def _days(field: str, first: int, last: int) -> Query:
    return Query.range_query(_SCHEMA, field, FieldType.Integer, first, last)


def _words_query(wanted: grammar.Wanted, fields: Sequence[str]) -> Query:
    match wanted:
        case grammar.Phrase(words):
            return _in_any([_phrase(field, words) for field in fields])
        case grammar.Prefix(start, term):
            # Only letters and digits are in a term, so that it is no pattern of its own.
            begun = [Query.regex_query(_SCHEMA, field, f"{start}.*") for field in fields]
            return _in_any([*begun, *(_phrase(field, (term,)) for field in fields)])
        case grammar.Either(parts):
            return Query.boolean_query([(Occur.Should, _words_query(part, fields)) for part in parts])
        case grammar.Every(parts, without):
            every = [(Occur.Must, _words_query(part, fields)) for part in parts]
            return Query.boolean_query([*every, *((Occur.MustNot, _words_query(part, fields)) for part in without)])


def _in_any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(list(queries), 0.1)


def _phrase(field: str, words: Sequence[str]) -> Query:
    if len(words) == 1:
        return Query.term_query(_SCHEMA, field, words[0])
    return Query.phrase_query(_SCHEMA, field, list(words))


# ------------------------------------------------------------------ who is meant
def _side(field: str, side: str) -> Query:
    codes = _codes(side)
    if codes:
        return Query.term_set_query(_SCHEMA, field, sorted(codes))
    names = terms(spaced(side))
    exact = Query.term_set_query(_SCHEMA, field, [side, folded(side)])
    if not names:
        return exact
    return Query.boolean_query([(Occur.Should, exact), (Occur.Should, _phrase(f"{field}_names", names))])


def _codes(side: str) -> frozenset[str]:
    """Return the codes of the state or bloc that a side names; none where it names neither."""
    code = codebook.country(side)
    if code is not None:
        return frozenset((code,))
    wanted = folded(side)
    members = (bloc.members for bloc in codebook.load().blocs if wanted in {folded(name) for name in (bloc.name, *bloc.names)})
    return frozenset(next(members, ()))


def _states(side: str) -> frozenset[str]:
    codes = _codes(side)
    if not codes:
        raise UsageError(f"no state or bloc is called {side!r}. States go by code or name: CHN, China")
    return codes


def outlets_of(country: str) -> frozenset[str]:
    """
    Return the outlets of a state or bloc as the index and the columns hold them: names folded, and hosts.

    Raises:
        UsageError: no state or bloc is called so.
    """
    states = _states(country)
    return frozenset(
        outlet_key(name)
        for outlet in codebook.load().outlets
        if outlet.country in states
        for name in (outlet.name, outlet.code, *outlet.surfaces, *outlet.domains)
    )


# ------------------------------------------------------------------ hits
_Raw = tuple[float, str, str, str]  # score, kind, id, story


def _sound(reader: Reader, act: Callable[[tantivy.Index], Answer]) -> Answer:
    """Return what act gives of the index; one that turns out to be damaged is made anew."""
    try:
        return act(index.open_index(reader.connection(), reader.path))
    except BaseException as error:
        if not index.is_damage(error):
            raise
    index.forget_damaged(reader.connection(), reader.path)
    return act(index.open_index(reader.connection(), reader.path))


def _ask(opened: tantivy.Index, asked: Search, query: Query) -> tuple[int, list[_Raw]]:
    searcher = opened.searcher()
    by_day = asked.order is not Order.RELEVANCE or not asked.words.strip()
    if by_day:
        way = tantivy.Order.Asc if asked.order is Order.OLDEST else tantivy.Order.Desc
        found = searcher.search(query, limit=asked.limit, offset=asked.offset, order_by_field="first", order=way)
    else:
        found = searcher.search(query, limit=asked.limit, offset=asked.offset)
    raw: list[_Raw] = []
    for score, address in found.hits:
        held = searcher.doc(address)
        kind, name, story = (str(held.get_first(field)) for field in ("kind", "id", "story"))
        raw.append((0.0 if by_day else float(score), kind, name, story))
    return int(found.count), raw  # type: ignore[attr-defined]  # missing in its stub


def _hits(reader: Reader, found: Sequence[_Raw], wanted: grammar.Wanted | None) -> tuple[Hit, ...]:
    marked, starts = grammar.marks(wanted)
    heads = reader.heads(StoryId(story) for _, _, _, story in found)
    statements = _statements(reader, [name for _, kind, name, _ in found if kind == Kind.STATEMENT])
    texts = _texts(reader, [story for *_, story in found])
    hits: list[Hit] = []
    for score, kind, name, told_in in found:
        story, text = StoryId(told_in), texts.get(told_in, "")
        if kind == Kind.STATEMENT:
            statement = statements.get(name)
            pieces = tuple(piece(text, cited.span, marked, starts) for cited in statement.content) if statement else ()
            hits.append(Hit(Kind.STATEMENT, name, story, score, heads.get(story), statement, pieces))
            continue
        head = heads.get(story)
        headline = tuple(matching(head.headline, marked, starts)) if head and head.headline else ()
        hits.append(Hit(Kind.STORY, name, story, score, head, None, best_fragments(text, marked, starts), headline))
    return tuple(hits)


def _statements(reader: Reader, names: Sequence[str]) -> dict[str, Statement]:
    found = reader.ask("SELECT id, record FROM statements WHERE id IN (SELECT unnest(?))", list(names))
    return {name: wire.statement_of(json.loads(record)) for name, record in found}


def _texts(reader: Reader, stories: Sequence[str]) -> dict[str, str]:
    found = reader.ask("SELECT id, text FROM stories WHERE id IN (SELECT unnest(?))", sorted(set(stories)))
    return dict(found)
