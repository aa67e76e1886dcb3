"""The model at work: one window in, arrays out. The only module that knows onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.errors import ModelError
from dateline.language.analysis import IntArray
from dateline.language.catalog import Catalog
from dateline.language.decode.outputs import Outputs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import onnxruntime


class Session:
    """A loaded model on one thread; several processes scale better than several threads."""

    def __init__(self, catalog: Catalog) -> None:
        """
        Load the model of the catalog.

        Raises:
            ModelError: a file is missing or damaged.
        """
        catalog.model.check()
        catalog.vocabulary.check()
        self._inputs = catalog.inputs
        self._outputs = catalog.outputs
        self._runtime = _load(catalog)

    def run(self, inputs: Mapping[str, IntArray | npt.NDArray[np.float32]]) -> Outputs:
        """Return every output for one window, without the axis of the batch."""
        arrays = self._runtime.run(list(self._outputs), {name: inputs[name] for name in self._inputs})
        return Outputs({name: array[0] for name, array in zip(self._outputs, arrays, strict=True)})


def _load(catalog: Catalog) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = True
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(catalog.model.path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(str(catalog.model.path), f"the model cannot be loaded ({error})") from error
