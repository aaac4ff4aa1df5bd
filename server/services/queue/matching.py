"""The matchmaker's round: take back what ran out, then offer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain.matching import Rule, matching
from server.domain.opening import pairing_paused
from server.domain.refusal import Refusal
from server.services.in_turns import in_turns
from server.services.ports import Hints, Matchmaking, Now, Visits
from server.services.queue.open_door import OpenDoor

REFUSED_FOR = timedelta(seconds=60)  # a peer who declined is not asked about the same one at once


@dataclass(frozen=True, slots=True)
class Matching:
    """`offer` is the time to answer one, `away` counts as gone, `grace` is how long a place waits.

    Nobody loses a place by our own absence: everybody had the whole grace to come back.
    Each round is for the holder of the lease whose fence is given; raises LeaseLost.
    """

    matchmaking: Matchmaking
    visits: Visits
    hints: Hints
    door: OpenDoor
    now: Now
    offer: timedelta
    away: timedelta
    grace: timedelta
    rule: Rule

    async def round(self, fence: object) -> None:
        at = self.now()
        for wake in await self.matchmaking.take_back(fence, at, at - self.away):
            self.hints.spread(wake)
        if await self.door.open_for(at) >= self.grace:
            for wake in await self.matchmaking.lose(fence, at, at - self.grace):
                self.hints.spread(wake)
            await self._let_go(fence, at - self.grace)
        picture = await self.matchmaking.picture(at - self.away, at - REFUSED_FOR)
        if pairing_paused(picture.staffing):
            return
        steps = matching(picture.waiting, picture.ready, self.rule, at)
        pairings = await in_turns(steps)
        if pairings:
            self.hints.spread(await self.matchmaking.offer(fence, pairings, at, self.offer))

    async def _let_go(self, fence: object, before: datetime) -> None:
        """Who waits, but has been gone for longer than the grace, has left."""
        for visit in await self.visits.gone(before):
            try:
                self.hints.spread(await self.visits.let_go(fence, visit, before, self.now()))
            except Refusal:  # forgotten meanwhile
                continue
