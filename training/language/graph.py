"""
The networks as graphs: the language's from pieces to scores, the events' from its vectors to scores, and the pairs'.

A graph reads one window. Products of one input are joined into one, so that the input is rounded to int8 once and the many
small heads cost few calls: docs/decisions/0186.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.attention import layer
from language.encoder import TAPPED, Encoder
from language.event_network import APART, EventNetwork, Gate, Read
from language.network import FAR, Network, Pairs, Tagger, Tree
from language.pair_network import PairNetwork
from language.small_words import SmallWords

INPUTS = ("input_ids", "case_ids", "word_starts", "word_ends", "sentence_ids", "hints")
OUTPUTS = ("upos", "feats", "lemma", "arcs", "heads", "labels", "ner", "mention", "roles", "links", "corefers", "antecedents",
           "embedded", "trunk", "eventful")  # fmt: skip
EVENT_INPUTS = Read._fields
EVENT_OUTPUTS = ("trigger", "mode", "status", "arguments")
PAIR_INPUTS = (*EVENT_INPUTS, "source", "target", "sentence")
PAIR_OUTPUTS = ("types",)
CANDIDATES = 2  # heads of each word whose labels are scored


def joined(*layers: nn.Linear) -> nn.Linear:
    """Return one layer that gives what the layers give of one input, side by side."""
    whole = nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    whole.weight.data = torch.cat([layer.weight.data for layer in layers])
    whole.bias.data = torch.cat([layer.bias.data for layer in layers])
    return whole


def side_by_side(*layers: nn.Linear) -> nn.Linear:
    """Return one layer that gives what the layers give, each of its own part of the input."""
    whole = nn.Linear(sum(layer.in_features for layer in layers), sum(layer.out_features for layer in layers))
    whole.weight.data = torch.block_diag(*(layer.weight.data for layer in layers))
    whole.bias.data = torch.cat([layer.bias.data for layer in layers])
    return whole


class Taggers(nn.Module):
    """Several taggers of the same words: the log-probabilities of each [W, labels]."""

    def __init__(self, *taggers: Tagger) -> None:
        super().__init__()
        self.inner = joined(*(tagger.inner for tagger in taggers))
        self.out = side_by_side(*(tagger.out for tagger in taggers))
        self.sizes = [tagger.out.out_features for tagger in taggers]

    def forward(self, x: Tensor) -> list[Tensor]:
        return [torch.log_softmax(scores, -1) for scores in self.out(F.gelu(self.inner(x))).split(self.sizes, -1)]


class TaggerAndPairs(nn.Module):
    """A tagger and the scores of all pairs of the same words: what the tagger gives [W, labels], and [C, W, W]; `more` too, if any."""

    def __init__(self, tagger: Tagger, pairs: Pairs, *more: nn.Linear) -> None:
        super().__init__()
        self.inner = joined(tagger.inner, pairs.left, pairs.right, pairs.prior, *more)
        self.out, self.channels, self.size, self.scale = tagger.out, pairs.channels, pairs.size, pairs.scale
        self.sizes = [tagger.inner.out_features, pairs.left.out_features, pairs.right.out_features]
        self.rest = [pairs.prior.out_features, *(layer.out_features for layer in more)]

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        curved, plain = self.inner(x).split([sum(self.sizes), sum(self.rest)], -1)
        hidden, left, right = F.gelu(curved).split(self.sizes, -1)
        prior, *more = plain.split(self.rest, -1) if len(self.rest) > 1 else (plain,)
        left = left.reshape(-1, self.channels, self.size).permute(1, 0, 2)
        right = right.reshape(-1, self.channels, self.size).permute(1, 2, 0)
        return self.out(hidden), left @ right * self.scale + prior.T[:, None, :], *more


class Trees(nn.Module):
    """The scores of all arcs [W, W + 1], the best columns [W, CANDIDATES], and the labels' for those [W, CANDIDATES, L]."""

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self.inner = joined(tree.child, tree.parent, tree.label_child, tree.label_parent)
        self.sizes = [
            tree.child.out_features,
            tree.parent.out_features,
            tree.label_child.out_features,
            tree.label_parent.out_features,
        ]
        self.mix, self.label_out = nn.Linear(tree.mix.in_features, tree.mix.out_features), tree.label_out
        self.mix.weight.data, self.mix.bias.data = tree.mix.weight.data, tree.prior.weight.data[0]  # (Mc + p)·h = Mc·h + p·h
        self.root, self.label_root = nn.Parameter(tree.root.data[None]), nn.Parameter(tree.label_root.data[None])

    def forward(self, x: Tensor, sentence_ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        arc_child, arc_parent, child, parent = self.inner(x).split(self.sizes, -1)
        parents = torch.cat([self.root, F.gelu(arc_parent)])
        arcs = torch.log_softmax(self.mix(F.gelu(arc_child)) @ parents.T + sentence_bias(sentence_ids), dim=-1)
        heads = torch.topk(arcs, CANDIDATES, dim=-1).indices
        parent = torch.cat([self.label_root, parent])
        chosen = torch.cat([parent, F.gelu(parent)], dim=-1)[heads]
        plain, curved = chosen.split([parent.shape[-1]] * 2, -1)
        both = torch.cat([F.gelu(child[:, None] + plain), F.gelu(child)[:, None] * curved], dim=-1)
        return arcs, heads, torch.log_softmax(self.label_out(both), -1)


class Eventful(nn.Module):
    """Whether each word may belong to an event [W]: the gate, its hints joined to the words' vectors."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self.inner = nn.Linear(gate.inner.in_features + gate.hints.in_features, gate.inner.out_features)
        self.inner.weight.data = torch.cat([gate.inner.weight.data, gate.inner.weight.data @ gate.hints.weight.data], dim=1)
        self.inner.bias.data, self.out = gate.inner.bias.data, gate.out

    def forward(self, trunk: Tensor, hints: Tensor) -> Tensor:
        return self.out(F.gelu(self.inner(torch.cat([trunk, hints], dim=-1))))[..., 0]


class Graph(nn.Module):
    """Inputs and outputs as heads.json tells them."""

    def __init__(self, network: Network, events: EventNetwork, pieces: Sequence[int]) -> None:
        """Take the networks, and the numbers of the pieces that ship."""
        super().__init__()
        self.encoder, self.word = network.encoder, SmallWords(network.encoder.word.weight.data, pieces)
        self.views = nn.Parameter(0.5 * torch.softmax(network.views.data.float(), dim=-1))  # half of first and last piece
        self.lexical, self.lexicon = network.lexical, joined(network.upos, network.feats, network.lemma)
        self.sizes = [layer.out_features for layer in (network.upos, network.feats, network.lemma)]
        self.tree, self.names = Trees(network.tree), Taggers(network.ner, network.mention)
        self.attribution = TaggerAndPairs(network.roles, network.links)
        self.coreference = TaggerAndPairs(network.corefers, network.antecedent, network.first)
        self.gate = Eventful(events.gate)

    def forward(
        self,
        input_ids: Tensor,
        case_ids: Tensor,
        word_starts: Tensor,
        word_ends: Tensor,
        sentence_ids: Tensor,
        hints: Tensor,
    ) -> tuple[Tensor, ...]:
        embedded = self.word(input_ids)
        tapped = torch.cat(encoded(self.encoder, embedded, case_ids))
        layers = tapped.index_select(1, word_starts[0]) + tapped.index_select(1, word_ends[0])  # [layers, W, width]
        width = layers.shape[-1]
        views = (self.views @ layers.flatten(1)).view(len(self.views), -1, width)
        lexical, tree, names, attribution, coreference = views.unbind()
        trunk = layers[-1] * 0.5
        upos, feats, lemma = self.lexicon(F.gelu(self.lexical(lexical))).split(self.sizes, -1)
        arcs, heads, labels = self.tree(tree, sentence_ids[0])
        ner, mention = self.names(names)
        roles, links = self.attribution(attribution)
        corefers, antecedents, first = self.coreference(coreference)
        places = torch.arange(sentence_ids.shape[1])
        later = F.pad((places[None, :] >= places[:, None]).float() * FAR, (1, 0))
        return (
            torch.log_softmax(upos, -1),
            feats.argmax(-1),
            lemma.argmax(-1),
            arcs,
            heads,
            labels,
            ner,
            mention,
            torch.log_softmax(roles, -1),
            links,
            corefers[..., 0],
            torch.log_softmax(torch.cat([first, antecedents[0]], dim=-1) + later, dim=-1),
            embedded[0],
            trunk,
            self.gate(trunk, hints[0]),
        )


def encoded(encoder: Encoder, embedded: Tensor, case_ids: Tensor) -> list[Tensor]:
    """Return the outputs of the tapped layers [1, T, width] for the pieces' embeddings, nothing masked."""
    places = torch.arange(embedded.shape[1])
    x = encoder.norm(embedded + encoder.position(places)[None] + encoder.kind + encoder.case(case_ids))
    tapped = []
    for number, own in enumerate(encoder.layers, start=1):
        x = layer(own, x)
        if number in TAPPED:
            tapped.append(x)
    return tapped


def sentence_bias(sentence_ids: Tensor) -> Tensor:
    """Return [W, W + 1]: FAR where an arc would leave the sentence or return to its own word."""
    same = (sentence_ids[:, None] == sentence_ids[None, :]).float()
    places = torch.arange(sentence_ids.shape[0])
    itself = (places[None, :] == places[:, None]).float()
    return F.pad((1.0 - same + itself).clamp(max=1.0) * FAR, (1, 0))


class EventWords(nn.Module):
    """The words' vectors [W, width] that `EventNetwork` makes of sentences, with one product for the hints and the trunk."""

    def __init__(self, events: EventNetwork) -> None:
        super().__init__()
        self.events = events
        self.beside = nn.Linear(events.hints.in_features + events.trunk.in_features, events.trunk.out_features, bias=False)
        self.beside.weight.data = torch.cat([events.hints.weight.data, events.trunk.weight.data], dim=1)

    def forward(self, read: Read) -> Tensor:
        net = self.events
        x = net.norm(read.embedded + net.position(read.positions) + net.kind + net.case(read.case_ids))
        bias = ((read.piece_sentences[0, :, None] != read.piece_sentences[0, None, :]).float() * APART)[None, None]
        for own in net.layers:
            x = layer(own, x, bias)
        picked = x[0].index_select(0, read.word_starts[0]) + x[0].index_select(0, read.word_ends[0])
        return picked * 0.5 + self.beside(torch.cat([read.hints[0], read.trunk[0]], dim=-1))


class EventGraph(nn.Module):
    """From the pieces' embeddings and the trunk's vectors to the event scores."""

    def __init__(self, events: EventNetwork) -> None:
        super().__init__()
        self.words = EventWords(events)
        self.trigger = TaggerAndPairs(events.trigger, events.arguments)
        self.others = Taggers(events.mode, events.status)

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """Take EVENT_INPUTS, return EVENT_OUTPUTS."""
        words = self.words(Read(*inputs))
        trigger, arguments = self.trigger(words)
        return (torch.log_softmax(trigger, -1), *self.others(words), arguments)


class PairGraph(nn.Module):
    """From the events' graph's inputs and the masks of two actors to the types of what one does to the other."""

    def __init__(self, pairs: PairNetwork) -> None:
        super().__init__()
        self.pairs = pairs

    def forward(self, *inputs: Tensor) -> Tensor:
        """Take PAIR_INPUTS, return log-probabilities [types]."""
        *read, source, target, sentence = inputs
        return torch.log_softmax(self.pairs(Read(*read), source, target, sentence)[0], -1)
