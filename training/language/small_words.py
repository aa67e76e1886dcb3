"""
The table of word embeddings as it ships: without pieces of other scripts, and in four bits where a piece is rare.

Vocabularies of BERT list their pieces by frequency, so the rare ones are the later ones: docs/decisions/0188.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from language.four_bits import four_bits

LETTERS = ("LATIN", "MODIFIER LETTER", "ORDINAL INDICATOR", "MICRO SIGN")  # as Unicode names those that English texts write
SPECIAL = 104  # the first numbers, which must not move: [PAD], [UNK], [CLS], [SEP], [MASK] and fillers
OFTEN = 4000  # pieces whose embeddings keep eight bits
BLOCK = 128  # values that share a scale
CLIPS = (1.0, 0.95, 0.9, 0.85, 0.8)  # of a block's greatest value; the best is taken
MARK = "seldom.weight"


def is_kept(piece: str) -> bool:
    """Return whether a piece may be of a text in Latin letters: no filler, no letters of other scripts."""
    letters = (character for character in piece.removeprefix("##") if character.isalpha())
    return not piece.startswith("[unused") and all(any(kind in unicodedata.name(one, "") for kind in LETTERS) for one in letters)


def kept(vocabulary: Sequence[str]) -> list[int]:
    """Return the numbers of the pieces that ship, in order."""
    return [number for number, piece in enumerate(vocabulary) if number < SPECIAL or is_kept(piece)]


class SmallWords(nn.Module):
    """The embeddings of the pieces that ship, in two tables."""

    def __init__(self, table: Tensor, numbers: Sequence[int]) -> None:
        super().__init__()
        chosen = table[torch.tensor(numbers)]
        self.often = nn.Embedding.from_pretrained(chosen[:OFTEN])
        self.seldom = nn.Embedding.from_pretrained(chosen[OFTEN:])

    def forward(self, input_ids: Tensor) -> Tensor:
        """Return [..., width] for the pieces' numbers as they ship."""
        often = self.often(input_ids.clamp(max=OFTEN - 1))
        return torch.where((input_ids < OFTEN)[..., None], often, self.seldom((input_ids - OFTEN).clamp(min=0)))


def pack(model: onnx.ModelProto) -> None:
    """Put the table of the rare pieces into four bits, in place."""
    graph = model.graph
    for node in graph.node:
        if node.op_type == "Gather" and node.input[0].endswith(MARK):
            plain = next(one for one in graph.initializer if one.name == node.input[0])
            table = numpy_helper.to_array(plain)
            values, scales = four_bits(table.reshape(len(table), -1, BLOCK), CLIPS)
            values = values.reshape(len(table), -1)
            names = [f"{plain.name}_four", f"{plain.name}_scale"]
            graph.initializer.remove(plain)
            graph.initializer.extend([numpy_helper.from_array(values, names[0]), numpy_helper.from_array(scales, names[1])])
            node.CopyFrom(
                helper.make_node(
                    "GatherBlockQuantized", [names[0], node.input[1], names[1]], list(node.output), name=node.name,
                    domain="com.microsoft", bits=4, block_size=BLOCK, gather_axis=0, quantize_axis=1,
                )
            )  # fmt: skip
