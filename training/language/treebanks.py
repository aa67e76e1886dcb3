"""Read EWT and GUM: syntax, and from GUM also names and coreference."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from language import weak
from language.documents import NONE, Document
from language.labels import features

ENTITY = re.compile(r"\((\d+)-([a-z]+)-|(\d+)\)|\)")
KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT", "time": "DATE"}
LINKS = {"of", "for", "and", "the", "de", "del", "la", "on", "-", "&", "'s", "al", "bin", "in"}


@dataclass(frozen=True)
class Row:
    """The ten columns of one word."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    rel: str
    misc: str
    space: bool


def read_rows(path: Path) -> list[tuple[str, list[list[Row]]]]:
    """Return (document name, sentences) for each document of a CoNLL-U file."""
    documents: list[tuple[str, list[list[Row]]]] = []
    sentence: list[Row] = []
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") or not documents:
                documents.append((line.split("=")[-1].strip(), []))
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                space = "SpaceAfter=No" not in columns[9]
                sentence.append(
                    Row(columns[1], columns[2], columns[3], columns[5], int(columns[6]), columns[7], columns[9], space)
                )
            elif not line.strip() and sentence:
                documents[-1][1].append(sentence)
                sentence = []
    return [(name, sentences) for name, sentences in documents if sentences]


@dataclass(frozen=True)
class Inventory:
    """Label lists that depend on the treebanks."""

    upos: list[str]
    feats: list[str]
    scripts: list[str]
    rels: list[str]

    def rel(self, name: str) -> int:
        """Return the label's number, that of the plain label where the subtype is rare."""
        return self.rels.index(name if name in self.rels else name.split(":")[0]) if name.split(":")[0] in self.rels else NONE


def build(name: str, sentences: list[list[Row]], inventory: Inventory, scripts: dict[tuple[str, str], int]) -> Document:
    """Return the document with its syntax layers."""
    words, ranges, heads = [], [], []
    for sentence in sentences:
        start = len(words)
        words += [row.form for row in sentence]
        heads += [start + row.head - 1 if row.head else -1 for row in sentence]
        ranges.append((start, len(words)))
    rows = [row for sentence in sentences for row in sentence]
    feats = {value: i for i, value in enumerate(inventory.feats)}
    document = Document(name, words, ranges)
    document.upos = np.array([inventory.upos.index(row.upos) for row in rows])
    document.feats = np.array([feats.get(features(row.feats), NONE) for row in rows])
    document.lemma = np.array([scripts.get((row.form, row.lemma), NONE) for row in rows])
    document.head = np.array(heads)
    document.rel = np.array([inventory.rel(row.rel) for row in rows])
    return document


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    kind: str
    chain: int


def mentions(rows: list[Row]) -> list[Mention]:
    """Return the entities of GUM's Entity column."""
    out: list[Mention] = []
    stack: list[tuple[int, str, int]] = []
    for i, row in enumerate(rows):
        column = next((part[7:] for part in row.misc.split("|") if part.startswith("Entity=")), "")
        for match in ENTITY.finditer(column):
            if match[1]:
                stack.append((int(match[1]), match[2], i))
                continue
            at = next((k for k in range(len(stack) - 1, -1, -1) if match[3] is None or stack[k][0] == int(match[3])), None)
            if at is not None:
                chain, kind, start = stack.pop(at)
                out.append(Mention(start, i + 1, kind, chain))
    return out


def add_gum_layers(document: Document, rows: list[Row]) -> None:
    """Add names and coreference from the Entity column."""
    assert document.head is not None
    allowed = [weak.O] * len(rows)
    for i, row in enumerate(rows):
        if row.upos == "ADJ" and row.lemma[:1].isupper():
            allowed[i] = weak.BEGIN["NORP"]
    chain = np.full(len(rows), NONE)
    for mention in sorted(mentions(rows), key=lambda m: m.end - m.start):
        head = next(
            (i for i in range(mention.start, mention.end) if not mention.start <= document.head[i] < mention.end), mention.end - 1
        )
        if chain[head] == NONE:
            chain[head] = mention.chain
        span = name_span(rows, mention, head)
        if span:
            weak.mark(allowed, *span)
    weak.mark_dates_and_numbers(document.words, allowed, weak.O)
    document.ner, document.chain, document.singles = np.array(allowed), chain, True


def name_span(rows: list[Row], mention: Mention, head: int) -> tuple[int, int, str] | None:
    """Return the name inside a mention whose head is a proper noun, without titles and appositions."""
    kind = KINDS.get(mention.kind)
    if kind is None:
        return None
    if kind == "DATE":
        told = any(rows[i].upos in {"PROPN", "NUM"} for i in range(mention.start, mention.end))
        return (mention.start, mention.end, kind) if told and mention.end - mention.start <= 6 else None
    if rows[head].upos != "PROPN":
        return None
    if kind == "PER" and "Number=Plur" in rows[head].feats and head + 1 == mention.end:
        return head, head + 1, "NORP"
    start, end = head, head + 1
    while start > mention.start and (
        rows[start - 1].upos == "PROPN" or (rows[start - 1].form[0].isupper() and rows[start - 1].upos in {"ADJ", "VERB", "NOUN"})
    ):
        start -= 1
    while start < head and rows[start].form.lower() in weak.TITLES and kind == "PER":
        start += 1
    while end < mention.end:
        step = next_part(rows, end, mention.end, kind)
        if step == end:
            break
        end = step
    if rows[end - 1].form.lower() in weak.FACILITIES:
        kind = "FAC"
    return start, end, kind


def next_part(rows: list[Row], end: int, limit: int, kind: str) -> int:
    """Return where a name goes on to, over 'of the' and the like, or where it stands."""
    if rows[end].upos in {"PROPN", "NUM"} or (rows[end].form[0].isupper() and rows[end].upos in {"NOUN", "ADJ"}):
        return end + 1
    step = end
    while (
        step < limit
        and step - end < 2
        and rows[step].form.lower() in (LINKS if kind != "PER" else {"-", "de", "al", "bin", "la", "del"})
    ):
        step += 1
    return step + 1 if end < step < limit and rows[step].upos == "PROPN" else end


def add_ewt_names(document: Document, rows: list[Row]) -> None:
    """Say which words cannot be names: EWT's proper nouns tell, its text has no entity layer here."""
    proper = [row.upos == "PROPN" for row in rows]
    allowed = []
    for i, row in enumerate(rows):
        near = any(proper[max(0, i - 2) : i]) and any(proper[i + 1 : i + 3])
        if proper[i] or (row.form[0].isupper() and i + 1 < len(rows) and proper[i + 1]):
            allowed.append(weak.ALL)
        elif row.upos == "ADJ" and row.lemma[:1].isupper():
            allowed.append(weak.BEGIN["NORP"] | weak.INSIDE)
        elif near:
            allowed.append(weak.ALL)
        elif row.upos in {"NUM", "NOUN", "DET", "ADJ"}:
            dated = weak.BEGIN["DATE"] | weak.WITHIN["DATE"] | weak.O
            allowed.append(dated | weak.BEGIN["NUM"] | weak.WITHIN["NUM"] if row.upos == "NUM" else dated)
        else:
            allowed.append(weak.O)
    for start, end in weak.date_runs(document.words):
        weak.mark(allowed, start, end, "DATE")
    document.ner = np.array(allowed)
