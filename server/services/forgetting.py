"""Forgetting on schedule, and what nobody ended."""

from dataclasses import dataclass
from datetime import timedelta

from server.domain.refusal import Refusal
from server.services.ports import Hints, Now, Schedule, Visits


@dataclass(frozen=True, slots=True)
class Forgetting:
    """`silence` is how long a conversation may be silent before it counts as left."""

    schedule: Schedule
    visits: Visits
    hints: Hints
    now: Now
    silence: timedelta

    async def round(self, fence: object) -> bool:
        """For the holder of the lease; raises LeaseLost. True: there is more to forget."""
        await self._end_the_silent()
        return bool(await self.schedule.past(fence, self.now()))

    async def _end_the_silent(self) -> None:
        """What nobody ends would never be forgotten."""
        for visit in await self.visits.silent(self.now() - self.silence):
            try:
                self.hints.spread(await self.visits.leave(visit, self.now()))
            except Refusal:  # forgotten meanwhile
                continue
