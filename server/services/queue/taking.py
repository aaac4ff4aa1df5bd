"""Out of turn: a peer asks for the next visitor, a moderator gives one to a peer they chose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from server.contract.queue_commands import GiveTo, TakeNext
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.matching import SOONEST, Pairing, matching
from server.domain.opening import pairing_paused
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.domain.wake import Wake
from server.services.in_turns import in_turns
from server.services.ports import Desks, Hints, Now, Taken

Offered = Callable[[Sequence[StaffId]], None]


class Gives(Protocol):
    async def give(
        self, by: Session, conversation: str, whom: StaffId, at: datetime, patience: timedelta
    ) -> Wake: ...


@dataclass(frozen=True, slots=True)
class Taking:
    """`offer` is the time to answer an offer; `away` counts as not there.

    `offered` is told to whom, as by the matchmaker: their console may be out of sight.
    """

    matchmaking: Taken
    gives: Gives
    desks: Desks
    hints: Hints
    now: Now
    offer: timedelta
    away: timedelta
    offered: Offered

    async def take_next(self, peer: Session, _: TakeNext) -> None:
        """Also somebody whom they declined, or who waits for a wish. Never whom they must not.

        Raises Refusal: CLOSED without a moderator, TAKEN where somebody else was quicker;
        StepNotAllowed where nobody waits whom this peer could answer, or they are not free.
        """
        at = self.now()
        for pairing in await self._next(peer):
            offer = await self.matchmaking.take(pairing, at, self.offer)
            if offer is None:
                raise Refusal(Code.TAKEN)
            self.hints.spread(await self.desks.accept(peer, offer, at))
            return
        raise StepNotAllowed("nobody waits whom they could answer")

    async def give_to(self, moderator: Session, command: GiveTo) -> None:
        """Raises Refusal(CLOSED) where no moderator is on duty: nobody is paired then."""
        at, whom = self.now(), StaffId(PersonId(command.whom))
        picture = await self.matchmaking.picture(at - self.away, at)
        if pairing_paused(picture.staffing):
            raise Refusal(Code.CLOSED)
        wake = await self.gives.give(moderator, command.conversation, whom, at, self.offer)
        self.hints.spread(wake)
        self.offered([whom])

    async def _next(self, peer: Session) -> Sequence[Pairing]:
        """As if this peer were the only one, and nobody had declined anybody."""
        at = self.now()
        picture = await self.matchmaking.picture(at - self.away, at)
        if pairing_paused(picture.staffing):
            raise Refusal(Code.CLOSED)
        alone = [ready for ready in picture.ready if ready.peer == peer.id]
        return await in_turns(matching(picture.waiting, alone, SOONEST, at))
