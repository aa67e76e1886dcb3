"""The pairs' network: a copy of the events' encoder in which the two actors are marked, and one head for what happens between them."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.event_network import EventNetwork, Read
from language.labels import TYPES

MARKS = 3  # of a piece: of neither actor, of the one who acts, of the one acted on


class PairNetwork(nn.Module):
    """One row for each pair: its sentence with the actors marked in, the scores of all types out."""

    def __init__(self, events: EventNetwork) -> None:
        super().__init__()
        self.events = EventNetwork(events.shape, len(events.layers))
        self.events.load_state_dict(events.state_dict())
        self.marks = nn.Embedding(MARKS, events.shape.width)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.first = nn.Linear(events.shape.width, len(TYPES))
        nn.init.zeros_(self.first.weight)
        nn.init.zeros_(self.first.bias)

    def forward(self, read: Read, source: Tensor, target: Tensor, sentence: Tensor) -> Tensor:
        """
        Return scores [P, types].

        Args:
            read: a sentence a row.
            source: [P, W] 1 at the words of the one who acts; none where it is not told.
            target: [P, W] 1 at the words of the one acted on; none where it is not told.
            sentence: [P, W] 1 at the words of the sentence.
        """
        places = torch.arange(read.embedded.shape[1], device=read.embedded.device)
        inside = ((places >= read.word_starts[..., None]) & (places <= read.word_ends[..., None])).to(source.dtype)  # [P, W, T]
        named = torch.stack([source * sentence, target * sentence], dim=1) @ inside  # [P, 2, T]
        marked = named.clamp(max=1.0).transpose(1, 2).to(read.embedded.dtype) @ self.marks.weight[1:]
        words = self.events(read._replace(embedded=read.embedded + marked))
        whole = (words * sentence[..., None]).sum(1) / sentence.sum(1, keepdim=True).clamp(min=1.0)
        return self.events.pair(words, source, target, sentence) + self.first(F.dropout(whole, 0.2, self.training))
