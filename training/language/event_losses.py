"""The losses of the event heads."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from language.batches import Batch
from language.crf import partition, path_score
from language.documents import NONE
from language.event_network import EventNetwork
from language.event_sentences import Reading
from language.labels import TRIGGERS, TYPES
from language.network import FAR

# Counts in events_sentences, by TYPES; a rare type weighs up to 2.5 times a frequent one.
COUNTS = (384, 234, 105, 658, 199, 131, 215, 52, 121, 40, 199, 245, 119, 102, 178, 138)
TYPE_WEIGHTS = [min(2.5, max(1.0, (400 / count) ** 0.4)) for count in COUNTS]


def tag_weights() -> Tensor:
    return torch.tensor([1.0, *(w for w in TYPE_WEIGHTS for _ in "BI")])


def event_losses(network: EventNetwork, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Return the losses of trigger, mode, status and arguments where a layer of events is told."""
    shape = tuple(batch.word_starts.shape)
    tags, modes, statuses = (torch.full(shape, NONE) for _ in range(3))
    rows: list[tuple[int, int]] = []
    golds: list[Tensor] = []
    for b, window in enumerate(batch.windows):
        document = window.document
        assert document.event_words is not None
        told = torch.from_numpy(document.event_words) == 1
        tags[b, : len(told)][told] = 0
        for event in document.events or ():
            at = torch.tensor(event.trigger)
            tags[b, at] = 2 + 2 * event.type
            tags[b, at[0]] = 1 + 2 * event.type
            modes[b, at], statuses[b, at] = event.mode, event.status
            gold = torch.zeros(2, shape[1])
            gold[0, event.actors], gold[1, event.recipients] = 1.0, 1.0
            rows += [(b, i) for i in event.trigger]
            golds += [gold] * len(event.trigger)
    scores = network.trigger(x).float()
    out = (
        {"trigger": F.cross_entropy(scores.flatten(0, 1), tags.flatten(), tag_weights(), ignore_index=NONE)}
        if (tags != NONE).any()
        else {}
    )
    if any(w.document.weak for w in batch.windows):
        out["weak"] = weak_loss(scores, batch)
    if not rows:
        return out
    for name, head, gold in (("mode", network.mode, modes), ("status", network.status, statuses)):
        out[name] = F.cross_entropy(head(x).float().flatten(0, 1), gold.flatten(), ignore_index=NONE)
    out["arguments"] = argument_loss(network, x, batch, torch.tensor(rows), torch.stack(golds))
    return out


def argument_loss(network: EventNetwork, x: Tensor, batch: Batch, at: Tensor, gold: Tensor) -> Tensor:
    """Return the chain loss of actor and recipient spans, given each word of a trigger; spans lie in the trigger's sentence."""
    scores = network.arguments(x).float()[at[:, 0], :, at[:, 1]]
    ids = batch.sentence_ids
    mask = (ids[at[:, 0]] > 0) & ((ids[at[:, 0]] == ids[at[:, 0], at[:, 1]][:, None]) | (gold.sum(1) > 0))
    total = torch.zeros(())
    for k in range(2):
        inside, start, end = scores[:, 3 * k], scores[:, 3 * k + 1], scores[:, 3 * k + 2]
        total = total + (partition(inside, start, end, mask) - path_score(inside, start, end, gold[:, k])).mean()
    return total


def weak_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Return -log of the chance that some word begins a trigger of one of the types told."""
    log = F.log_softmax(scores, dim=-1)
    begins = [TRIGGERS.index(f"B-{name}") for name in TYPES]
    terms = []
    for b, window in enumerate(batch.windows):
        for start, end, kinds in window.document.weak:
            chance = log[b, start:end][:, [begins[k] for k in kinds]].exp().sum(-1).clamp(max=1 - 1e-4)
            terms.append(-torch.log(-torch.expm1(torch.log1p(-chance).sum()).clamp(max=-1e-6)))
    return torch.stack(terms).mean()


def pair_loss(network: EventNetwork, x: Tensor, reading: Reading) -> dict[str, Tensor]:
    """Return -log P(the right types) of each told pair of actors; nothing where the batch tells none."""
    told = [(row, *pair) for row, sentence in enumerate(reading.sentences) for pair in sentence.pairs]
    if not told:
        return {}
    source, target = torch.zeros(len(told), x.shape[1]), torch.zeros(len(told), x.shape[1])
    right = torch.zeros(len(told), len(TYPES))
    for number, (_, acting, receiving, types) in enumerate(told):
        source[number, acting], target[number, receiving], right[number, list(types)] = 1.0, 1.0, 1.0
    rows = torch.tensor([row for row, *_ in told])
    inside = (reading.batch.sentence_ids[rows] > 0).to(x.dtype)
    log = F.log_softmax(network.pair(x[rows], source, target, inside).float(), dim=-1)
    return {"pair": -torch.logsumexp(log + (1.0 - right) * FAR, dim=-1).mean()}


def gate_loss(network: EventNetwork, reading: Reading) -> dict[str, Tensor]:
    """Return the loss of telling, by a sentence's most eventful word, whether the sentence holds an event."""
    batch = reading.batch
    scores = network.gate(reading.trunk, batch.hints).float() + (batch.sentence_ids == 0) * FAR
    holds = torch.tensor([float(bool(sentence.document.events)) for sentence in reading.sentences])
    return {"gate": F.binary_cross_entropy_with_logits(scores.max(dim=1).values, holds)}
