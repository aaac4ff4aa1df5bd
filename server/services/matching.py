"""The matchmaker's round: take back what ran out, then offer."""

from dataclasses import dataclass
from datetime import timedelta

from server.domain.ids import VisitId
from server.domain.matching import match
from server.domain.opening import pairing_paused
from server.domain.refusal import Refusal
from server.services.ports import Hints, Matchmaking, Now, Visits

REFUSED_FOR = timedelta(seconds=60)  # a peer who declined is not asked about the same one at once


@dataclass(frozen=True, slots=True)
class Matching:
    """`offer` is the time to answer one, `away` counts as gone, `grace` is how long a place waits.

    Each round is for the holder of the lease whose fence is given; raises LeaseLost.
    """

    matchmaking: Matchmaking
    visits: Visits
    hints: Hints
    now: Now
    offer: timedelta
    away: timedelta
    grace: timedelta

    async def round(self, fence: object) -> None:
        at = self.now()
        for wake in await self.matchmaking.take_back(fence, at, at - self.away):
            self.hints.spread(wake)
        for wake in await self.matchmaking.lose(fence, at, at - self.grace):
            self.hints.spread(wake)
        await self._let_go(fence)
        picture = await self.matchmaking.picture(at - self.away, at - REFUSED_FOR)
        if pairing_paused(picture.staffing):
            return
        pairings = match(picture.waiting, picture.ready)
        if pairings:
            self.hints.spread(await self.matchmaking.offer(fence, pairings, at, self.offer))

    async def _let_go(self, fence: object) -> None:
        """Who waits, but has been gone for longer than the grace, has left."""
        at = self.now()
        for visit in await self.visits.gone(at - self.grace):
            await self._leave(visit)

    async def _leave(self, visit: VisitId) -> None:
        try:
            self.hints.spread(await self.visits.leave(visit, self.now()))
        except Refusal:  # forgotten meanwhile
            return
