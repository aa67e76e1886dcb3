"""The network as one graph from pieces to scores, with the masks and the label scoring folded in."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.network import FAR, Network

INPUTS = ("input_ids", "attention_mask", "case_ids", "word_starts", "word_ends", "sentence_ids", "hints")
OUTPUTS = ("upos", "feats", "lemma", "arcs", "heads", "labels", "ner", "mention", "roles", "links", "corefers", "antecedents",
           "trigger", "mode", "status", "arguments")  # fmt: skip
CANDIDATES = 2  # heads of each word whose labels are scored


class Graph(nn.Module):
    """Inputs and outputs as heads.json tells them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

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
        views = net.words(input_ids, attention_mask, case_ids, word_starts, word_ends, hints)
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
            torch.log_softmax(net.trigger(views["events"]), -1),
            torch.log_softmax(net.mode(views["events"]), -1),
            torch.log_softmax(net.status(views["events"]), -1),
            net.arguments(views["events"]),
        )

    @staticmethod
    def sentence_bias(sentence_ids: Tensor) -> Tensor:
        """Return [B, W, W + 1]: FAR where an arc would leave the sentence or return to its own word."""
        same = (sentence_ids[:, :, None] == sentence_ids[:, None, :]).float()
        places = torch.arange(sentence_ids.shape[1])
        itself = (places[None, :] == places[:, None]).float()
        return F.pad((1.0 - same + itself[None]).clamp(max=1.0) * FAR, (1, 0))
