"""Products of matrices with their weights in four bits, for a network whose size counts more than its speed: docs/decisions/0188."""

from __future__ import annotations

import onnx
from onnx import helper, numpy_helper

from language.four_bits import four_bits

BLOCK = 64  # values of a column that share a scale
CLIPS = (1.0, 0.95, 0.9, 0.85)  # of a block's greatest value; the best is taken


def pack(model: onnx.ModelProto) -> None:
    """Put every product with a constant weight into four bits, in place."""
    graph = model.graph
    weights = {one.name: one for one in graph.initializer}
    nodes = list(graph.node)
    del graph.node[:]
    for node in nodes:
        constant = weights.get(node.input[1]) if node.op_type in ("MatMul", "Gemm") else None
        if constant is None or len(constant.dims) != 2:
            graph.node.append(node)
            continue
        weight = numpy_helper.to_array(constant)
        if any(attribute.name == "transB" and attribute.i for attribute in node.attribute):
            weight = weight.T
        if len(weight) % BLOCK:
            graph.node.append(node)
            continue
        values, scales = four_bits(weight.T.reshape(weight.shape[1], -1, BLOCK), CLIPS)
        names = [f"{constant.name}_four", f"{constant.name}_scale"]
        if names[0] not in {one.name for one in graph.initializer}:
            graph.initializer.extend([numpy_helper.from_array(values, names[0]), numpy_helper.from_array(scales, names[1])])
        plain = f"{node.output[0]}_plain" if len(node.input) > 2 else node.output[0]
        graph.node.append(
            helper.make_node(
                "MatMulNBits", [node.input[0], *names], [plain], domain="com.microsoft", K=len(weight), N=weight.shape[1],
                bits=4, block_size=BLOCK, accuracy_level=4,
            )
        )  # fmt: skip
        if len(node.input) > 2:
            graph.node.append(helper.make_node("Add", [plain, node.input[2]], [node.output[0]]))
    used = {name for node in graph.node for name in node.input}
    kept = [one for one in graph.initializer if one.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
