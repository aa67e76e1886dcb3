"""
Attachment scores from raw text: Dateline cuts words and sentences itself.

    python -m benchmarks.raw_syntax ../shared/eval/syntax/en_ewt-ud-dev.conllu

The text of each document is put together from the `# text` lines (a blank between sentences, an empty line before a `# newpar`);
words are matched by their characters, as the CoNLL 2018 shared task does (Zeman et al. 2018): F1 of the words that have the gold
span, the gold head's span and the gold label (up to the first colon). A contraction's words share its form in order where they
spell it.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.language import Analyser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.language.analysis import Analysis

_ID, _FORM, _UPOS, _HEAD, _REL, _MISC = 0, 1, 3, 6, 7, 9

Place = tuple[int, int]


@dataclass(frozen=True)
class Word:
    """A word by its characters, with its head's (None: the root)."""

    place: Place
    head: Place | None
    rel: str
    upos: str


def documents(path: Path) -> Iterator[tuple[str, list[Word]]]:
    """Yield the text and the words of every document of a CoNLL-U file."""
    text, words = "", list[Word]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        told = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), None)
        if told is None:
            continue
        if any(line.startswith("# newdoc") for line in lines) and text:
            yield text, words
            text, words = "", []
        gap = "" if not text else "\n\n" if any(line.startswith("# newpar") for line in lines) else " "
        words += _words([line.split("\t") for line in lines if not line.startswith("#")], told, len(text) + len(gap))
        text += gap + told
    if text:
        yield text, words


def _words(rows: list[list[str]], text: str, base: int) -> list[Word]:
    """Return the words of one sentence by their places in the document's text."""
    places: dict[str, Place] = {}
    at, inside = 0, 0
    for row in rows:
        number = row[_ID]
        if "." in number or (number.isdigit() and int(number) <= inside):
            continue
        start = text.index(row[_FORM], at)
        at = start + len(row[_FORM])
        if "-" not in number:
            places[number] = (base + start, base + at)
            continue
        first, inside = map(int, number.split("-"))
        places |= _parts([r for r in rows if r[_ID].isdigit() and first <= int(r[_ID]) <= inside], row[_FORM], base + start)
    return [
        Word(places[row[_ID]], places.get(row[_HEAD]), row[_REL].split(":")[0], row[_UPOS]) for row in rows if row[_ID] in places
    ]


def _parts(rows: list[list[str]], form: str, start: int) -> dict[str, Place]:
    """Return the places of a contraction's words: side by side where they spell its form, else all of it for each."""
    if "".join(row[_FORM] for row in rows) != form:
        return {row[_ID]: (start, start + len(form)) for row in rows}
    places = {}
    for row in rows:
        places[row[_ID]] = (start, start + len(row[_FORM]))
        start += len(row[_FORM])
    return places


def found(analysis: Analysis) -> list[Word]:
    """Return the words that Dateline cut, by their places."""
    places = list(zip(analysis.starts.tolist(), analysis.ends.tolist(), strict=True))
    return [
        Word(place, places[head] if head >= 0 else None, rel.split(":")[0], upos)
        for place, head, rel, upos in zip(places, analysis.heads.tolist(), analysis.deprels, analysis.upos, strict=True)
    ]


def main() -> None:
    """Print the F1 of words, tags, unlabelled and labelled attachment."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="CoNLL-U with `# text` and `# newdoc` lines")
    parser.add_argument("--model", type=Path, help="folder of another model than the package's")
    options = parser.parse_args()
    analyser = Analyser(options.model) if options.model else Analyser()
    told, cut = 0, 0
    hits = dict.fromkeys(("words", "upos", "uas", "las"), 0)
    for text, gold in documents(options.file):
        (analysis,) = analyser.analyse([text])
        mine = {word.place: word for word in found(analysis)}
        told, cut = told + len(gold), cut + len(analysis)
        for word in gold:
            other = mine.get(word.place)
            if other is None:
                continue
            hits["words"] += 1
            hits["upos"] += other.upos == word.upos
            hits["uas"] += other.head == word.head
            hits["las"] += other.head == word.head and other.rel == word.rel
    print(json.dumps({"gold": told, "cut": cut, **{name: round(200 * value / (told + cut), 2) for name, value in hits.items()}}))


if __name__ == "__main__":
    main()
