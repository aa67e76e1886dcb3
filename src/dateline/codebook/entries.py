"""The entries of the codebook's tables: one frozen record per line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory, with the codes and words by which it is known."""

    code: str  # ISO 3166-1 alpha-3; KOS for Kosovo, after PLOVER; own codes where ISO has none
    name: str  # the usual English name
    iso2: str | None = None
    cow: int | None = None  # Correlates of War
    gw: int | None = None  # Gleditsch and Ward
    fips: str | None = None  # FIPS 10-4, as GDELT's places want it
    un: bool = False  # a member of the United Nations
    start: int | None = None  # year of entry into the list of independent states; 1816: by then; None: not independent
    end: int | None = None  # year of its end; None: it exists
    wikidata: str | None = None
    capital: str | None = None
    governments: tuple[str, ...] = ()  # capitals used for the government: "Moscow"
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # every name, the usual one first


@dataclass(frozen=True, slots=True)
class Metonym:
    """A palace, street or body that is named without its state: "Kremlin", "State Department"."""

    name: str
    code: str  # of the state
    sector: str
    kind: str  # "palace" or "body"
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organ:
    """A kind of organ that every state may have: "foreign ministry", "armed forces"."""

    key: str
    name: str  # "Ministry of Foreign Affairs of {of}", "{adj} navy"; empty: the government, which stands for the state
    sector: str
    surfaces: tuple[str, ...]  # lower case

    def name_for(self, state: State) -> str:
        """Return the organ's English name in a state."""
        adjective = "US" if state.code == "USA" else state.adjectives[0] if state.adjectives else state.name
        return self.name.format(of="the " + state.name if state.name.startswith("United ") else state.name, adj=adjective)


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Nouns for people of a state, by sector: "officials" GOV, "troops" MIL."""

    sector: str
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Igo:
    """An organisation of states."""

    code: str  # "NATO"; the actor's code is "IGO:NATO"
    name: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """An armed or political group."""

    code: str  # "PKK"; the actor's code is "GRP:PKK"
    name: str
    country: str | None  # where it is at home or mostly fights; the first of its homes
    sector: str
    surfaces: tuple[str, ...]
    homes: tuple[str, ...] = ()  # where it may be: the story decides


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher of news or an agency."""

    code: str  # "AFP"; the actor's code is "ORG:AFP"
    name: str
    country: str | None
    ownership: str | None  # "state", "public", "private"
    agency: bool
    surfaces: tuple[str, ...]
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A firm, institute or society that news names often."""

    code: str
    name: str
    country: str | None
    sector: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office and the titles that name it."""

    name: str  # "foreign minister"
    sector: str | None
    head: str  # "yes": 'the X leader' means its holder; "no"; "rank": a title that tells no office
    titles: tuple[str, ...]  # lower case


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Who held which office when, to the month, and to the day where that is known."""

    person: str  # the usual English name
    office: str
    of: str  # ISO3, "IGO:UN" or "GRP:HAMAS"
    start: str | None  # "2013-03"; None: before 2010
    end: str | None  # None: still, or unknown
    certain: bool
    aliases: tuple[str, ...] = ()
    first_day: date | None = None  # where it is known
    last_day: date | None = None
    by_surname: bool = True  # whether the surname alone, without a state, means this person

    def held_on(self, month: str) -> bool:
        """Return whether the office was held in a month written "2013-03"."""
        return (self.start or "") <= month <= (self.end or "9999-12")


@dataclass(frozen=True, slots=True)
class Bloc:
    """A group of states that may be asked for as one side."""

    name: str
    members: tuple[str, ...]  # ISO3
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type."""

    type: str
    quad: int  # PLOVER manual: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    requires_recipient: bool
    score: float  # -10 to +10


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a PLOVER event type; a score of None means that the manual gives none."""

    type: str
    mode: str
    score: float | None


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with its Goldstein value and what it is in PLOVER."""

    code: str  # with its zeros
    label: str | None
    root: str  # first two digits
    goldstein: float | None  # -10 to +10
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    quad: int  # by root, GDELT's map: 01-05 1, 06-09 2, 10-14 3, 15-20 4
