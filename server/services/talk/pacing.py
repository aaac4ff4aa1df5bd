"""How fast one person may write."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from server.domain.refusal import Code, Refusal

BOUND = 50_000  # people remembered; the one who was quiet longest is forgotten first


@dataclass(slots=True)
class Pacing:
    """A bucket of `burst` messages for each person, refilled at `rate` a second."""

    clock: Callable[[], float]  # monotonic, in seconds
    rate: float = 2.0
    burst: float = 10.0
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def __call__(self, person: str) -> None:
        """Raises Refusal(TOO_FAST) with the seconds to wait."""
        now = self.clock()
        left, at = self._buckets.get(person, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.rate)
        if left < 1:
            # Rounded up: who waits exactly as long as they were told is let through.
            raise Refusal(Code.TOO_FAST, retry_after=math.ceil((1 - left) / self.rate * 100) / 100)
        self._buckets[person] = (left - 1, now)
        self._buckets.move_to_end(person)
        if len(self._buckets) > BOUND:
            self._buckets.popitem(last=False)
