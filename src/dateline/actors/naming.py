"""The actor that a phrase names: its id, code, name, kind, country and sector."""

from __future__ import annotations

import re

from dateline.actors.lexicon import Hit, plain
from dateline.actors.people import Person
from dateline.codebook import Group, Igo, Metonym, Organ, Organisation, Outlet, State
from dateline.records import Actor, ActorId, ActorKind

_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_OF_THE_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_OF_A_GROUP = frozenset({"REB", "OPP", "PTY"})


def slug(name: str) -> str:
    """Return a name as it stands in an id: 'recep-tayyip-erdogan'."""
    return _NOT_IN_A_SLUG.sub("-", plain(name).lower().replace("'", "")).strip("-")


def of_state(state: State) -> Actor:
    """Return the state itself."""
    return Actor(ActorId(state.code), state.code, state.name, ActorKind.STATE, state.code, None, state.wikidata)


def of_organ(organ: Organ, state: State) -> Actor:
    """Return an organ of a state; the government stands for the state."""
    if not organ.name:
        return of_state(state)
    name = organ.name_for(state)
    kind = _kind_by_sector(organ.sector)
    return _actor(f"{state.code}/{organ.sector}", name, kind, state.code, organ.sector)


def of_people(words: str, sector: str, state: State) -> Actor:
    """Return unnamed people of a state, as the text calls them: 'Turkish officials'."""
    return _actor(f"{state.code}/{sector}", words, _kind_by_sector(sector), state.code, sector)


def of_people_of_a_body(words: str, body: Actor) -> Actor:
    """Return unnamed people of an organisation or group: 'Hamas officials'."""
    kind = ActorKind.ORGAN if body.kind is ActorKind.IGO else body.kind
    return Actor(ActorId(f"{body.id}:{slug(words)}"), body.code, words, kind, body.country, body.sector)


def of_administration(words: str, country: str) -> Actor:
    """Return a government named after who leads it: 'Trump administration'."""
    return _actor(f"{country}/GOV", words, ActorKind.ORGAN, country, "GOV")


def of_hit(hit: Hit) -> Actor | None:
    """Return what a name of the lexicon stands for by itself."""
    item = hit.entry.item
    if isinstance(item, State):
        return of_state(item)
    if isinstance(item, Metonym):
        return _actor(f"{item.code}/{item.sector}", item.name, _kind_by_sector(item.sector), item.code, item.sector)
    if isinstance(item, Igo):
        return _of_a_body(f"IGO:{item.code}", item.name, ActorKind.IGO, None, "IGO")
    if isinstance(item, Group):
        return _of_a_body(f"GRP:{item.code}", item.name, ActorKind.GROUP, item.country, item.sector)
    if isinstance(item, Outlet | Organisation):
        return _of_a_body(
            f"ORG:{item.code}", item.name, ActorKind.ORG, item.country, "JRN" if isinstance(item, Outlet) else item.sector
        )
    return None


def _of_a_body(code: str, name: str, kind: ActorKind, country: str | None, sector: str) -> Actor:
    return Actor(ActorId(code), code, name, kind, country, sector)


def of_organisation(name: str, country: str | None, sector: str | None) -> Actor:
    """Return an organisation that the codebook does not know."""
    return Actor(ActorId(f"ORG:{slug(name)}"), None, name, ActorKind.ORG, country, sector)


def of_person(person: Person) -> Actor:
    """Return a person; the code needs a country and an office, or a body of states that the office is of."""
    code = person.body or (f"{person.country}/{person.sector}" if person.country and person.sector else None)
    name = person.name
    key = f"{code or 'PERSON'}:{slug(person.holder or name)}"
    if code is None and person.country:
        key = f"PERSON:{slug(name)}-{person.country.lower()}"
    return Actor(ActorId(key), code, name, ActorKind.PERSON, person.country, person.sector)


def _actor(code: str, name: str, kind: ActorKind, country: str, sector: str) -> Actor:
    return Actor(ActorId(f"{code}:{slug(name)}"), code, name, kind, country, sector)


def _kind_by_sector(sector: str) -> ActorKind:
    if sector in _OF_THE_STATE:
        return ActorKind.ORGAN
    return ActorKind.GROUP if sector in _OF_A_GROUP else ActorKind.ORG
