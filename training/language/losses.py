"""The loss of every head on one batch; layers that the batch lacks give none."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from language.batches import Batch, bits, local
from language.crf import partition, path_score
from language.documents import NONE
from language.labels import MENTION, NER
from language.network import FAR, Network

WEIGHTS = {"upos": 1.0, "feats": 0.5, "lemma": 1.0, "arc": 1.5, "rel": 1.0, "ner": 1.0, "mention": 1.0, "roles": 1.0, "links": 1.0,
           "corefers": 0.3, "antecedent": 0.4, "trigger": 1.5, "weak": 0.2, "mode": 0.5, "status": 1.0, "arguments": 0.3, "pair": 0.3, "gate": 1.0,
           "relation": 1.0}  # fmt: skip


def same_sentence(batch: Batch) -> Tensor:
    """Return [B, W, W + 1], true where the arc stays in the sentence or goes to the root, never to itself."""
    ids = batch.sentence_ids
    pairs = (ids[:, :, None] == ids[:, None, :]) & (ids[:, :, None] > 0)
    pairs &= ~torch.eye(ids.shape[1], dtype=torch.bool)[None]
    return torch.cat([(ids > 0)[:, :, None], pairs], dim=-1)


def cross(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=NONE, reduction="sum") / (
        gold != NONE
    ).sum().clamp(min=1)


def allowed_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Return the mean of -log P(allowed tags) over words whose tags are not all open."""
    mask = bits(allowed, scores.shape[-1])
    told = mask.any(-1) & ~mask.all(-1)
    log = F.log_softmax(scores.float(), dim=-1).masked_fill(~mask, FAR)
    return -(torch.logsumexp(log, -1) * told).sum() / told.sum().clamp(min=1)


def syntax_losses(network: Network, views: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    names = ("upos", "feats", "lemma")
    out = {
        name: cross(scores, gold)
        for name, scores in zip(names, network.lexicon(views["lexical"]))
        if (gold := batch.layer(name)) is not None
    }
    if batch.layer("head") is None:
        return out
    heads = batch.heads()
    arcs = network.tree.arcs(views["tree"]).float().masked_fill(~same_sentence(batch), FAR)
    out["arc"] = cross(arcs, heads)
    rel = batch.layer("rel")
    assert rel is not None
    labels = network.tree.labels(views["tree"], heads.clamp(min=0))
    out["rel"] = cross(labels, torch.where(heads == NONE, heads, rel))
    return out


def link_loss(network: Network, x: Tensor, batch: Batch) -> Tensor | None:
    """Return the chain loss of source and content spans, given each cue's first word."""
    rows: list[tuple[int, int]] = []
    golds: list[Tensor] = []
    for b, window in enumerate(batch.windows):
        for attribution in window.document.attributions or ():
            if not window.start <= attribution.cue[0] < window.end:
                continue
            parts = [local(part, window) for part in (attribution.source, attribution.content)]
            if any(part is None for part in parts):
                continue
            gold = torch.zeros(2, x.shape[1])
            for row, part in zip(gold, parts):
                row[torch.as_tensor(part)] = 1.0
            rows.append((b, attribution.cue[0] - window.start))
            golds.append(gold)
    if not rows:
        return None
    at = torch.tensor(rows)
    scores = network.links(x).float()[at[:, 0], :, at[:, 1]]  # [R, 6, W]
    gold = torch.stack(golds)
    mask = (batch.sentence_ids > 0)[at[:, 0]]
    total = torch.zeros(())
    for k in range(2):
        inside, start, end = scores[:, 3 * k], scores[:, 3 * k + 1], scores[:, 3 * k + 2]
        total = total + (partition(inside, start, end, mask) - path_score(inside, start, end, gold[:, k])).mean()
    return total


def chain_losses(network: Network, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of 'is a mention' where all are annotated, and of the antecedent of every chained word."""
    chain = batch.layer("chain")
    if chain is None:
        return {}
    out: dict[str, Tensor] = {}
    if all(w.document.singles for w in batch.windows):
        real = batch.sentence_ids > 0
        scores = network.corefers(x)[..., 0].float()
        out["corefers"] = F.binary_cross_entropy_with_logits(scores[real], (chain != NONE).float()[real])
    earlier = torch.ones(chain.shape[1], chain.shape[1], dtype=torch.bool).tril(-1)
    same = (chain[:, :, None] == chain[:, None, :]) & (chain != NONE)[:, :, None] & earlier
    gold = torch.cat([~same.any(-1, keepdim=True), same], dim=-1)
    allowed = torch.cat([torch.ones_like(gold[..., :1]), earlier.expand(*same.shape)], dim=-1)
    log = F.log_softmax(network.antecedents(x).float().masked_fill(~allowed, FAR), dim=-1)
    told = chain != NONE
    if told.any():
        out["antecedent"] = -torch.logsumexp(log.masked_fill(~gold, FAR), dim=-1)[told].mean()
    return out


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Return every loss that the batch's layers allow."""
    views = network.words(*batch.inputs)
    out = syntax_losses(network, views, batch)
    for name, head, labels in (("ner", network.ner, NER), ("mention", network.mention, MENTION)):
        allowed = batch.layer(name)
        if allowed is not None:
            assert labels
            out[name] = allowed_loss(head(views["names"]), allowed)
    roles = batch.layer("roles")
    if roles is not None:
        out["roles"] = cross(network.roles(views["attribution"]), roles)
        link = link_loss(network, views["attribution"], batch)
        if link is not None:
            out["links"] = link * 0.3
    out |= chain_losses(network, views["coreference"], batch)
    return out


def total(parts: dict[str, Tensor]) -> Tensor:
    return torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()
