"""The network itself: windows in, a row of logits for each out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from onnxruntime import InferenceSession, SessionOptions

from moderation.encoder.heads import HEADS, Logits
from moderation.encoder.windows import Window, padded

QUIET: Final = 3
"""onnxruntime's own level: errors only, and never what it read."""


@dataclass(frozen=True, slots=True)
class Network:
    session: Any = field(repr=False)

    @classmethod
    def of(cls, file: Path) -> "Network":
        """On one thread: the other cores have people to serve."""
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = QUIET
        return cls(InferenceSession(file.read_bytes(), options, ["CPUExecutionProvider"]))

    def __call__(self, windows: Sequence[Window]) -> Logits:
        """A row for each window, in their order.

        One at a time: int8 sums are rounded by the range of all that is read at once, and what is
        said of a message must not hang on who else wrote. It costs a tenth more (measured).
        """
        logits = np.empty((len(windows), HEADS), np.float32)
        for at, window in enumerate(windows):
            pieces, parts = padded([window])
            (logits[at : at + 1],) = self.session.run(None, {"pieces": pieces, "parts": parts})
        return logits
