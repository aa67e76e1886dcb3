"""Edit scripts → lemmas: "lower,3,y" makes "country" of "Countries"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence


class Scripts:
    """The edit scripts of a model, with a memory of what they made."""

    def __init__(self, scripts: Sequence[str]) -> None:
        """Take the scripts, each "case,letters to cut,ending to add" with case lower, keep, title or upper."""
        self._scripts = tuple((case, int(cut), ending) for case, cut, ending in (script.split(",", 2) for script in scripts))
        self._made: dict[tuple[str, int], str] = {}

    def apply(self, words: Iterable[str], numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the lemma of each word by the number of its script."""
        made = self._made
        if len(made) > _REMEMBERED:
            made.clear()
        out = []
        for pair in zip(words, numbers, strict=True):
            lemma = made.get(pair)
            if lemma is None:
                lemma = made[pair] = self._lemma(*pair)
            out.append(lemma)
        return tuple(out)

    def _lemma(self, word: str, number: int) -> str:
        case, cut, ending = self._scripts[number]
        changed = _CASES[case](word)
        return changed[: max(0, len(changed) - cut)] + ending or word


_REMEMBERED = 200_000  # pairs of word and script
_CASES: dict[str, Callable[[str], str]] = {"lower": str.lower, "keep": str, "title": str.capitalize, "upper": str.upper}
