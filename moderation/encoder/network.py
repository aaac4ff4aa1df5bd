"""The network itself: windows in, a row of logits for each out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from moderation.encoder.files import LOWER, UPPER
from moderation.encoder.heads import HEADS, Logits
from moderation.encoder.windows import Ids, Window, padded

QUIET: Final = 3
"""onnxruntime's own level: errors only, and never what it read."""


class Begun(NamedTuple):
    """A window that the lower layers have read."""

    row: Logits
    hidden: NDArray[np.float32]
    parts: Ids


@dataclass(frozen=True, slots=True)
class Network:
    """Two layers read every window; where any of their heads reaches `ask`, four more read on."""

    lower: Any = field(repr=False)
    upper: Any = field(repr=False)
    ask: float

    @classmethod
    def of(cls, folder: Path, ask: float) -> "Network":
        return cls(_session(folder / LOWER), _session(folder / UPPER), ask)

    def __call__(self, windows: Sequence[Window]) -> Logits:
        """A row for each window, in their order.

        One at a time: int8 sums are rounded by the range of all that is read at once, and what is
        said of a message must not hang on who else wrote. It costs a tenth more (measured).
        """
        logits = np.empty((len(windows), HEADS), np.float32)
        for at, window in enumerate(windows):
            logits[at] = self._row(window)
        return logits

    def _row(self, window: Window) -> Logits:
        begun = self.begin(window)
        return self.go_on(begun) if begun.row.max() >= self.ask else begun.row

    def begin(self, window: Window) -> Begun:
        pieces, parts = padded([window])
        rows, hidden = self.lower.run(None, {"pieces": pieces, "parts": parts})
        return Begun(rows[0], hidden, parts)

    def go_on(self, begun: Begun) -> Logits:
        (rows,) = self.upper.run(None, {"hidden": begun.hidden, "parts": begun.parts})
        row: Logits = rows[0]
        return row


def _session(file: Path) -> InferenceSession:
    """On one thread: the other cores have people to serve."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = QUIET
    return InferenceSession(file.read_bytes(), options, ["CPUExecutionProvider"])
