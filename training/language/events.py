"""Read annotated event sentences, with the sentence before them as context, and pack them into windows."""

from __future__ import annotations

import argparse
import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from dateline.language.sentences import boundaries
from dateline.language.tokens import offsets as cut_words
from language.documents import Document, Event, Window, cut_pieces, read_tokenizer
from language.encoder import WHEEL
from language.labels import MODES, STATUSES, TYPES
from language.news import inside, read_jsonl

FOLDS = 5
CONTEXT = 350  # characters before a stand-off sentence in which its context sentence is looked for


@dataclass
class Example:
    """One annotated sentence, its context before it; `weak` names types of which one must be there."""

    id: str
    doc: str
    document: Document
    start: int  # first word of the sentence
    base: int  # character of the document's text at which the annotated sentence begins
    text: str
    weak: tuple[int, ...] = field(default=())
    gold: bool = False  # of events_sentences


def fold_of(doc: str) -> int:
    """Return the fold of a document, 0 to 4; committed as training/data/folds_events.json."""
    return int(hashlib.sha256(f"fold {doc}".encode()).hexdigest(), 16) % FOLDS


def texts_by_id(evaluation: Path) -> dict[str, str]:
    rows = [
        *read_jsonl(evaluation / "corpus/news.jsonl.gz"),
        *read_jsonl(evaluation / "attribution/polnear_train.jsonl.gz"),
        *read_jsonl(evaluation / "ner/re3d_shared.jsonl"),
    ]
    pairs = read_jsonl(evaluation / "relations/plv_train.jsonl")
    return {row["id"]: row["text"] for row in rows} | {row["id"]: row["sentence"] for row in pairs}


def last_sentence(text: str) -> str:
    """Return the last whole sentence of a text, or nothing."""
    offsets = cut_words(text)
    ranges = list(boundaries(text, offsets))
    return text[offsets[ranges[-1][0]][0] :].strip() if len(ranges) > 1 else ""


def build(row: dict[str, Any], sentence: str, context: str, tokenizer: Tokenizer) -> Example | None:
    """Return the example, or None for an empty sentence."""
    before = cut_words(context)
    base = len(context) + 1 if context else 0
    text = f"{context} {sentence}" if context else sentence
    offsets = [*before, *((s + base, e + base) for s, e in cut_words(sentence))]
    if len(offsets) == len(before):
        return None
    ranges = [*boundaries(context, before), (len(before), len(offsets))] if before else [(0, len(offsets))]
    document = Document(row["id"], [text[s:e] for s, e in offsets], ranges, offsets=offsets)
    document.events = [made for event in row.get("events", ()) if (made := event_of(event, offsets, base))]
    document.event_words = np.array([i >= len(before) for i in range(len(offsets))], np.int64)
    cut_pieces(document, tokenizer)
    return Example(row["id"], row.get("doc", row["id"]), document, len(before), base, text)


def event_of(event: dict[str, Any], offsets: Sequence[tuple[int, int]], base: int) -> Event | None:
    def words(spans: Sequence[Sequence[int]]) -> list[int]:
        return inside(offsets, [(s + base, e + base) for s, e in spans])

    trigger = words([event["trigger"]])
    if not trigger or event["type"] not in TYPES or event["status"] not in STATUSES:
        return None
    mode = event["mode"] if event["mode"] in MODES else "none"
    return Event(
        trigger,
        TYPES.index(event["type"]),
        MODES.index(mode),
        STATUSES.index(event["status"]),
        words(event["actors"]),
        words(event["recipients"]),
    )


def read_examples(evaluation: Path, own: Path, tokenizer: Tokenizer) -> list[Example]:
    """Return events_sentences, the project's own annotation, and what it leaves of relations/ as weak examples."""
    made: list[Example | None] = []
    annotated: set[str] = set()
    for row in read_jsonl(evaluation / "events_sentences/events.jsonl"):
        if (example := build(row, row["sentence"], row["context"] or "", tokenizer)) is not None:
            example.gold = True
            made.append(example)
    texts = texts_by_id(evaluation)
    for path in sorted(own.glob("events_*.jsonl")):
        for row in read_jsonl(path):
            if "sentence" in row:
                made.append(build(row, row["sentence"], row.get("context") or "", tokenizer))
            elif row.get("doc") in texts and "events" in row:
                text = texts[row["doc"]]
                annotated.add(row["doc"])
                before = last_sentence(text[max(0, row["start"] - CONTEXT) : row["start"]])
                made.append(build(row, text[row["start"] : row["end"]], before, tokenizer))
    for row in read_jsonl(evaluation / "relations/plv_train.jsonl"):
        if row["id"] in annotated:
            continue
        example = build({"id": row["id"], "doc": row["id"]}, row["sentence"], "", tokenizer)
        if example:
            names = ("CONCEDE", "RETREAT") if row["root"] == "YIELD" else (row["root"],)
            example.weak = tuple(TYPES.index(name) for name in names)
            example.document.events = None
            made.append(example)
    return [example for example in made if example is not None and sum(map(len, example.document.pieces)) <= 400]


def cached_examples(options: argparse.Namespace) -> list[Example]:
    """Return the examples from the cache, or read them and fill it: delete events.pkl when the data have changed."""
    path: Path = options.cache / "events.pkl"
    if not path.exists():
        path.write_bytes(pickle.dumps(read_examples(options.evaluation, options.own, read_tokenizer(options.cache / WHEEL))))
    examples: list[Example] = pickle.loads(path.read_bytes())
    return examples


def packed(chosen: Sequence[Example]) -> Window:
    """Join examples into one document and window, so that sentences are met at every place of a window."""
    whole = Document("+".join(e.id for e in chosen), [], [], events=[], event_words=np.zeros(0, np.int64))
    whole.cases = np.zeros(0, np.int64)
    whole.weak = []
    assert whole.events is not None
    for example in chosen:
        document, at = example.document, len(whole.words)
        assert document.cases is not None and document.event_words is not None
        whole.words += document.words
        whole.pieces += document.pieces
        whole.sentences += [(a + at, b + at) for a, b in document.sentences]
        whole.cases = np.concatenate([whole.cases, document.cases])
        told = document.event_words if document.events is not None else np.zeros_like(document.event_words)
        whole.event_words = np.concatenate([whole.event_words, told])
        if example.weak:
            whole.weak.append((at, len(whole.words), example.weak))
        for event in document.events or ():
            shift = [[i + at for i in part] for part in (event.trigger, event.actors, event.recipients)]
            whole.events.append(Event(shift[0], event.type, event.mode, event.status, shift[1], shift[2]))
    return Window(whole, 0, len(whole.words), whole.sentences)
