"""Score an exported graph on the development sets, window by window."""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from dateline.language.sentences import boundaries
from dateline.language.tokens import offsets as cut_words
from language.batches import collate, cut
from language.corpora import Corpora, cached_corpora
from language.decode import attributions, bio_spans
from language.documents import NONE, Document, Window, cut_pieces, read_tokenizer
from language.encoder import WHEEL
from language.graph import INPUTS
from language.labels import MENTION, NER, apply_script
from language.lexicon import read_lexicon
from language.news import RE3D, read_jsonl
from language.treebanks import read_rows

Arrays = dict[str, Any]


class Reader:
    """Run the graph over the windows of documents, one window at a time as the product does."""

    def __init__(self, path: Path, vocabulary: Mapping[str, int]) -> None:
        """
        Load a graph; `vocabulary` has the numbers that the batches give the pieces, of which the graph may know a part.

        A piece that does not ship is read as [UNK]; the product, which has the vocabulary that ships, so reads its whole word.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.names = [x.name for x in self.session.get_outputs()]
        pieces = (path.parent / "vocab.txt").read_text(encoding="utf-8").split("\n")
        ships = {piece: number for number, piece in enumerate(pieces)}
        self.numbers = np.full(1 + max(vocabulary.values()), ships["[UNK]"])
        for piece, number in vocabulary.items():
            self.numbers[number] = ships.get(piece, ships["[UNK]"])

    def read(self, document: Document, limit: int) -> list[tuple[Window, Arrays]]:
        read = []
        for window in cut(document, limit, None):
            batch = collate([window])
            feed = {name: getattr(batch, name).numpy() for name in INPUTS}
            feed["input_ids"] = self.numbers[feed["input_ids"]]
            read.append((window, dict(zip(self.names, self.session.run(None, feed)))))
        return read


def scorer(evaluation: Path, name: str) -> ModuleType:
    """Load a scorer from the evaluation folder."""
    spec = importlib.util.spec_from_file_location(name, evaluation / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def syntax(reader: Reader, documents: list[Document], corpora: Corpora, path: Path, limit: int) -> dict[str, float]:
    """Return UPOS, lemma, feature and attachment scores with gold words."""
    inventory = corpora.inventory
    known = read_lexicon(path.parent)
    hits = dict.fromkeys(("upos", "feats", "lemma", "script", "uas", "las", "las_full"), 0)
    words = 0
    rows = [row for _, sentences in read_rows(path) for sentence in sentences for row in sentence]
    at = 0
    for document in documents:
        gold = rows[at : at + len(document.words)]
        at += len(document.words)
        for window, out in reader.read(document, limit):
            heads = out["heads"][:, 0]
            labels = out["labels"][:, 0].argmax(-1)
            for k, i in enumerate(range(window.start, window.end)):
                row = gold[i]
                head = int(document.head[i])
                words += 1
                hits["upos"] += inventory.upos[out["upos"][k].argmax()] == row.upos
                hits["feats"] += int(out["feats"][k]) == int(document.feats[i])
                lemma = apply_script(inventory.scripts[out["lemma"][k]], row.form)
                tag = inventory.upos[out["upos"][k].argmax()]
                hits["lemma"] += known.get((row.form.lower(), tag), lemma) == row.lemma
                hits["script"] += lemma == row.lemma
                if heads[k] == (0 if head == -1 else head - window.start + 1):
                    name = inventory.rels[labels[k]]
                    hits["uas"] += 1
                    hits["las"] += name.split(":")[0] == row.rel.split(":")[0]
                    hits["las_full"] += name == row.rel
    return {name: round(100 * value / len(rows), 2) for name, value in hits.items()} | {"read": round(words / len(rows), 4)}


def text_document(name: str, text: str, tokenizer: Tokenizer) -> Document:
    offsets = cut_words(text)
    document = Document(name, [text[s:e] for s, e in offsets], list(boundaries(text, offsets)), offsets=offsets)
    return cut_pieces(document, tokenizer)


def uner(reader: Reader, evaluation: Path, tokenizer: Tokenizer, limit: int) -> dict[str, float]:
    """Return F1 on UNER dev; facilities count as places."""
    gold = read_jsonl(evaluation / "ner/uner_ewt_dev.jsonl")
    to = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}
    by_document: dict[str, list[dict[str, Any]]] = {}
    for row in gold:
        by_document.setdefault(row["doc"], []).append(row)
    predicted = []
    for name, rows in by_document.items():
        words = [w for row in rows for w in row["tokens"]]
        cuts = np.cumsum([0, *(len(row["tokens"]) for row in rows)]).tolist()
        document = cut_pieces(Document(name, words, list(itertools.pairwise(cuts))), tokenizer)
        spans = [
            (window.start + s, window.start + e, kind)
            for window, out in reader.read(document, limit)
            for s, e, kind in bio_spans(out["ner"], NER)
        ]
        for row, a, b in zip(rows, cuts, cuts[1:]):
            mine = [(s - a, e - a, to[k]) for s, e, k in spans if a <= s < b and e <= b and k in to]
            predicted.append(
                {
                    "id": row["id"],
                    "entities": [{"start": row["offsets"][s][0], "end": row["offsets"][e - 1][1], "type": k} for s, e, k in mine],
                }
            )
    result = scorer(evaluation, "score_ner").score(gold, predicted)
    return {k: round(v["f1"], 4) for k, v in result.items()} | {
        "p": round(result["exact"]["precision"], 3),
        "r": round(result["exact"]["recall"], 3),
    }


def re3d(reader: Reader, evaluation: Path, tokenizer: Tokenizer, names: set[str], limit: int) -> dict[str, float]:
    """Return F1 on the re3d documents named."""
    gold = [row for row in read_jsonl(evaluation / "ner/re3d_shared.jsonl") if row["id"] in names]
    back = {kind: name for name, kind in reversed(RE3D.items())}
    predicted = []
    for row in gold:
        document = text_document(row["id"], row["text"], tokenizer)
        offsets = document.offsets or []
        found = [
            (window.start + s, window.start + e, kind)
            for window, out in reader.read(document, limit)
            for s, e, kind in bio_spans(out["mention"], MENTION)
        ]
        predicted.append(
            {
                "id": row["id"],
                "entities": [{"start": offsets[s][0], "end": offsets[e - 1][1], "type": back[k]} for s, e, k in found],
            }
        )
    result = scorer(evaluation, "score_ner").score(gold, predicted)
    return {
        k: round(v["f1"], 4)
        for k, v in result.items()
        if k in {"exact", "span", "overlap", "type Organisation", "type Location", "type Person"}
    }


def polnear(reader: Reader, evaluation: Path, documents: list[Document], limit: int) -> dict[str, float]:
    """Return the scores of score_attribution.py on PolNeAR dev."""
    gold = read_jsonl(evaluation / "attribution/polnear_dev.jsonl.gz")
    predicted = []
    for document in documents:
        offsets = document.offsets or []
        found = []
        for window, out in reader.read(document, limit):
            for attribution in attributions(out["roles"], out["links"]):
                spans = {
                    role: [[offsets[window.start + s][0], offsets[window.start + e - 1][1]] for s, e in ranges]
                    for role, ranges in attribution.items()
                }
                found.append(spans)
        predicted.append({"id": document.name, "attributions": found})
    result = scorer(evaluation, "score_attribution").score(gold, predicted)
    return {k: round(v["f1"], 4) for k, v in result.items()}


def coreference(reader: Reader, documents: list[Document], limit: int) -> dict[str, float]:
    """Return how often the antecedent of a gold mention with one in its window is right, how often 'none' is, and mention F1."""
    right = linked = first_right = first = tp = predicted = gold_mentions = 0
    for document in documents:
        chain = document.chain
        assert chain is not None
        for window, out in reader.read(document, limit):
            here = chain[window.start : window.end]
            guess = out["corefers"] > 0
            tp += int((guess & (here != NONE)).sum())
            predicted += int(guess.sum())
            gold_mentions += int((here != NONE).sum())
            for i in np.flatnonzero(here != NONE):
                best = int(out["antecedents"][i, : i + 1].argmax())
                if (here[:i] == here[i]).any():
                    linked += 1
                    right += best > 0 and here[best - 1] == here[i]
                else:
                    first += 1
                    first_right += best == 0
    return {
        "antecedent": round(right / max(1, linked), 4),
        "first": round(first_right / max(1, first), 4),
        "mention_f1": round(2 * tp / max(1, predicted + gold_mentions), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="+")
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--limits", type=int, nargs="+", default=[256], help="window limits; 0 is one sentence a window")
    parser.add_argument("--sets", nargs="+", default=["ewt", "gum", "uner", "re3d", "polnear", "coref"])
    options = parser.parse_args()
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / "corpora.pkl")
    tokenizer = read_tokenizer(options.cache / WHEEL)
    vocabulary = tokenizer.get_vocab()
    for path in options.model:
        reader = Reader(path, vocabulary)
        for limit in options.limits:
            began = time.time()
            for name in options.sets:
                scores = measure(name, reader, corpora, tokenizer, options.evaluation, limit)
                print(json.dumps({"model": path.name, "window": limit, "set": name, **scores}), flush=True)
            print(f"{time.time() - began:.0f} s", file=sys.stderr)


def measure(name: str, reader: Reader, corpora: Corpora, tokenizer: Tokenizer, evaluation: Path, limit: int) -> dict[str, float]:
    """Return the scores of one development set."""
    if name == "ewt":
        return syntax(reader, corpora.ewt_dev, corpora, evaluation / "syntax/en_ewt-ud-dev.conllu", limit)
    if name == "gum":
        return syntax(reader, corpora.gum_dev, corpora, evaluation / "syntax/gum-dev.conllu", limit)
    if name == "uner":
        return uner(reader, evaluation, tokenizer, limit)
    if name == "re3d":
        return re3d(reader, evaluation, tokenizer, {d.name for d in corpora.re3d_back}, limit)
    if name == "polnear":
        return polnear(reader, evaluation, corpora.polnear_dev, limit)
    return coreference(reader, corpora.gum_dev, limit)


if __name__ == "__main__":
    main()
