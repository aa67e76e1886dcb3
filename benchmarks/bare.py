"""
The bare encoder: the shipped model cut off after its last layer, with the same int8 weights and no heads.

Its words per second are what the analysis is measured against. Needs `onnx`, which only training and benchmarks use.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.language.catalog import Catalog, read_catalog

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import onnx
    import onnxruntime

INPUTS = ("input_ids", "attention_mask", "case_ids")
_LAST_LAYER = "norm2"  # the name of the norm that ends each layer


class Bare:
    """The encoder alone, on one thread like the analysis."""

    def __init__(self, catalog: Catalog | None = None) -> None:
        """Cut the encoder out of the shipped model and load it."""
        self._runtime = _cut(catalog or read_catalog())

    def run(self, inputs: dict[str, npt.NDArray[np.int64]]) -> None:
        """Encode one window."""
        self._runtime.run(None, {name: inputs[name] for name in INPUTS})


def _cut(catalog: Catalog) -> onnxruntime.InferenceSession:
    import onnx
    import onnxruntime
    from onnx.utils import Extractor

    model = onnx.load(str(catalog.model.file.path))
    encoder = Extractor(model).extract_model(list(INPUTS), [_end(model)])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bare.onnx"
        onnx.save(encoder, str(path))
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _end(model: onnx.ModelProto) -> str:
    """Return the name of what the last layer's last norm gives."""
    ends = [node.output[0] for node in model.graph.node if node.op_type == "LayerNormalization" and _LAST_LAYER in node.name]
    if not ends:
        message = "the shipped model has no layer norms by the names that training/language gives them"
        raise SystemExit(message)
    return str(ends[-1])
