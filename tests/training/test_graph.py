"""The graphs, which are written apart for speed, give what the networks give; needs torch and onnx, which only training has."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
sys.path.append(str(Path(__file__).parents[2] / "training"))

from language.encoder import Shape  # noqa: E402
from language.event_network import EventNetwork, Read  # noqa: E402
from language.graph import EventGraph, Graph  # noqa: E402
from language.hints import WIDTH  # noqa: E402
from language.network import Network, Sizes  # noqa: E402
from torch.nn import functional  # noqa: E402

SHAPE = Shape(vocabulary=5000, width=48, heads=4, inner=64, positions=64)
SIZES = Sizes(upos=5, feats=7, scripts=9, rels=6)
IDS = torch.tensor([[101, 4500, 300, 4001, 3999, 2000, 102]])  # of both tables
CASES = torch.tensor([[0, 1, 2, 2, 1, 3, 0]])
STARTS, ENDS = torch.tensor([[1, 2, 4, 5]]), torch.tensor([[1, 3, 4, 5]])
SENTENCES = torch.tensor([[1, 1, 2, 2]])


@pytest.fixture(scope="module")
def networks():
    torch.manual_seed(1)
    network, events = Network(SIZES, SHAPE).eval(), EventNetwork(SHAPE, 2).eval()
    torch.nn.init.normal_(events.trunk.weight, std=0.1)  # it begins at nought, which would hide it
    return network, events


@torch.no_grad()
def test_the_language_graph_gives_what_the_network_gives(networks) -> None:
    network, events = networks
    hints = torch.rand(1, 4, WIDTH)
    upos, feats, lemma, arcs, heads, labels, ner, mention, roles, links, corefers, antecedents, embedded, trunk, eventful = Graph(
        network, events, range(SHAPE.vocabulary)
    )(IDS, CASES, STARTS, ENDS, SENTENCES, hints)

    views = network.words(IDS, torch.ones_like(IDS), CASES, STARTS, ENDS)
    plain_upos, plain_feats, plain_lemma = network.lexicon(views["lexical"])
    assert torch.allclose(upos, plain_upos[0].log_softmax(-1), atol=1e-4)
    assert torch.equal(feats, plain_feats[0].argmax(-1))
    assert torch.equal(lemma, plain_lemma[0].argmax(-1))
    plain = network.tree.arcs(views["tree"])[0]
    inside = (SENTENCES[0][:, None] == SENTENCES[0][None, :]) & ~torch.eye(4, dtype=torch.bool)
    allowed = functional.pad(inside, (1, 0), value=True)
    assert torch.allclose(arcs[allowed], plain.masked_fill(~allowed, -1e4).log_softmax(-1)[allowed], atol=1e-4)
    for place in range(heads.shape[1]):
        wanted = network.tree.labels(views["tree"], heads[None, :, place])[0].log_softmax(-1)
        assert torch.allclose(labels[:, place], wanted, atol=1e-4)
    for found, head, view in (
        (ner, network.ner, "names"),
        (mention, network.mention, "names"),
        (roles, network.roles, "attribution"),
    ):
        assert torch.allclose(found, head(views[view])[0].log_softmax(-1), atol=1e-4)
    assert torch.allclose(links, network.links(views["attribution"])[0], atol=1e-4)
    assert torch.allclose(corefers, network.corefers(views["coreference"])[0, :, 0], atol=1e-4)
    earlier = torch.tril(torch.ones(4, 5, dtype=torch.bool))
    wanted = network.antecedents(views["coreference"])[0].masked_fill(~earlier, -1e4).log_softmax(-1)
    assert torch.allclose(antecedents[earlier], wanted[earlier], atol=1e-4)
    assert torch.allclose(embedded, network.encoder.word(IDS)[0])
    assert torch.allclose(trunk, views["trunk"][0], atol=1e-5)
    assert torch.allclose(eventful, events.gate(views["trunk"], hints)[0], atol=1e-4)


@torch.no_grad()
def test_the_events_graph_gives_what_the_network_gives(networks) -> None:
    _, events = networks
    read = Read(
        torch.randn(1, 8, SHAPE.width),
        torch.ones(1, 8, dtype=torch.long),
        torch.tensor([[0, 1, 2, 3, 0, 1, 2, 3]]),
        torch.tensor([[1, 1, 1, 1, 2, 2, 2, 2]]),
        torch.tensor([[1, 2, 5, 6]]),
        torch.tensor([[1, 2, 5, 6]]),
        torch.rand(1, 4, WIDTH),
        torch.randn(1, 4, SHAPE.width),
    )
    trigger, mode, status, arguments = EventGraph(events)(*read)
    words = events(read)
    for found, head in ((trigger, events.trigger), (mode, events.mode), (status, events.status)):
        assert torch.allclose(found, head(words)[0].log_softmax(-1), atol=1e-4)
    assert torch.allclose(arguments, events.arguments(words)[0], atol=1e-4)
