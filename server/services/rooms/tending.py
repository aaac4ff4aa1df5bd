"""The clock of rooms: who may come in, whose line was lost, what is past its time."""

from dataclasses import dataclass
from datetime import timedelta

from server.services.ports import Hints, Now
from server.services.rooms.ports import Rounds


@dataclass(frozen=True, slots=True)
class RoomTending:
    """`away` counts as not there."""

    rooms: Rounds
    hints: Hints
    now: Now
    away: timedelta

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        at = self.now()
        for wake in await self.rooms.round(fence, at, at - self.away):
            self.hints.spread(wake)
