"""How much is measured."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Effort:
    """`rounds` are repeated; what they measure is told as their median, lowest and highest."""

    rounds: int
    screened: int  # messages a round
    sealed: int
    kept: int  # messages a round for one caller; more callers keep more
    at_once: int  # people in pairs at an edge, each of whom writes when the last was heard
    edge_seconds: float
    edge_rates: tuple[int, ...]  # messages a second, of all pairs together
    idle: int  # connections that rest
    talks: int  # conversations through the whole product
    turns: int  # how often each conversation's words are said over
    rate: int  # messages a second there
    peers: int  # who talk at the same time
    whole: int  # rounds of whole conversations
    seated: int  # pairs who talk through the whole product
    processes: tuple[int, ...]  # how many of them serve those
    product_seconds: float


FULL: Final = Effort(
    rounds=3,
    screened=10_000,
    sealed=10_000,
    kept=400,
    at_once=400,
    edge_seconds=4,
    edge_rates=(1_000, 5_000),
    idle=10_000,
    talks=48,
    turns=4,
    rate=80,  # one person may write 2 messages a second: there must be enough of them
    peers=32,
    whole=3,
    seated=150,
    processes=(1, 2, 4, 8),
    product_seconds=8,
)
QUICK: Final = Effort(
    rounds=1,
    screened=2_000,
    sealed=2_000,
    kept=100,
    at_once=400,
    edge_seconds=1.5,
    edge_rates=(1_000,),
    idle=2_000,
    talks=14,
    turns=1,
    rate=30,
    peers=12,
    whole=1,
    seated=40,
    processes=(1, 2),
    product_seconds=4,
)
