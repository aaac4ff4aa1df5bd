"""The clocks of conversations: what nobody answers in time comes back."""

from dataclasses import dataclass
from datetime import timedelta

from server.services.ports import Clocked, Hints, Lapsing, Now
from server.services.queue.open_door import OpenDoor


@dataclass(frozen=True, slots=True)
class Tending:
    """`away` counts as not there, `grace` is how long people may need to come back."""

    transfers: Lapsing
    silences: Clocked
    pauses: Clocked
    hints: Hints
    door: OpenDoor
    now: Now
    away: timedelta
    grace: timedelta

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        at = self.now()
        for wake in await self.transfers.lapse(fence, at, at - self.away):
            self.hints.spread(wake)
        for wake in await self.pauses.due(fence, at, at - self.away):
            self.hints.spread(wake)
        if await self.door.open_for(at) >= self.grace:
            for wake in await self.silences.due(fence, at, at - self.away):
                self.hints.spread(wake)
