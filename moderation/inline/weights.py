"""The inline model's numbers, as moderation/training/ wrote them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from moderation.inline.features import BUCKETS, PIECE, Features, each_word
from moderation.verdict import Concern

CONCERNS: Final = (
    Concern.SUICIDE,
    Concern.SELF_HARM,
    Concern.HARM_TO_OTHERS,
    Concern.ABUSE,
    Concern.MEDICAL_EMERGENCY,
    Concern.EATING_DISORDER,
    Concern.MINOR,
    Concern.THIRD_PARTY,
)
CRISIS: Final = 0
GRAVE: Final = 1
"""A method, some intent or more: rung 3 of 5 and above."""
FIRST_CONCERN: Final = 2
TOXICITY: Final = FIRST_CONCERN + len(CONCERNS)
HEADS: Final = TOXICITY + 1

FOLDER: Final = Path(__file__).parent
WEIGHTS: Final = "weights.npz"
THRESHOLDS: Final = "thresholds.json"


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From which logit on a head speaks; set by false alarms on held-out ordinary messages."""

    sha256: str  # of the weights file that they belong to
    watch: float
    alert: float
    page: float
    grave: float
    concerns: dict[Concern, float]
    toxicity: float


class WrongWeights(Exception):
    """The weights and the thresholds do not belong together."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of small numbers for each bucket, one column for each head."""

    table: NDArray[np.int8] = field(repr=False)
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, found: Features) -> NDArray[np.float32]:
        """For each head: the log of the odds that it applies."""
        rows = self.table.take(found.both, axis=0)
        summed = np.add.reduceat(rows, (0, len(found.whole)), axis=0, dtype=np.int32)
        logits = np.asarray(found.weights, np.float32) @ summed.astype(np.float32)
        scaled: NDArray[np.float32] = logits * self.scale + self.bias
        return scaled

    def of_words(self, words: Sequence[str], head: int) -> list[float]:
        """How much each word by itself weighs beside the others."""
        whole, pieces, owner = each_word(words)
        told = self.table[:, head]
        weighed = np.bincount(owner, told[pieces], len(words)) * len(pieces) ** -0.5 * PIECE
        both: list[float] = (weighed + told[whole] * len(words) ** -0.5).tolist()
        return both


def load(folder: Path = FOLDER) -> tuple[Weights, Thresholds]:
    """Raises WrongWeights if the file is not the one that the thresholds were set for."""
    content = (folder / WEIGHTS).read_bytes()
    thresholds = msgspec.json.decode((folder / THRESHOLDS).read_bytes(), type=Thresholds)
    if hashlib.sha256(content).hexdigest() != thresholds.sha256:
        raise WrongWeights(f"{folder / WEIGHTS} is not what {THRESHOLDS} was written for.")
    if tuple(thresholds.concerns) != CONCERNS:
        raise WrongWeights(f"{folder / THRESHOLDS}: concerns and heads differ in order.")
    return unpacked(content), thresholds


def unpacked(content: bytes) -> Weights:
    """From the bytes of the file: only rows that say something are stored."""
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        rows = np.cumsum(stored["gaps"], dtype=np.int64)
        table = np.zeros((BUCKETS, HEADS), np.int8)
        table[rows] = stored["rows"]
        return Weights(table, stored["scale"], stored["bias"])


def packed(weights: Weights) -> bytes:
    """The same weights give the same bytes."""
    kept = np.flatnonzero(weights.table.any(axis=1))
    gaps = np.diff(kept, prepend=0).astype(np.uint32)
    file = BytesIO()
    np.savez_compressed(
        file, gaps=gaps, rows=weights.table[kept], scale=weights.scale, bias=weights.bias
    )
    return file.getvalue()
