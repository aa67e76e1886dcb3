"""The networks as graphs: the language's from pieces to scores, the events' from its vectors to scores, and the pairs'."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.event_network import EventNetwork, Read
from language.network import FAR, Network
from language.pair_network import PairNetwork

INPUTS = ("input_ids", "attention_mask", "case_ids", "word_starts", "word_ends", "sentence_ids", "hints")
OUTPUTS = ("upos", "feats", "lemma", "arcs", "heads", "labels", "ner", "mention", "roles", "links", "corefers", "antecedents",
           "embedded", "trunk", "eventful")  # fmt: skip
EVENT_INPUTS = Read._fields
EVENT_OUTPUTS = ("trigger", "mode", "status", "arguments")
PAIR_INPUTS = (*EVENT_INPUTS, "source", "target", "sentence")
PAIR_OUTPUTS = ("types",)
CANDIDATES = 2  # heads of each word whose labels are scored


class Graph(nn.Module):
    """Inputs and outputs as heads.json tells them."""

    def __init__(self, network: Network, events: EventNetwork) -> None:
        super().__init__()
        self.network, self.gate = network, events.gate

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        case_ids: Tensor,
        word_starts: Tensor,
        word_ends: Tensor,
        sentence_ids: Tensor,
        hints: Tensor,
    ) -> tuple[Tensor, ...]:
        net = self.network
        views = net.words(input_ids, attention_mask, case_ids, word_starts, word_ends)
        upos, feats, lemma = net.lexicon(views["lexical"])
        arcs = torch.log_softmax(net.tree.arcs(views["tree"]) + self.sentence_bias(sentence_ids), dim=-1)
        heads = torch.topk(arcs, CANDIDATES, dim=-1).indices
        labels = torch.stack([net.tree.labels(views["tree"], heads[..., k]) for k in range(CANDIDATES)], dim=2)
        places = torch.arange(sentence_ids.shape[1])
        later = (places[None, :] >= places[:, None]).float() * FAR
        antecedents = torch.log_softmax(net.antecedents(views["coreference"]) + F.pad(later, (1, 0))[None], dim=-1)
        return (
            torch.log_softmax(upos, -1),
            feats.argmax(-1),
            lemma.argmax(-1),
            arcs,
            heads,
            torch.log_softmax(labels, -1),
            torch.log_softmax(net.ner(views["names"]), -1),
            torch.log_softmax(net.mention(views["names"]), -1),
            torch.log_softmax(net.roles(views["attribution"]), -1),
            net.links(views["attribution"]),
            net.corefers(views["coreference"])[..., 0],
            antecedents,
            net.encoder.word(input_ids),
            views["trunk"],
            self.gate(views["trunk"], hints),
        )

    @staticmethod
    def sentence_bias(sentence_ids: Tensor) -> Tensor:
        """Return [B, W, W + 1]: FAR where an arc would leave the sentence or return to its own word."""
        same = (sentence_ids[:, :, None] == sentence_ids[:, None, :]).float()
        places = torch.arange(sentence_ids.shape[1])
        itself = (places[None, :] == places[:, None]).float()
        return F.pad((1.0 - same + itself[None]).clamp(max=1.0) * FAR, (1, 0))


class EventGraph(nn.Module):
    """From the pieces' embeddings and the trunk's vectors to the event scores."""

    def __init__(self, events: EventNetwork) -> None:
        super().__init__()
        self.events = events

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """Take EVENT_INPUTS, return EVENT_OUTPUTS."""
        net = self.events
        view = net(Read(*inputs))
        scores = (torch.log_softmax(head(view), -1) for head in (net.trigger, net.mode, net.status))
        return (*scores, net.arguments(view))


class PairGraph(nn.Module):
    """From the events' graph's inputs and the masks of two actors to the types of what one does to the other."""

    def __init__(self, pairs: PairNetwork) -> None:
        super().__init__()
        self.pairs = pairs

    def forward(self, *inputs: Tensor) -> Tensor:
        """Take PAIR_INPUTS, return log-probabilities [B, types]."""
        *read, source, target, sentence = inputs
        return torch.log_softmax(self.pairs(Read(*read), source, target, sentence), -1)
