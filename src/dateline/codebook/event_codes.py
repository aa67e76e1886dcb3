"""What a PLOVER type and mode come to in CAMEO, in contexts and in scores."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.codebook import rows
from dateline.codebook.tables import cameo_quad, load

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores and quad classes of one event, each named for its map."""

    goldstein: float | None  # -10 to +10, by CAMEO code
    plover: float  # -10 to +10, by type and mode
    quad_plover: int  # PLOVER manual v0.8
    quad_cameo: int | None  # GDELT's map of CAMEO roots


def scores_of(event_type: str, mode: str | None, cameo: str | None) -> Scores:
    """
    Return the scores of a type, mode and CAMEO code; a code without Goldstein value takes that of its root.

    Raises:
        KeyError: there is no such type.
    """
    book = load()
    found = (book.cameo.get(cameo) or book.cameo.get(cameo[:2])) if cameo else None
    return Scores(
        goldstein=found.goldstein if found else None,
        plover=book.plover_score(event_type, mode),
        quad_plover=book.types[event_type].quad,
        quad_cameo=cameo_quad(cameo) if cameo else None,
    )


def cameo_of(event_type: str, mode: str | None, lemmas: Collection[str]) -> str | None:
    """
    Return the CAMEO code of a PLOVER type and mode, by the first row whose words stand in the evidence.

    Args:
        event_type: "CONSULT", ...
        mode: a mode of that type, or None.
        lemmas: lower-case lemmas of the evidence.
    """
    for words, code in _defaults().get((event_type, mode), ()) or _defaults().get((event_type, None), ()):
        if not words or not words.isdisjoint(lemmas):
            return code
    return None


def contexts_of(lemmas: Collection[str]) -> tuple[str, ...]:
    """Return the PLOVER contexts that the lemmas put an event into, in the table's order."""
    return tuple(context for context, words in _contexts() if not words.isdisjoint(lemmas))


@cache
def _defaults() -> dict[tuple[str, str | None], tuple[tuple[frozenset[str], str], ...]]:
    table: dict[tuple[str, str | None], list[tuple[frozenset[str], str]]] = {}
    for row in rows.read("cameo_defaults"):
        table.setdefault((row.text("type"), row.maybe("mode")), []).append((frozenset(row.words("lemmas")), row.text("cameo")))
    return {key: tuple(several) for key, several in table.items()}


@cache
def _contexts() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row.text("context"), frozenset(row.words("lemmas"))) for row in rows.read("contexts"))
