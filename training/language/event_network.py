"""The events' own network: an encoder over the shared word embeddings, one sentence at a time, and the event heads."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.encoder import CASES, Encoder, Layer, Shape, thin
from language.hints import WIDTH as HINTS
from language.labels import MODES, STATUSES, TRIGGERS, TYPES
from language.network import FAR, Pairs, Tagger

ARGUMENTS = ("actor", "actor_start", "actor_end", "recipient", "recipient_start", "recipient_end")
LAYERS = 3  # what they cost is bounded; six gave no better triggers than four: docs/decisions/0164
QUESTIONS = 4  # attention heads of the pair's question
QUESTION = 96  # their width
APART = -60.0  # added to the attention between sentences; far less makes denormal numbers, which are slow


class Read(NamedTuple):
    """Sentences as the language network hands them on."""

    embedded: Tensor  # the pieces' embeddings [B, T, width], each sentence between [CLS] and [SEP]
    case_ids: Tensor  # [B, T]
    positions: Tensor  # [B, T], from 0 in every sentence
    piece_sentences: Tensor  # [B, T], the number of each piece's sentence; pieces see those of their own sentence only
    word_starts: Tensor  # [B, W]
    word_ends: Tensor  # [B, W]
    hints: Tensor  # [B, W, 2 * types]
    trunk: Tensor  # the language network's word vectors [B, W, width]


class PairHead(nn.Module):
    """The type of what a source does to a target: the sentence read with the pair as the question."""

    def __init__(self, width: int) -> None:
        super().__init__()
        inner = QUESTIONS * QUESTION
        self.query = nn.Linear(2 * width, inner)
        self.key, self.value = nn.Linear(width, inner), nn.Linear(width, inner)
        self.up, self.out = nn.Linear(2 * width + inner, 256), nn.Linear(256, len(TYPES))

    def forward(self, x: Tensor, source: Tensor, target: Tensor, sentence: Tensor) -> Tensor:
        """Return [P, types] for words [P, W, width] and the masks [P, W] of source, target and their sentence."""
        count, words, _ = x.shape
        both = torch.cat([mean_of(x, source), mean_of(x, target)], dim=-1)
        query = self.query(both).view(count, QUESTIONS, 1, QUESTION)
        key = self.key(x).view(count, words, QUESTIONS, QUESTION).permute(0, 2, 3, 1)
        value = self.value(x).view(count, words, QUESTIONS, QUESTION).transpose(1, 2)
        scores = query @ key * QUESTION**-0.5 + (1.0 - sentence)[:, None, None, :] * FAR
        read = (torch.softmax(scores, dim=-1) @ value).reshape(count, -1)
        hidden = F.gelu(self.up(F.dropout(torch.cat([both, read], dim=-1), 0.2, self.training)))
        return self.out(F.dropout(hidden, 0.3, self.training))


def mean_of(x: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the masked words [P, width]."""
    return (mask[..., None] * x).sum(1) / mask.sum(1, keepdim=True).clamp(min=1.0)


class Gate(nn.Module):
    """Whether a word may belong to an event, from the language network's vectors and the hints: [B, W]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.hints = nn.Linear(HINTS, width, bias=False)
        self.inner, self.out = nn.Linear(width, 64), nn.Linear(64, 1)

    def forward(self, trunk: Tensor, hints: Tensor) -> Tensor:
        hidden = F.dropout(trunk, 0.1, self.training) + self.hints(hints)
        return self.out(F.gelu(self.inner(hidden)))[..., 0]


class EventNetwork(nn.Module):
    """Words in, event scores out; the embeddings of word pieces and the trunk's vectors come from the language network."""

    def __init__(self, shape: Shape | None = None, layers: int = LAYERS) -> None:
        super().__init__()
        self.shape = shape or Shape()
        width = self.shape.width
        self.position = nn.Embedding(self.shape.positions, width)
        self.case = nn.Embedding(CASES, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(self.shape) for _ in range(layers))
        self.hints = nn.Linear(HINTS, width, bias=False)
        nn.init.normal_(self.hints.weight, std=0.35)
        self.trunk = nn.Linear(width, width, bias=False)
        nn.init.zeros_(self.trunk.weight)
        self.trigger = Tagger(width, 256, len(TRIGGERS), 0.3)
        self.mode = Tagger(width, 192, len(MODES), 0.3)
        self.status = Tagger(width, 192, len(STATUSES), 0.3)
        self.arguments = Pairs(width, len(ARGUMENTS), 48, 0.3)
        self.pair = PairHead(width)
        self.gate = Gate(width)

    def start_from(self, language: Encoder, pretrained: Encoder, share: float) -> None:
        """Begin as a mean of the lower layers of two encoders: the pretrained one knows the words' meanings, the language network the grammar."""
        for own, grown, first in zip(self.layers, language.layers, pretrained.layers):
            there, here = grown.state_dict(), first.state_dict()
            own.load_state_dict({name: share * here[name] + (1 - share) * there[name] for name in here})
        self.position.load_state_dict(language.position.state_dict())
        self.case.load_state_dict(language.case.state_dict())
        self.norm.load_state_dict(language.norm.state_dict())
        self.kind.data.copy_(language.kind.data)

    def forward(self, read: Read) -> Tensor:
        """Return the words' vectors [B, W, width]."""
        x = self.norm(read.embedded + self.position(read.positions) + self.kind + self.case(read.case_ids))
        x = thin(x, self.shape.dropout if self.training else 0.0)
        apart = (read.piece_sentences[:, :, None] != read.piece_sentences[:, None, :]).to(x.dtype)
        bias = (apart * APART)[:, None]
        for layer in self.layers:
            x = layer(x, bias)
        count, length, width = x.shape
        rows = torch.arange(count, device=x.device)[:, None] * length
        flat = x.flatten(0, 1)
        picked = flat.index_select(0, (rows + read.word_starts).flatten()) + flat.index_select(
            0, (rows + read.word_ends).flatten()
        )
        return (picked * 0.5).view(count, -1, width) + self.hints(read.hints) + self.trunk(read.trunk)


def load_events(path: Path, shape: Shape) -> EventNetwork:
    """Return the network of a checkpoint, with as many layers as that has."""
    state = torch.load(path, weights_only=False)["events"]
    network = EventNetwork(shape, 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers.")))
    network.load_state_dict(state)
    return network
