"""The matchmaker's round: take back what ran out, see who is away, then offer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from server.domain.absence import Absent, PlacesKept
from server.domain.ids import StaffId
from server.domain.matching import Rule, matching
from server.domain.opening import pairing_paused
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.services.in_turns import in_turns
from server.services.ports import Absences, Hints, Matchmaking, Now, Visits
from server.services.queue.open_door import OpenDoor

REFUSED_FOR = timedelta(seconds=60)  # a peer who declined is not asked about the same one at once


@dataclass(frozen=True, slots=True)
class Matching:
    """`offer` is the time to answer one, `away` counts as gone, `kept` is how long a place waits.

    `offered` is told to whom, and may hold up nothing: their console may be out of sight.

    Each round is for the holder of the lease whose fence is given; raises LeaseLost.
    """

    matchmaking: Matchmaking
    absences: Absences
    visits: Visits
    hints: Hints
    door: OpenDoor
    now: Now
    offer: timedelta
    away: timedelta
    kept: PlacesKept
    rule: Rule
    offered: Callable[[Sequence[StaffId]], None]

    async def round(self, fence: object) -> None:
        at = self.now()
        for wake in await self.matchmaking.take_back(fence, at, at - self.away):
            self.hints.spread(wake)
        for wake in await self.absences.note(fence, at):
            self.hints.spread(wake)
        open_for = await self.door.open_for(at)
        if open_for >= self.kept.seat:
            self.hints.spread(await self.matchmaking.lose(fence, at, at - self.kept.seat))
            await self._let_go(fence, self.kept.absent(at, open_for))
        picture = await self.matchmaking.picture(at - self.away, at - REFUSED_FOR)
        if pairing_paused(picture.staffing):
            return
        steps = matching(picture.waiting, picture.ready, self.rule, at)
        pairings = await in_turns(steps)
        if pairings:
            wake = await self.matchmaking.offer(fence, pairings, at, self.offer)
            self.hints.spread(wake)
            self.offered([StaffId(who) for role, who in wake.looks if role is Role.PEER])

    async def _let_go(self, fence: object, absent: Absent) -> None:
        """Who waits, but has been gone for too long."""
        for visit in await self.visits.gone(absent):
            try:
                self.hints.spread(await self.visits.let_go(fence, visit, absent, self.now()))
            except Refusal:  # forgotten meanwhile
                continue
