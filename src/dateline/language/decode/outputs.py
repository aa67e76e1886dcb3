"""What the model gives for one window: arrays by the name of their head, without the axis of the batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.language.analysis import IntArray
from dateline.language.decode.tree import FloatArray


@dataclass(frozen=True, slots=True)
class Outputs:
    """The arrays of one window."""

    arrays: Mapping[str, npt.NDArray[np.generic]]

    def scores(self, head: str) -> FloatArray:
        """Return a head's scores."""
        array = self.arrays[head]
        return array.astype(np.float32, copy=False)

    def labels(self, head: str) -> IntArray:
        """Return a head's label numbers."""
        array = self.arrays[head]
        return array.astype(np.int64, copy=False)

    def __contains__(self, head: str) -> bool:
        """Return whether the model has the head."""
        return head in self.arrays
