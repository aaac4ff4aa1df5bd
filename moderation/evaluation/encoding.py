"""The encoder's held-out logits, which its training left behind, for the rows asked about."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from moderation.evaluation.measures import Scores
from moderation.evaluation.sources import Places
from moderation.training.encoder.examples import rows_of
from moderation.training.fit import Progress
from moderation.training.rows import Row

HELD: Final = "held.npy"


def held_out(rows: Sequence[Row], places: Places, progress: Progress) -> Scores | None:
    """A row of logits for each row; None, and the reason on the screen, where they are not."""
    file = places.work / HELD
    if not file.is_file():
        progress(f"encoder: no {file}; its held-out figures are left out")
        return None
    known = {_key(one): at for at, one in enumerate(rows_of(places.train, places.corpus))}
    held: Scores = np.load(file, allow_pickle=False)
    if len(held) != len(known) or any(_key(row) not in known for row in rows):
        progress("encoder: trained on other rows; its held-out figures are left out")
        return None
    return held[[known[_key(row)] for row in rows]]


def _key(row: Row) -> tuple[str, str]:
    """As moderation/training/encoder/examples.py tells rows apart."""
    return row.text.strip().lower(), row.before.strip().lower()
