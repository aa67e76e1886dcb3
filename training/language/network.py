"""The whole network: one encoder and a light head for every layer of the analysis."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.encoder import TAPPED, Encoder, Shape
from language.labels import ATTRIBUTION, MENTION, NER

FAR = -10000.0
VIEWS = ("lexical", "tree", "names", "attribution", "coreference")
LINKS = ("source", "source_start", "source_end", "content", "content_start", "content_end")


@dataclass(frozen=True)
class Sizes:
    """How many labels the corpus-made lists have."""

    upos: int
    feats: int
    scripts: int
    rels: int


class Tagger(nn.Module):
    """Two layers from word vectors to label scores."""

    def __init__(self, width: int, inner: int, labels: int, rate: float = 0.2) -> None:
        super().__init__()
        self.inner, self.out, self.rate = nn.Linear(width, inner), nn.Linear(inner, labels), rate

    def forward(self, x: Tensor) -> Tensor:
        hidden = F.gelu(self.inner(x))
        return self.out(F.dropout(hidden, self.rate, self.training))


class Pairs(nn.Module):
    """Several bilinear scores for every ordered pair of words: [B, C, W, W]."""

    def __init__(self, width: int, channels: int, inner: int, rate: float = 0.2) -> None:
        super().__init__()
        self.channels, self.size, self.rate = channels, inner, rate
        self.left = nn.Linear(width, channels * inner)
        self.right = nn.Linear(width, channels * inner)
        self.prior = nn.Linear(width, channels)
        self.scale = inner**-0.5

    def forward(self, x: Tensor) -> Tensor:
        left = F.dropout(F.gelu(self.left(x)), self.rate, self.training)
        right = F.dropout(F.gelu(self.right(x)), self.rate, self.training)
        left = left.reshape(x.shape[0], -1, self.channels, self.size).permute(0, 2, 1, 3)
        right = right.reshape(x.shape[0], -1, self.channels, self.size).permute(0, 2, 3, 1)
        return left @ right * self.scale + self.prior(x).permute(0, 2, 1)[:, :, None, :]


class Tree(nn.Module):
    """Biaffine arcs, and label scores for a given head of each word."""

    def __init__(self, width: int, labels: int, arc: int = 256, label: int = 256, rate: float = 0.25) -> None:
        super().__init__()
        self.rate = rate
        self.child, self.parent = nn.Linear(width, arc), nn.Linear(width, arc)
        self.mix = nn.Linear(arc, arc, bias=False)
        self.prior = nn.Linear(arc, 1)
        self.root = nn.Parameter(torch.randn(arc) * 0.05)
        self.label_child, self.label_parent = nn.Linear(width, label), nn.Linear(width, label)
        self.label_root = nn.Parameter(torch.zeros(label))
        self.label_out = nn.Linear(2 * label, labels)

    def arcs(self, x: Tensor) -> Tensor:
        """Return [B, W, W + 1]; column 0 is the root."""
        child = F.dropout(F.gelu(self.child(x)), self.rate, self.training)
        parent = F.dropout(F.gelu(self.parent(x)), self.rate, self.training)
        parent = torch.cat([self.root[None, None].expand(x.shape[0], 1, -1).to(parent.dtype), parent], dim=1)
        return self.mix(child) @ parent.transpose(1, 2) + self.prior(parent).transpose(1, 2)

    def labels(self, x: Tensor, heads: Tensor) -> Tensor:
        """Return [B, W, L] for heads [B, W] counted as the columns of `arcs`."""
        child = self.label_child(x)
        parent = self.label_parent(x)
        parent = torch.cat([self.label_root[None, None].expand(x.shape[0], 1, -1).to(parent.dtype), parent], dim=1)
        chosen = torch.gather(parent, 1, heads[..., None].expand(-1, -1, parent.shape[-1]))
        both = torch.cat([F.gelu(child + chosen), F.gelu(child) * F.gelu(chosen)], dim=-1)
        return self.label_out(F.dropout(both, self.rate, self.training))


class Network(nn.Module):
    """Everything that shares the encoder."""

    def __init__(self, sizes: Sizes, shape: Shape | None = None) -> None:
        super().__init__()
        self.encoder = Encoder(shape or Shape())
        width = self.encoder.shape.width
        start = torch.full((len(VIEWS), len(TAPPED)), -2.0)
        start[:, -1] = 1.0
        self.views = nn.Parameter(start)
        self.lexical = nn.Linear(width, 384)
        self.upos, self.feats, self.lemma = (nn.Linear(384, n) for n in (sizes.upos, sizes.feats, sizes.scripts))
        self.tree = Tree(width, sizes.rels)
        self.ner = Tagger(width, 192, len(NER))
        self.mention = Tagger(width, 192, len(MENTION))
        self.roles = Tagger(width, 256, len(ATTRIBUTION))
        self.links = Pairs(width, len(LINKS), 64)
        self.corefers = Tagger(width, 128, 1)
        self.antecedent = Pairs(width, 1, 192)
        self.first = nn.Linear(width, 1)

    def words(
        self, input_ids: Tensor, attention_mask: Tensor, case_ids: Tensor, word_starts: Tensor, word_ends: Tensor
    ) -> dict[str, Tensor]:
        """
        Return each view's word vectors [B, W, width]: the mean of first and last piece over a mix of layers.

        "trunk" is the last layer alone, which the events' network takes in.
        """
        tapped = self.encoder(input_ids, attention_mask, case_ids)
        batch, length, width = tapped[0].shape
        rows = torch.arange(batch, device=input_ids.device)[:, None] * length
        starts, ends = (rows + word_starts).flatten(), (rows + word_ends).flatten()
        flat = [h.flatten(0, 1) for h in tapped]
        picked = [(h.index_select(0, starts) + h.index_select(0, ends)) * 0.5 for h in flat]
        layers = torch.stack(picked)
        weights = torch.softmax(self.views.float(), dim=-1).to(layers.dtype)
        mixed = (weights @ layers.flatten(1)).view(len(VIEWS), batch, -1, width)
        return {name: mixed[i] for i, name in enumerate(VIEWS)} | {"trunk": picked[-1].view(batch, -1, width)}

    def lexicon(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden = F.dropout(F.gelu(self.lexical(x)), 0.2, self.training)
        return self.upos(hidden), self.feats(hidden), self.lemma(hidden)

    def antecedents(self, x: Tensor) -> Tensor:
        """Return [B, W, W + 1]: column 0 for 'first of its chain', column j + 1 for word j."""
        return torch.cat([self.first(x), self.antecedent(x)[:, 0]], dim=-1)
