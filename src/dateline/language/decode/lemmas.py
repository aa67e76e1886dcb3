"""Words → lemmas: those of a table, and edit scripts for the rest: "lower,3,y" makes "country" of "Countries"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

_REMEMBERED = 200_000  # words with tag and script
_CASES: dict[str, Callable[[str], str]] = {"lower": str.lower, "keep": str, "title": str.capitalize, "upper": str.upper}


class Lemmas:
    """The edit scripts and the table of a model, with a memory of what they made."""

    def __init__(self, scripts: Sequence[str], table: Mapping[tuple[str, str], str] | None = None) -> None:
        """
        Take scripts and table.

        Args:
            scripts: each "case,letters to cut,ending to add" with case lower, keep, title or upper.
            table: lemma by the word in lower case and its tag; it goes before the scripts.
        """
        self._scripts = tuple((case, int(cut), ending) for case, cut, ending in (script.split(",", 2) for script in scripts))
        self._table = table or {}
        self._made: dict[tuple[str, str, int], str] = {}

    def apply(self, words: Iterable[str], tags: Iterable[str], numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the lemma of each word by its tag and the number of its script."""
        made = self._made
        if len(made) > _REMEMBERED:
            made.clear()
        out = []
        for key in zip(words, tags, numbers, strict=True):
            lemma = made.get(key)
            if lemma is None:
                lemma = made[key] = self._lemma(*key)
            out.append(lemma)
        return tuple(out)

    def _lemma(self, word: str, tag: str, number: int) -> str:
        known = self._table.get((word.lower(), tag))
        if known:
            return known
        case, cut, ending = self._scripts[number]
        changed = _CASES[case](word)
        return changed[: max(0, len(changed) - cut)] + ending or word


def read_table(text: str) -> dict[tuple[str, str], str]:
    """Return the table written as lines of word, tag and lemma with tabs between."""
    return {(word, tag): lemma for word, tag, lemma in (line.split("\t") for line in text.splitlines())}
