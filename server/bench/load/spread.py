"""Many waits in little memory: counted in steps of two hundredths."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

STEP: Final = math.log(1.02)


@dataclass(slots=True)
class Spread:
    """Milliseconds."""

    counts: Counter[int] = field(default_factory=Counter)

    def add(self, waits: Iterable[float]) -> None:
        self.counts.update(math.ceil(math.log(max(ms, 0.01)) / STEP) for ms in waits)

    def at(self, share: float) -> float:
        """What `share` of all stay under, at most two hundredths too high; 0 where none was."""
        wanted, seen = share * self.counts.total(), 0
        for step in sorted(self.counts):
            seen += self.counts[step]
            if seen >= wanted:
                return math.exp(step * STEP)
        return 0.0
