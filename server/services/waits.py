"""How long a wait to expect: from what really happened, never from a constant."""

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from server.services.ports import Now

LOOK_BACK = timedelta(hours=3)
ENOUGH = 5  # answered visits below which nothing honest can be said
FRESH = timedelta(seconds=15)


def nine_in_ten(waits: Sequence[timedelta]) -> int | None:
    """Minutes, rounded up, within which 9 of 10 were answered; None if there were too few."""
    if len(waits) < ENOUGH:
        return None
    rank = math.ceil(0.9 * len(waits)) - 1
    return max(1, math.ceil(sorted(waits)[rank].total_seconds() / 60))


@dataclass(slots=True)
class Waits:
    """Asks the store at most every 15 seconds."""

    answered: Callable[[datetime], Awaitable[list[timedelta]]]
    now: Now
    _known: int | None = None
    _asked: datetime | None = field(default=None, repr=False)

    async def minutes(self) -> int | None:
        now = self.now()
        if self._asked is None or now - self._asked > FRESH:
            self._asked = now
            self._known = nine_in_ten(await self.answered(now - LOOK_BACK))
        return self._known
