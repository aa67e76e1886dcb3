"""
A user's own codebook: a TOML file whose entries are added to the package's.

    [[actor]]
    name = "Karen National Liberation Army"
    code = "KNLA"
    kind = "group"            # group, igo, org or organ
    country = "MMR"           # a state's code; none for an igo
    sector = "REB"
    names = ["KNLA"]

    [[office]]
    name = "border commissioner"
    sector = "GOV"
    titles = ["border commissioner", "commissioner for the border"]

    [[holder]]
    person = "Jane Doe"
    office = "border commissioner"
    of = "FRA"
    start = "2021-05"

    [[bloc]]
    name = "Weimar Triangle"
    members = ["FRA", "DEU", "POL"]

    [[outlet]]
    name = "The Border Post"
    country = "FRA"
    ownership = "private"     # state, public or private
    domains = ["border-post.example"]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dateline.codebook import tables
from dateline.codebook.entries import Group, Igo, Metonym, Office, OfficeHolder, Organisation, Outlet
from dateline.codebook.rows import Row
from dateline.codebook.tables import Codebook
from dateline.errors import CodebookError

_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]")
_PARSED_LINE = re.compile(r"line (\d+)")
_NOT_IN_A_CODE = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What an entry of a kind may hold: columns with what an absent one means (None: it must be there), and which are lists."""

    columns: dict[str, str | None]
    lists: frozenset[str]


_KINDS = {
    "actor": _Kind({"name": None, "kind": None, "code": "", "country": "", "sector": "", "names": ""}, frozenset({"names"})),
    "office": _Kind({"name": None, "sector": "", "titles": None, "head": "no"}, frozenset({"titles"})),
    "holder": _Kind(
        {"person": None, "office": None, "of": None, "start": "", "end": "", "certain": "yes", "aliases": ""},
        frozenset({"aliases"}),
    ),
    "bloc": _Kind({"name": None, "members": None, "names": ""}, frozenset({"members", "names"})),
    "outlet": _Kind(
        {"name": None, "code": "", "country": "", "ownership": "", "agency": "no", "names": "", "domains": ""},
        frozenset({"names", "domains"}),
    ),
}
_ACTOR_KINDS = ("group", "igo", "org", "organ")


@cache
def load_with(path: Path) -> Codebook:
    """
    Return the package's codebook with a user's entries added; where both name something, the user's comes first.

    Args:
        path: a TOML file.

    Raises:
        CodebookError: the file cannot be read, or an entry is wrong; it names file and line.
    """
    book = tables.packaged()
    found = list(_rows(path))
    offices = (*(_office(row) for row in _of(found, "office")), *book.offices)
    actors = [_actor(row, book) for row in _of(found, "actor")]
    titles = {office.name for office in offices}
    return replace(
        book,
        metonyms=(*(actor for actor in actors if isinstance(actor, Metonym)), *book.metonyms),
        igos=(*(actor for actor in actors if isinstance(actor, Igo)), *book.igos),
        groups=(*(actor for actor in actors if isinstance(actor, Group)), *book.groups),
        organisations=(*(actor for actor in actors if isinstance(actor, Organisation)), *book.organisations),
        offices=offices,
        holders=(*(_holder(row, book, titles) for row in _of(found, "holder")), *book.holders),
        blocs=(*(tables.bloc(row, book.states) for row in _of(found, "bloc")), *book.blocs),
        outlets=(*(_outlet(row, book) for row in _of(found, "outlet")), *book.outlets),
    )


_chosen: list[Path] = []  # the file in use, to be named to other processes


def use(path: Path | str | None) -> None:
    """
    Let the whole process read and answer with a user's entries added to the package's.

    Args:
        path: a TOML file; None: the package's alone again.

    Raises:
        CodebookError: the file cannot be read, or an entry is wrong; it names file and line, and nothing changes.
    """
    tables.put_in_use(None if path is None else load_with(Path(path)))
    _chosen[:] = [] if path is None else [Path(path)]


def in_use() -> Path | None:
    """Return the user's file in use; None: the package's codebook alone."""
    return _chosen[-1] if _chosen else None


def _of(found: Iterable[tuple[str, Row]], kind: str) -> Iterator[Row]:
    return (row for name, row in found if name == kind)


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    text = _text(path)
    lines = [(match[1], number) for number, line in enumerate(text.splitlines(), 1) if (match := _HEADER.match(line))]
    for kind, entries in _parsed(path, text).items():
        if kind not in _KINDS or not isinstance(entries, list):
            raise CodebookError(str(path), _line_of(text, kind), f"'{kind}' is no table; there are [[{']], [['.join(_KINDS)}]]")
        places = [number for name, number in lines if name == kind]
        for place, entry in zip([*places, *[None] * len(entries)], entries, strict=False):
            yield kind, _row(path, place, kind, entry)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(str(path), None, f"cannot be read: {error}") from error


def _parsed(path: Path, text: str) -> dict[str, object]:
    import tomllib  # only a user's codebook needs it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _PARSED_LINE.search(str(error))
        raise CodebookError(str(path), int(match[1]) if match else None, f"no TOML: {error}") from error


def _line_of(text: str, word: str) -> int | None:
    return next((number for number, line in enumerate(text.splitlines(), 1) if re.search(rf"\b{re.escape(word)}\b", line)), None)


def _row(path: Path, line: int | None, kind: str, entry: object) -> Row:
    wanted = _KINDS[kind]
    if not isinstance(entry, dict):
        raise CodebookError(str(path), line, f"[[{kind}]] must hold keys and values")
    for key in entry:
        if key not in wanted.columns:
            raise CodebookError(str(path), line, f"[[{kind}]] has no key '{key}'; it may have: {', '.join(wanted.columns)}")
    cells: dict[str, str] = {}
    for key, absent in wanted.columns.items():
        if key not in entry and absent is None:
            raise CodebookError(str(path), line, f"[[{kind}]] needs the key '{key}'")
        cells[key] = _cell(path, line, key, entry.get(key, absent), is_list=key in wanted.lists)
    return Row(str(path), line or 0, cells)


def _cell(path: Path, line: int | None, key: str, value: object, *, is_list: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if is_list and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ";".join(value)
    if isinstance(value, str) and (not is_list or value == ""):
        return value
    raise CodebookError(
        str(path), line, f"'{key}' must be {'a list of words' if is_list else 'a word or words'}; it is {value!r}"
    )


def _actor(row: Row, book: Codebook) -> Group | Igo | Metonym | Organisation:
    kind, name = row.one_of("kind", _ACTOR_KINDS), row.text("name")
    code = row.cells["code"].partition(":")[2] or row.cells["code"] or _code(name)
    country = tables.known(row, row.maybe("country"), book.states)
    surfaces = _surfaces(name, row.words("names"))
    if kind == "igo":
        return Igo(code, name, surfaces)
    sector = row.one_of("sector", tables.SECTORS)
    if kind == "group":
        return Group(code, name, country, sector, surfaces, (country,) if country else ())
    if kind == "org":
        return Organisation(code, name, country, sector, surfaces)
    if country is None:
        raise row.wrong("an organ needs the country it is of")
    return Metonym(name, country, sector, "body", surfaces)


def _office(row: Row) -> Office:
    sector = row.one_of("sector", (*tables.SECTORS, "")) or None
    return Office(
        row.text("name"), sector, row.one_of("head", ("yes", "no")), tuple(title.lower() for title in row.words("titles"))
    )


def _holder(row: Row, book: Codebook, offices: Sequence[str] | set[str]) -> OfficeHolder:
    return tables.holder(row, book.states, set(offices))


def _outlet(row: Row, book: Codebook) -> Outlet:
    name = row.text("name")
    cells = {**row.cells, "code": row.cells["code"] or _code(name), "surfaces": ";".join(_surfaces(name, row.words("names")))}
    return tables.outlet(Row(row.path, row.line, cells), book.states)


def _surfaces(name: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name, *names)))


def _code(name: str) -> str:
    return _NOT_IN_A_CODE.sub("", name.upper())
