"""Read every corpus once and keep the documents in a cache beside the checkpoints."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass
from pathlib import Path

from language import labels
from language.documents import Document, cut_pieces, read_tokenizer
from language.encoder import WHEEL
from language.news import read_polnear, read_re3d
from language.treebanks import Inventory, Row, add_ewt_names, add_gum_layers, build, read_rows

HELD_BACK = 5  # one re3d document in so many is not trained on before the last stage


@dataclass
class Corpora:
    inventory: Inventory
    ewt: list[Document]
    gum: list[Document]
    polnear: list[Document]
    re3d: list[Document]
    re3d_back: list[Document]
    ewt_dev: list[Document]
    gum_dev: list[Document]
    polnear_dev: list[Document]


def held_back(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_BACK == 0


def inventory_of(rows: list[Row]) -> tuple[Inventory, dict[tuple[str, str], int]]:
    """Return the label lists and the number of each (form, lemma) pair's edit script."""
    pairs = {(row.form, row.lemma) for row in rows}
    scripts = labels.frequent((labels.script(row.form, row.lemma) for row in rows), 3)
    number = {script: i for i, script in enumerate(scripts)}
    known = {pair: number[script] for pair in pairs if (script := labels.script(*pair)) in number}
    plain = {row.rel.split(":")[0] for row in rows}
    rels = sorted(plain | set(labels.frequent((row.rel for row in rows), 20)))
    feats = labels.frequent((labels.features(row.feats) for row in rows), 10)
    return Inventory(labels.UPOS, feats, scripts, rels), known


def read_corpora(evaluation: Path, wheels: Path) -> Corpora:
    """Return all documents with pieces cut."""
    syntax = evaluation / "syntax"
    raw = {name: read_rows(syntax / name) for name in
           ("en_ewt-ud-train.conllu.gz", "gum-train.conllu.gz", "en_ewt-ud-dev.conllu", "gum-dev.conllu")}  # fmt: skip
    trained = [row for name in list(raw)[:2] for _, sentences in raw[name] for sentence in sentences for row in sentence]
    inventory, scripts = inventory_of(trained)
    built = {}
    for name, documents in raw.items():
        built[name] = [build(title, sentences, inventory, scripts) for title, sentences in documents]
        for document, (_, sentences) in zip(built[name], documents):
            rows = [row for sentence in sentences for row in sentence]
            (add_gum_layers if name.startswith("gum") else add_ewt_names)(document, rows)
    polnear, silver = evaluation / "attribution", evaluation / "silver"
    news = read_polnear(polnear / "polnear_train.jsonl.gz", silver / "polnear_train_corenlp.jsonl.gz")
    news_dev = read_polnear(polnear / "polnear_dev.jsonl.gz", None)
    re3d = read_re3d(evaluation / "ner/re3d_shared.jsonl")
    ewt, gum, ewt_dev, gum_dev = built.values()
    tokenizer = read_tokenizer(wheels / WHEEL)
    for documents in (ewt, gum, ewt_dev, gum_dev, news, news_dev, re3d):
        for document in documents:
            cut_pieces(document, tokenizer)
    news = [d for d in news if d.ner is not None]
    front, back = [d for d in re3d if not held_back(d.name)], [d for d in re3d if held_back(d.name)]
    return Corpora(inventory, ewt, gum, news, front, back, ewt_dev, gum_dev, news_dev)


def cached_corpora(evaluation: Path, wheels: Path, cache: Path) -> Corpora:
    """Return the corpora from the cache, or read them and fill it."""
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    corpora = read_corpora(evaluation, wheels)
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(corpora))
    return corpora
