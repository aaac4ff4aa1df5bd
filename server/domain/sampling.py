"""Blind review: conversations drawn by chance, and what their labels say of the alarms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.alarm_record import wilson
from server.domain.ids import ConversationId


class Stratum(StrEnum):
    """Who reads it is not told which one it is of."""

    CALM = "calm"  # no flag, and never above L0
    TOUCHED = "touched"  # no flag, but some worry
    FLAGGED = "flagged"  # so that nobody can know that there was no flag


SHARES: Final[Mapping[Stratum, float]] = {
    Stratum.CALM: 0.5,
    Stratum.TOUCHED: 0.25,
    Stratum.FLAGGED: 0.25,
}
"""How often each is drawn from, where there is something in all of them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conversation that has ended and can still be read."""

    conversation: ConversationId
    top_level: Level
    flagged: bool

    @property
    def stratum(self) -> Stratum:
        if self.flagged:
            return Stratum.FLAGGED
        return Stratum.TOUCHED if self.top_level > Level.L0 else Stratum.CALM


@dataclass(frozen=True, slots=True)
class Drawn:
    """`probability` is that with which just this one was drawn: it is written down at once."""

    conversation: ConversationId
    stratum: Stratum
    probability: float


@dataclass(frozen=True, slots=True)
class Labelled:
    """`needed`: whoever read it says that a moderator should have been called."""

    stratum: Stratum
    probability: float
    needed: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with the interval in which it lies (95 %), from so many labels."""

    labels: int
    needed: int
    share: float
    low: float
    high: float


def draw(found: Sequence[Candidate], stratum: float, within: float) -> Drawn | None:
    """`stratum` and `within` are chances from 0 to 1. None where there is nothing to draw from."""
    by: dict[Stratum, list[Candidate]] = {}
    for one in found:
        by.setdefault(one.stratum, []).append(one)
    whole, reached = sum(SHARES[one] for one in by), 0.0
    for kind in (one for one in Stratum if one in by):
        share = SHARES[kind] / whole
        reached += share
        if stratum < reached or kind is max(by, key=list(Stratum).index):
            here = by[kind]
            chosen = here[min(int(within * len(here)), len(here) - 1)]
            return Drawn(chosen.conversation, kind, share / len(here))
    return None


def rate(labels: Iterable[Labelled]) -> Rate:
    """Each counts for as many as it stands for: one by its probability (Hansen and Hurwitz, 1943).

    The interval is Wilson's, with the number of equal draws that would say as much (Kish, 1965).
    """
    found = list(labels)
    weights = [1 / one.probability for one in found]
    all_ = sum(weights)
    if not found:
        return Rate(0, 0, 0.0, *wilson(0, 0))
    share = sum(w for w, one in zip(weights, found, strict=True) if one.needed) / all_
    equal = all_ * all_ / sum(w * w for w in weights)
    needed = sum(one.needed for one in found)
    return Rate(len(found), needed, share, *wilson(share * equal, equal))
