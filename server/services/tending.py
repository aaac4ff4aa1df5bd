"""The clocks of conversations: what nobody answers in time comes back."""

from dataclasses import dataclass
from datetime import timedelta

from server.services.ports import Hints, Lapsing, Now


@dataclass(frozen=True, slots=True)
class Tending:
    """`away` counts as not there."""

    transfers: Lapsing
    hints: Hints
    now: Now
    away: timedelta

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        at = self.now()
        for wake in await self.transfers.lapse(fence, at, at - self.away):
            self.hints.spread(wake)
