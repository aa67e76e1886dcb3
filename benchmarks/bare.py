"""
The bare encoder: the shipped model cut off after its last layer, with the same int8 weights and no heads.

Its words per second are what the analysis is measured against. The shipped graph has an attention operator of onnxruntime's own
and leaves out a slow joining of operators (docs/decisions/0186); the bare encoder has ONNX's own operators, as the standard tools
write and load it, and `as_shipped` the one inside of the product. Needs `onnx`, which only training and benchmarks use.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dateline.language.catalog import Catalog, read_catalog
from dateline.language.session import SLOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import onnx
    import onnxruntime

INPUTS = ("input_ids", "case_ids")
MASK = "attention_mask"  # which every plain BERT takes; the product reads one window a call and needs none
_LAST_LAYER = "norm2"  # the name of the norm that ends each layer
_JOINED = "MultiHeadAttention"


class Bare:
    """The encoder alone, on one thread like the analysis."""

    def __init__(self, catalog: Catalog | None = None, *, as_shipped: bool = False) -> None:
        """Cut the encoder out of the shipped model and load it."""
        self._as_shipped = as_shipped
        self._runtime = _cut(catalog or read_catalog(), as_shipped=as_shipped)

    def run(self, inputs: Mapping[str, npt.NDArray[np.generic]]) -> npt.NDArray[np.float32]:
        """Encode one window: the last layer's vectors of its pieces, (1, pieces, width)."""
        given = {name: inputs[name] for name in INPUTS}
        if not self._as_shipped:
            given[MASK] = np.ones_like(given["input_ids"])
        (vectors,) = self._runtime.run(None, given)
        return np.asarray(vectors)


def _cut(catalog: Catalog, *, as_shipped: bool) -> onnxruntime.InferenceSession:
    import onnx
    import onnxruntime
    from onnx.utils import Extractor

    model = onnx.load(str(catalog.model.file.path))
    encoder = Extractor(model).extract_model(list(INPUTS), [_end(model)])
    if not as_shipped:
        _spell_out(encoder.graph)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bare.onnx"
        onnx.save(encoder, str(path))
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW) if as_shipped else []
        )


def _spell_out(graph: onnx.GraphProto) -> None:
    """Write every attention of a graph in ONNX's own operators, with a mask."""
    from onnx import TensorProto, helper, numpy_helper

    nodes = list(graph.node)
    del graph.node[:]
    graph.input.append(helper.make_tensor_value_info(MASK, TensorProto.INT64, ["B", "T"]))
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.array([1, 2]), f"{MASK}/axes"),
            numpy_helper.from_array(np.array(1.0, dtype=np.float32), f"{MASK}/one"),
            numpy_helper.from_array(np.array(-10000.0, dtype=np.float32), f"{MASK}/far"),
        ]
    )
    graph.node.extend(
        [
            helper.make_node("Unsqueeze", [MASK, f"{MASK}/axes"], [f"{MASK}/wide"]),
            helper.make_node("Cast", [f"{MASK}/wide"], [f"{MASK}/float"], to=TensorProto.FLOAT),
            helper.make_node("Sub", [f"{MASK}/one", f"{MASK}/float"], [f"{MASK}/hidden"]),
            helper.make_node("Mul", [f"{MASK}/hidden", f"{MASK}/far"], [f"{MASK}/bias"]),
        ]
    )
    for node in nodes:
        graph.node.extend(_plain(graph, node) if node.op_type == _JOINED else [node])


def _plain(graph: onnx.GraphProto, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    """Return softmax(QK'/sqrt(d) + mask)V of one attention."""
    from onnx import helper, numpy_helper

    (heads,) = (attribute.i for attribute in node.attribute if attribute.name == "num_heads")
    width = next(one.dims[0] for one in graph.initializer if one.name.endswith("norm.weight"))
    name, output = node.output[0], node.output[0]
    split, joined, scale = f"{name}/split", f"{name}/joined", f"{name}/scale"
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.array([0, 0, heads, width // heads]), split),
            numpy_helper.from_array(np.array([0, 0, width]), joined),
            numpy_helper.from_array(np.array((width // heads) ** -0.5, dtype=np.float32), scale),
        ]
    )
    made = []
    for role, taken, order in zip("qkv", node.input, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True):
        made.append(helper.make_node("Reshape", [taken, split], [f"{name}/{role}/split"]))
        made.append(helper.make_node("Transpose", [f"{name}/{role}/split"], [f"{name}/{role}"], perm=order))
    return [
        *made,
        helper.make_node("MatMul", [f"{name}/q", f"{name}/k"], [f"{name}/products"]),
        helper.make_node("Mul", [f"{name}/products", scale], [f"{name}/scores"]),
        helper.make_node("Add", [f"{name}/scores", f"{MASK}/bias"], [f"{name}/masked"]),
        helper.make_node("Softmax", [f"{name}/masked"], [f"{name}/weights"], axis=-1),
        helper.make_node("MatMul", [f"{name}/weights", f"{name}/v"], [f"{name}/mixed"]),
        helper.make_node("Transpose", [f"{name}/mixed"], [f"{name}/turned"], perm=[0, 2, 1, 3]),
        helper.make_node("Reshape", [f"{name}/turned", joined], [output]),
    ]


def _end(model: onnx.ModelProto) -> str:
    """Return the name of what the last layer's last norm gives."""
    ends = [node.output[0] for node in model.graph.node if node.op_type == "LayerNormalization" and _LAST_LAYER in node.name]
    if not ends:
        message = "the shipped model has no layer norms by the names that training/language gives them"
        raise SystemExit(message)
    return str(ends[-1])
