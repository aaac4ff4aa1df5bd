"""What visitors answered, as the peer may see it: late, in batches, without whose it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from server.domain.figures import FEWEST, suppress

DELAY: Final = timedelta(days=3)
WORDS_KEPT: Final = timedelta(weeks=8)
KEPT: Final = timedelta(days=365)
HELPED: Final = (1, 2, 3)  # no, a little, yes


@dataclass(frozen=True, slots=True)
class Thanks:
    """`at` is a day; `words` only where the visitor allowed it."""

    id: str
    at: datetime
    helped: int | None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Thanked:
    """None in `helped` is hidden. `words` are in no order that would tell whose they are."""

    answers: int
    helped: tuple[int | None, ...]
    words: tuple[str, ...] = field(repr=False)


def thanked(received: Sequence[Thanks], now: datetime) -> Thanked:
    """Whole batches of `FEWEST`, the oldest first: no single answer shows by its coming."""
    told = [one for one in received if one.helped is not None or one.words]
    ripe = sorted((one for one in told if one.at <= now - DELAY), key=lambda one: (one.at, one.id))
    batch = ripe[: len(ripe) // FEWEST * FEWEST]
    counts = [sum(one.helped == value for one in batch) for value in HELPED]
    words = (one.words for one in sorted(batch, key=lambda one: one.id) if one.words)
    return Thanked(len(batch), suppress(counts).counts, tuple(words))
