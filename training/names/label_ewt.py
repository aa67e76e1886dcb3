"""
Turn labels of name strings into stand-off names of the EWT training sentences.

    python training/names/label_ewt.py EN_EWT_TRAIN.conllu.gz LABELS.json > training/data/ewt_names.jsonl

LABELS.json gives each run of proper nouns a label: P person, O organisation, L place, x none of them.
A run goes on over a tight hyphen before a `flat` part (Muqtada al-Sadr, Al-Jazeera); where LABELS.json lacks the whole, its last labelled part decides.
A run is stretched to the left over capitalised words that modify it (United States, Supreme Court); titles are cut off.
An organisation takes in its legal form after a comma (Cargill, Inc.).
Runs without a label are given as `unknown`, for the loss to leave them out. Output: ids, token ranges and labels, no text.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

LABELS = {"P": "PER", "O": "ORG", "L": "LOC"}
TITLES = frozenset(
    (
        *("mr.", "mrs.", "ms.", "dr.", "dr", "mr", "mrs", "ms", "sir", "president"),
        *("senator", "senators", "minister", "general", "gen.", "lt.", "col.", "lieutenant", "judge", "governor"),
        *("professor", "professors", "king", "prince", "sheikh", "shaikh", "rev.", "captain", "ayatollah", "mullah"),
        *("congressman", "secretary", "chairman", "director", "attorney", "officer", "representative", "sen.", "gov."),
    )
)
FORMS = frozenset(("inc", "ltd", "corp", "llc", "l.p", "lp", "plc"))  # of companies, without the last full stop
PARTICLES = frozenset(("al", "el", "az", "ash", "as", "an", "ad"))
Word = list[str]


def sentences(path: Path) -> Iterator[tuple[str, list[Word]]]:
    """Yield the id and words of each sentence of a CoNLL-U file."""
    name, words = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# sent_id"):
                name = line.split("= ")[1]
            elif not line:
                yield name, words
                words = []
            elif line[0] != "#" and line.split("\t")[0].isdigit():
                words.append(line.split("\t"))


def runs(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of proper nouns, joined by 'of', 'of the' and '&'."""
    start = 0
    while start < len(words):
        if words[start][3] != "PROPN" and not _is_article(words, start):
            start += 1
            continue
        end = start + 1
        while end < len(words):
            step = next((step for step in (1, 2, 3) if _goes_on(words, end, step)), 0)
            if not step:
                break
            end += step
        yield start, end
        start = end


def _goes_on(words: list[Word], end: int, step: int) -> bool:
    if end + step > len(words) or words[end + step - 1][3] != "PROPN":
        return False
    between = [word[1].lower() for word in words[end : end + step - 1]]
    return between in ([], ["of"], ["&"], ["of", "the"]) or (between == ["-"] and _is_inner(words, end))


def _is_inner(words: list[Word], hyphen: int) -> bool:
    """Return whether a hyphen without blanks holds two parts of one name together."""
    tight = "SpaceAfter=No" in words[hyphen - 1][9] and "SpaceAfter=No" in words[hyphen][9]
    return tight and words[hyphen + 1][7] == "flat"


def _is_article(words: list[Word], start: int) -> bool:
    """Return whether a word that is no proper noun is the article of an Arabic name: al-Qaeda."""
    return (
        words[start][1].lower() in PARTICLES
        and start + 2 < len(words)
        and words[start + 1][1] == "-"
        and _is_inner(words, start + 1)
    )


def label_of(run: list[str], known: dict[str, str]) -> str | None:
    """Return the label of a run, failing that of its last labelled part between hyphens."""
    whole = known.get(" ".join(run))
    if whole is not None or "-" not in run:
        return whole
    labels = [known.get(part) for part in " ".join(run).split(" - ")]
    return next((label for label in reversed(labels) if label in LABELS), None)


def with_form(words: list[Word], end: int) -> int:
    """Return the end of an organisation's name with its legal form after a comma."""
    after = [word[1].lower().removesuffix(".") for word in words[end : end + 2]]
    return end + 2 if after[:1] == [","] and after[1:] and after[1] in FORMS else end


def stretched(words: list[Word], start: int, end: int) -> int:
    """Return the start of the run with the capitalised modifiers before it."""
    while start > 0:
        before = words[start - 1]
        inside = start <= int(before[6]) - 1 < end
        if not (
            before[1][:1].isupper()
            and before[3] in ("ADJ", "NOUN", "VERB", "NUM")
            and inside
            and before[7] in ("amod", "compound")
        ):
            return start
        start -= 1
    return start


def main(treebank: Path, labels: Path) -> None:
    """Print one line for each sentence that has a name or an unknown run."""
    known = json.loads(labels.read_text(encoding="utf-8"))
    for name, words in sentences(treebank):
        names, unknown = [], []
        for start, end in runs(words):
            label = label_of([word[1] for word in words[start:end]], known)
            first = start
            while first < end - 1 and words[first][1].lower() in TITLES:
                first += 1
            if label is None:
                unknown.append([start, end])
            elif label in LABELS:
                front = stretched(words, first, end) if label != "P" and first == start else first
                names.append([front, with_form(words, end) if label == "O" else end, LABELS[label]])
        print(json.dumps({"sent_id": name, "names": names, "unknown": unknown}, separators=(",", ":")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
