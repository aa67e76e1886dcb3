"""The layers of the encoders as the graphs have them: attention is one operator of onnxruntime's own instead of a dozen of ONNX's."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from language.encoder import Layer


class Attention(torch.autograd.Function):
    """What `Layer` does between its first two products, exported as one operator."""

    @staticmethod
    def forward(_: object, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, heads: int) -> Tensor:
        """Return [B, T, width] for query, key and value [B, T, width] and a bias [B, 1, T, T], if any."""
        count, length, width = query.shape
        query, key, value = (x.view(count, length, heads, -1).transpose(1, 2) for x in (query, key, value))
        scores = query @ key.transpose(-1, -2) * (width // heads) ** -0.5
        mixed = torch.softmax(scores if bias is None else scores + bias, dim=-1) @ value
        return mixed.transpose(1, 2).reshape(count, length, width)

    @staticmethod
    def symbolic(g: torch.Graph, query: object, key: object, value: object, bias: object, heads: int) -> object:
        """Return the operator (onnxruntime, ContribOperators.md: com.microsoft.MultiHeadAttention)."""
        nothing = g.op("prim::Constant")
        nothing.setType(torch._C.OptionalType.ofTensor())  # noqa: SLF001  # a missing input has no public type
        given = [query, key, value] if bias is None else [query, key, value, nothing, nothing, bias]
        return g.op("com.microsoft::MultiHeadAttention", *given, num_heads_i=heads).setType(query.type())


def layer(own: Layer, x: Tensor, bias: Tensor | None = None) -> Tensor:
    """Return what a layer gives where nothing is dropped."""
    query, key, value = own.qkv(x).split(own.qkv.out_features // 3, dim=-1)
    x = own.norm1(x + own.out(Attention.apply(query, key, value, bias, own.heads)))
    return own.norm2(x + own.down(F.gelu(own.up(x))))
