"""Forgetting on schedule, and the referrals that nobody answered."""

from dataclasses import dataclass

from server.services.ports import Expiry, Hints, Now, Schedule


@dataclass(frozen=True, slots=True)
class Forgetting:
    """`page` conversations at a time, so that a backlog holds up nobody."""

    schedule: Schedule
    expiry: Expiry
    hints: Hints
    now: Now

    async def round(self, fence: object) -> int:
        """For the holder of the lease. Returns how many conversations were forgotten."""
        for wake in await self.expiry.expire(fence, self.now()):
            self.hints.spread(wake)
        forgotten = 0
        while found := await self.schedule.past(fence, self.now()):
            forgotten += found
        await self.schedule.days(self.now())
        return forgotten
