"""How sure a model was, as a share that people can compare."""

import math
from typing import Final

DIGITS: Final = 3
FAR: Final = 60.0
"""Logits beyond it are as good as certain."""


def rounded(share: float) -> float:
    return round(float(share), DIGITS)


def of_logit(logit: float) -> float:
    """From 0 to 1. The log of the odds is what models give."""
    return rounded(1 / (1 + math.exp(-min(max(float(logit), -FAR), FAR))))
