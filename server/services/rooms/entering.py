"""A visitor comes to a room, raises a hand, would rather talk with one person."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from server.contract.room_commands import EnterRoom, GoBack, RaiseHand, TalkAlone
from server.contract.views import VisitView
from server.domain.ids import ConversationId, VisitId, visit_id
from server.domain.opening import Doorway
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.domain.visit import VISIT, Intake, Visit, VisitState, VisitStep
from server.services.ports import Hints, NewId, Now
from server.services.rooms.ports import Asides, Seats


@dataclass(frozen=True, slots=True)
class Entering:
    """`admit` raises Refusal(TOO_FAST) for an address that begins too many visits."""

    seats: Seats
    asides: Asides
    hints: Hints
    admit: Callable[[str], Awaitable[None]]
    view: Callable[[Session], Awaitable[VisitView]]
    now: Now
    new_id: NewId
    new_number: Callable[[], int]
    languages: frozenset[str]
    queue_limit: int
    away: timedelta

    async def enter_room(self, visitor: Session, command: EnterRoom) -> VisitView:
        """To its door. Whoever has begun a visit already keeps it."""
        if not command.consent or command.language not in self.languages:
            raise Refusal(Code.BAD_PAYLOAD)
        known = await self.view(visitor)
        if known.state is not VisitState.ARRIVED:
            return known
        await self.admit(visitor.address)
        visit, since = self._visit(visitor, command), self.now() - self.away
        wake = await self.seats.knock(visit, command.room, self.new_number(), since)
        self.hints.spread(wake)
        return await self.view(visitor)

    async def raise_hand(self, visitor: Session, command: RaiseHand) -> None:
        self.hints.spread(await self.seats.hand(visitor, self.now(), up=command.up))

    async def talk_alone(self, visitor: Session, _: TalkAlone) -> None:
        """Raises Refusal(CLOSED) or Refusal(FULL) where the queue lets nobody in."""
        at = self.now()
        doorway = Doorway(self.queue_limit, at - self.away)
        self.hints.spread(await self.seats.talk_alone(visitor, at, doorway))

    async def go_back(self, visitor: Session, _: GoBack) -> None:
        self.hints.spread(await self.asides.go_back(visitor, self.now()))

    def _visit(self, visitor: Session, command: EnterRoom) -> Visit:
        """Its name is chosen at the door: in each room another one."""
        consented = VISIT.after(VisitState.ARRIVED, VisitStep.CONSENT)
        at = self.now()
        return Visit(
            id=VisitId(visitor.id),
            conversation=ConversationId(self.new_id()),
            pseudonym="",
            intake=Intake(command.language, region=command.region),
            state=VISIT.after(consented, VisitStep.KNOCK),
            arrived_at=at,
            waiting_since=at,
            follows=visit_id(command.follows) if command.follows else None,
        )
