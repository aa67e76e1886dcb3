"""A network at work: one window in, arrays out. The only module that knows onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.errors import ModelError
from dateline.language.catalog import GraphFile
from dateline.language.decode.outputs import Outputs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import onnxruntime

# What onnxruntime does at loading and should not, the joined operator takes five times as long: docs/decisions/0186
SLOW = ("SkipLayerNormFusion",)


class Session:
    """A loaded network on one thread; several processes scale better than several threads."""

    def __init__(self, graph: GraphFile) -> None:
        """
        Load the network.

        Raises:
            ModelError: its file is missing or damaged.
        """
        graph.file.check()
        self._graph = graph
        self._runtime = _load(graph)

    def run(self, inputs: Mapping[str, npt.NDArray[np.generic]]) -> Outputs:
        """Return every output for one window."""
        arrays = self._runtime.run(list(self._graph.outputs), {name: inputs[name] for name in self._graph.inputs})
        return Outputs(dict(zip(self._graph.outputs, arrays, strict=True)))


def _load(graph: GraphFile) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = True
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(graph.file.path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW)
        )
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(str(graph.file.path), f"the model cannot be loaded ({error})") from error
