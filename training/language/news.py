"""Read PolNeAR with its silver layers, and re3d."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dateline.language.sentences import boundaries
from dateline.language.tokens import offsets as cut_words
from language import weak
from language.documents import NONE, Attribution, Document
from language.labels import ATTRIBUTION, MENTION, ROLES

Span = tuple[int, int]
CUT = {"of", "in", "for", "on", "at", "to", "from", "with", "who", "which", "that", ",", "by", "and", "whose", "where"}


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def inside(offsets: Sequence[Span], spans: Iterable[Sequence[int]]) -> list[int]:
    """Return the words that touch the spans."""
    starts = [s for s, _ in offsets]
    ends = [e for _, e in offsets]
    out: set[int] = set()
    for s, e in spans:
        first = bisect_left(ends, s + 1)
        last = bisect_left(starts, e)
        out.update(range(first, last))
    return sorted(out)


def read_polnear(path: Path, silver: Path | None) -> list[Document]:
    """Return the articles with attribution and, where given, silver names and chains."""
    layers = {row["id"]: row for row in read_jsonl(silver)} if silver else {}
    return [read_article(row, layers.get(row["id"])) for row in read_jsonl(path)]


def read_article(row: dict[str, Any], layer: dict[str, Any] | None) -> Document:
    text = row["text"]
    offsets = cut_words(text)
    words = [text[s:e] for s, e in offsets]
    document = Document(row["id"], words, list(boundaries(text, offsets)), offsets=offsets)
    document.roles = np.zeros(len(words), np.int64)
    document.attributions = []
    for attribution in row["attributions"]:
        parts = {role: inside(offsets, attribution[role]) for role in ROLES}
        for role in ROLES:
            tag_runs(document.roles, parts[role], role)
        if parts["cue"] and parts["content"]:
            document.attributions.append(Attribution(**parts))
    if layer:
        document.ner = silver_names(words, offsets, layer)
        document.chain = silver_chains(words, offsets, layer)
    return document


def tag_runs(tags: np.ndarray, positions: Sequence[int], role: str) -> None:
    """Write B- and I- tags over each run of positions."""
    begin = ATTRIBUTION.index(f"B-{role}")
    for k, i in enumerate(positions):
        tags[i] = begin + 1 if k and positions[k - 1] == i - 1 else begin


def silver_names(words: Sequence[str], offsets: Sequence[Span], layer: dict[str, Any]) -> np.ndarray:
    """Return the tags that CoreNLP's names leave possible; it knows neither dates nor facilities."""
    allowed = [weak.O] * len(words)
    for s, e, kind in layer["entities"]:
        at = inside(offsets, [(s, e)])
        if not at:
            continue
        start, end = at[0], at[-1] + 1
        demonym = end - start == 1 and bool(weak.DEMONYM.match(words[start]))
        if demonym and kind == "MISC":
            weak.mark(allowed, start, end, "NORP")
        elif kind == "MISC":
            allowed[start:end] = [weak.ALL] * (end - start)
        else:
            known = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"}[kind]
            if known != "PER" and words[end - 1].lower() in weak.FACILITIES:
                known = "FAC"
            while known == "PER" and start < end - 1 and words[start].lower() in weak.TITLES:
                start += 1
            weak.mark(allowed, start, end, known)
    weak.mark_dates_and_numbers(words, allowed, weak.O)
    return np.array(allowed)


def silver_chains(words: Sequence[str], offsets: Sequence[Span], layer: dict[str, Any]) -> np.ndarray:
    """Return for each word the chain of the mention it heads; heads are guessed, shorter mentions first."""
    chain = np.full(len(words), NONE)
    spans = sorted((e - s, s, e, number) for number, mentions in enumerate(layer["coreference"]) for s, e in mentions)
    for _, s, e, number in spans:
        at = inside(offsets, [(s, e)])
        if at and chain[head := guessed_head(words, at[0], at[-1] + 1)] == NONE:
            chain[head] = number
    return chain


def guessed_head(words: Sequence[str], start: int, end: int) -> int:
    """Return the last word before the first preposition, comma or relative pronoun."""
    for i in range(start + 1, end):
        if words[i].lower() in CUT:
            return i - 1
    return end - 2 if words[end - 1] in {"'s", "’s", "'", "’"} and end - start > 1 else end - 1


RE3D = {
    "Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP", "Temporal": "DATE", "Quantity": "NUM", "Money": "NUM",
    "MilitaryPlatform": "GEAR", "Vehicle": "GEAR", "Weapon": "GEAR", "DocumentReference": "DOC",
}  # fmt: skip
SURE = 0.5  # the crowd's confidence from which score_ner.py counts


def read_re3d(path: Path) -> list[Document]:
    """Return re3d with its entities as mentions; doubtful ones leave every tag open."""
    documents = []
    for row in read_jsonl(path):
        text = row["text"]
        offsets = cut_words(text)
        words = [text[s:e] for s, e in offsets]
        document = Document(row["id"], words, list(boundaries(text, offsets)), offsets=offsets)
        every = (1 << len(MENTION)) - 1
        allowed = np.ones(len(words), np.int64)
        for entity in sorted(row["entities"], key=lambda x: (x["confidence"] >= SURE, x["end"] - x["start"])):
            at = inside(offsets, [(entity["start"], entity["end"])])
            if entity["confidence"] < SURE or entity["type"] not in RE3D:
                allowed[at] = every
            elif at:
                begin = MENTION.index("B-" + RE3D[entity["type"]])
                allowed[at] = 1 << (begin + 1)
                allowed[at[0]] = 1 << begin
        document.mention = allowed
        documents.append(document)
    return documents
