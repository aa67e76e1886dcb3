"""The sides of a pair: states by code or name, and blocs of the codebook."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from dateline import codebook


@cache
def _blocs() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return blocs by every name, in lower case, with the usual one and the members."""
    return {name.lower(): (one.name, one.members) for one in codebook.load().blocs for name in (one.name, *one.names)}


def code(name: str) -> str | None:
    """Return the code of a state, or the name of a bloc, that a code or name stands for."""
    bare = name.strip()
    if not bare:
        return None
    if bare.upper() in codebook.load().states:
        return bare.upper()
    bloc = _blocs().get(bare.lower())
    return bloc[0] if bloc else codebook.country(bare)


def members(side: str) -> tuple[str, ...]:
    """Return the states of a side: a bloc's, or the one state."""
    bloc = _blocs().get(side.lower())
    return bloc[1] if bloc else (side,)


def name(side: str) -> str:
    """Return a side's usual name."""
    found = codebook.load().states.get(side)
    return found.name if found else side


def path(first: str, second: str) -> str:
    """Return the address of a pair's page."""
    return f"/dyad/{quote(first, safe='')}/{quote(second, safe='')}"


@cache
def choices() -> tuple[str, ...]:
    """Return the names of all states and blocs, for choosing."""
    known = codebook.load()
    return tuple(sorted({state.name for state in known.states.values() if state.un} | {bloc.name for bloc in known.blocs}))


@cache
def outlet_countries() -> tuple[tuple[str, str], ...]:
    """Return the states that have outlets in the codebook, by code and name, in the order of their names."""
    codes = {one.country for one in codebook.load().outlets if one.country}
    return tuple(sorted(((code, name(code)) for code in codes), key=lambda pair: pair[1]))


@cache
def _outlets() -> dict[str, str]:
    """Return the states of the codebook's outlets by every name, in lower case."""
    return {
        name.lower(): one.country
        for one in codebook.load().outlets
        if one.country
        for name in (one.code, one.name, *one.surfaces, *one.domains)
    }


def country_of_outlet(name: str) -> str | None:
    """Return the state of an agency or outlet, where the codebook knows it."""
    return _outlets().get(name.lower())
