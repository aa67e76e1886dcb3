"""The codebook: every table, checked and frozen, read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dateline.codebook import rows
from dateline.codebook.entries import (
    Bloc,
    CameoCode,
    EventType,
    Group,
    Igo,
    Metonym,
    Mode,
    Office,
    OfficeHolder,
    Organ,
    Organisation,
    Outlet,
    PeopleWords,
    State,
)
from dateline.codebook.rows import Row

SECTORS = (
    "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "ELI", "CVL", "BUS", "NGO", "EDU", "JRN",
    "REL", "IGO", "MED", "LAB", "CRM", "UNS",
)  # fmt: skip
_CAMEO_QUADS = ((5, 1), (9, 2), (14, 3), (20, 4))  # last root of each class, GDELT's map


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """All tables. Two codebooks are equal only when they are the same object."""

    states: Mapping[str, State]  # by code
    metonyms: tuple[Metonym, ...]
    organs: tuple[Organ, ...]
    people: tuple[PeopleWords, ...]
    igos: tuple[Igo, ...]
    groups: tuple[Group, ...]
    outlets: tuple[Outlet, ...]
    organisations: tuple[Organisation, ...]
    offices: tuple[Office, ...]
    holders: tuple[OfficeHolder, ...]
    blocs: tuple[Bloc, ...]
    types: Mapping[str, EventType]  # by type
    modes: Mapping[tuple[str, str], Mode]  # by type and mode
    contexts: tuple[str, ...]
    cameo: Mapping[str, CameoCode]  # by code

    def plover_score(self, type_: str, mode: str | None) -> float:
        """Return the PLOVER score of a type and mode; the type's where the mode has none."""
        found = self.modes.get((type_, mode)) if mode else None
        return found.score if found and found.score is not None else self.types[type_].score


_in_use: list[Codebook] = []  # what `use` put in the place of the package's; the last one counts


def load() -> Codebook:
    """
    Return the codebook in use: the package's, or with a user's entries (codebook.use).

    Raises:
        CodebookError: a table is damaged.
    """
    return _in_use[-1] if _in_use else packaged()


def put_in_use(book: Codebook | None) -> None:
    """Let `load` give this codebook from now on; None: the package's again."""
    _in_use[:] = [] if book is None else [book]


@cache
def packaged() -> Codebook:
    """
    Return the package's codebook.

    Raises:
        CodebookError: a table is damaged.
    """
    states = MappingProxyType({state.code: state for state in map(_state, rows.read("states"))})
    offices = tuple(map(_office, rows.read("offices")))
    types = MappingProxyType({found.type: found for found in map(_type, rows.read("plover_types"))})
    return Codebook(
        states=states,
        metonyms=tuple(_metonym(row, states) for row in rows.read("metonyms")),
        organs=tuple(map(_organ, rows.read("organs"))),
        people=tuple(PeopleWords(row.one_of("sector", SECTORS), row.words("nouns")) for row in rows.read("nouns")),
        igos=tuple(Igo(row.text("code"), row.text("name"), row.words("surfaces")) for row in rows.read("igos")),
        groups=tuple(_group(row, states) for row in rows.read("groups")),
        outlets=tuple(outlet(row, states) for row in rows.read("outlets")),
        organisations=tuple(_organisation(row, states) for row in rows.read("organisations")),
        offices=offices,
        holders=tuple(holder(row, states, {office.name for office in offices}) for row in rows.read("office_holders")),
        blocs=tuple(bloc(row, states) for row in rows.read("blocs")),
        types=types,
        modes=MappingProxyType(
            {(found.type, found.mode): found for found in (_mode(row, types) for row in rows.read("plover_modes"))}
        ),
        contexts=tuple(row.text("context") for row in rows.read("plover_contexts")),
        cameo=MappingProxyType({found.code: found for found in (_cameo(row, types) for row in rows.read("cameo"))}),
    )


@cache
def officials() -> tuple[OfficeHolder, ...]:
    """
    Return the package's further office holders, whom no surname alone means; read when first asked for, since they are many.

    Raises:
        CodebookError: the table is damaged.
    """
    book = packaged()
    offices = {office.name for office in book.offices}
    return tuple(holder(row, book.states, offices, by_surname=False) for row in rows.read("officials"))


def office_holders() -> Iterator[OfficeHolder]:
    """Yield all office holders: a user's, those of the codebook in use, and the package's officials."""
    yield from load().holders
    yield from officials()


def terms_of(person: str) -> Sequence[OfficeHolder]:
    """Return the terms of a person by the usual name, as the tables write it; none where they do not know it."""
    return _by_person(load()).get(person, ())


@cache
def _by_person(_: Codebook) -> Mapping[str, Sequence[OfficeHolder]]:
    """Return the terms of all persons while this codebook is in use."""
    found: dict[str, list[OfficeHolder]] = {}
    for one in office_holders():
        found.setdefault(one.person, []).append(one)
    return found


def cameo_quad(code: str) -> int:
    """Return the quad class of a CAMEO code by its root, GDELT's map: 01-05 1, 06-09 2, 10-14 3, 15-20 4."""
    root = int(code[:2])
    return next(quad for last, quad in _CAMEO_QUADS if root <= last)


def known(row: Row, code: str | None, states: Iterable[str]) -> str | None:
    """
    Return a state's code that the states' table knows, or None as given.

    Raises:
        CodebookError: it does not.
    """
    if code is not None and code not in states:
        raise row.wrong(f"no state has the code '{code}'")
    return code


def _state(row: Row) -> State:
    return State(
        code=row.text("code"),
        name=row.text("name"),
        iso2=row.maybe("iso2"),
        cow=row.whole("cow"),
        gw=row.whole("gw"),
        fips=row.maybe("fips"),
        un=row.flag("un"),
        start=row.whole("start"),
        end=row.whole("end"),
        wikidata=row.maybe("wikidata"),
        capital=row.maybe("capital"),
        governments=row.words("governments"),
        adjectives=row.words("adjectives"),
        demonyms=row.words("demonyms"),
        names=row.words("names"),
    )


def _metonym(row: Row, states: Iterable[str]) -> Metonym:
    known(row, row.text("code"), states)
    kind = row.one_of("kind", ("palace", "body"))
    return Metonym(row.text("name"), row.text("code"), row.one_of("sector", SECTORS), kind, row.words("surfaces"))


def _organ(row: Row) -> Organ:
    return Organ(row.text("key"), row.cells["name"], row.one_of("sector", SECTORS), row.words("surfaces"))


def _group(row: Row, states: Iterable[str]) -> Group:
    homes = row.words("country")
    for home in homes:
        known(row, home, states)
    sector = row.one_of("sector", SECTORS)
    return Group(row.text("code"), row.text("name"), homes[0] if homes else None, sector, row.words("surfaces"), homes)


def outlet(row: Row, states: Iterable[str]) -> Outlet:
    """Return the outlet of a row, country and ownership checked."""
    return Outlet(
        code=row.text("code"),
        name=row.text("name"),
        country=known(row, row.maybe("country"), states),
        ownership=row.one_of("ownership", ("state", "public", "private", "")) or None,
        agency=row.flag("agency"),
        surfaces=row.words("surfaces"),
        domains=row.words("domains"),
    )


def _organisation(row: Row, states: Iterable[str]) -> Organisation:
    country = known(row, row.maybe("country"), states)
    return Organisation(row.text("code"), row.text("name"), country, row.one_of("sector", SECTORS), row.words("surfaces"))


def _office(row: Row) -> Office:
    sector = row.one_of("sector", (*SECTORS, "")) or None
    return Office(row.text("office"), sector, row.one_of("head", ("yes", "no", "rank")), row.words("titles"))


def holder(row: Row, states: Iterable[str], offices: set[str], *, by_surname: bool = True) -> OfficeHolder:
    """Return the office holder of a row, state, office and months checked."""
    of, start, end = row.text("of"), row.month("start"), row.month("end")
    if not of.startswith(("IGO:", "GRP:")):
        known(row, of, states)
    if row.text("office") not in offices:
        raise row.wrong(f"offices.csv has no office '{row.text('office')}'")
    if start and end and start > end:
        raise row.wrong(f"the end {end} is before the start {start}")
    days = row.day("start"), row.day("end")
    certain, aliases = row.flag("certain"), row.words("aliases")
    return OfficeHolder(row.text("person"), row.text("office"), of, start, end, certain, aliases, *days, by_surname)


def bloc(row: Row, states: Iterable[str]) -> Bloc:
    """Return the bloc of a row, its members checked."""
    for member in row.words("members"):
        known(row, member, states)
    return Bloc(row.text("name"), row.words("members"), row.words("names"))


def _type(row: Row) -> EventType:
    score, quad = row.number("score"), row.whole("quad")
    if score is None or quad is None:
        raise row.wrong("a type needs a score and a quad class")
    return EventType(row.text("type"), quad, row.flag("requires_recipient"), score)


def _mode(row: Row, types: Iterable[str]) -> Mode:
    return Mode(row.one_of("type", tuple(types)), row.text("mode"), row.number("score"))


def _cameo(row: Row, types: Iterable[str]) -> CameoCode:
    code = row.text("code")
    return CameoCode(
        code=code,
        label=row.maybe("label"),
        root=code[:2],
        goldstein=row.number("goldstein"),
        type=row.one_of("type", (*types, "")) or None,
        mode=row.maybe("mode"),
        contexts=row.words("contexts"),
        quad=cameo_quad(code),
    )
