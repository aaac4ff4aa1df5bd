"""A visitor's way in and out: begin, leave, be forgotten."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace

from server.contract.commands import Begin, ChooseCountry, Forget, Leave, Resume
from server.contract.views import VisitView
from server.domain.distress import felt
from server.domain.ids import ConversationId, VisitId, visit_id
from server.domain.opening import Closed, Doorway
from server.domain.pseudonym import pseudonym
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.domain.visit import VISIT, Intake, Visit, VisitState, VisitStep
from server.services.ports import Forgets, Hints, NewId, Now, Visits


@dataclass(frozen=True, slots=True)
class Visiting:
    """`admit` raises Refusal(TOO_FAST) for an address that begins too many visits, and says whether
    one more may wait from there, beside those who wait already.
    """

    visits: Visits
    forgets: Forgets
    hints: Hints
    admit: Callable[[str, str, Collection[str]], Awaitable[bool]]
    view: Callable[[Session], Awaitable[VisitView]]
    now: Now
    new_id: NewId
    new_number: Callable[[], int]
    languages: frozenset[str]
    topics: frozenset[str]
    experiences: frozenset[str]
    top: int  # of the distress scale: whoever chooses it begins at L1 (config/ladder.toml)
    queue_limit: int
    away: timedelta

    async def begin(self, visitor: Session, command: Begin) -> VisitView:
        """Take a place in the queue. Whoever has one already keeps it.

        Where too many wait from one address, the next of them sees the line as full, and the lines
        that are open: help is no error.
        """
        self._check(command)
        known = await self.view(visitor)
        if known.state is not VisitState.ARRIVED:
            return known
        doorway = Doorway(self.queue_limit, self.now() - self.away)
        doorway.pass_through(await self.visits.staffing(doorway.seen_since))
        waiting = await self.visits.waiting(doorway.seen_since)
        if not await self.admit(visitor.address, visitor.id, waiting):
            return replace(known, closed=Closed.FULL, wait=None)
        visit, level = self._visit(visitor, command), felt(command.distress, self.top)
        self.hints.spread(await self.visits.begin(visit, doorway, level))
        return await self.view(visitor)

    async def choose_country(self, visitor: Session, command: ChooseCountry) -> None:
        self.hints.spread(await self.visits.choose_country(VisitId(visitor.id), command.region))

    async def resume(self, visitor: Session, _: Resume) -> None:
        at = self.now()
        self.hints.spread(await self.visits.resume(VisitId(visitor.id), at, at - self.away))

    async def leave(self, visitor: Session, _: Leave) -> None:
        self.hints.spread(await self.visits.leave(VisitId(visitor.id), self.now()))

    async def forget(self, visitor: Session, _: Forget) -> None:
        """End it, then delete it. Somebody without a visit is forgotten already."""
        try:
            await self.leave(visitor, _LEAVE)
        except Refusal as refusal:
            if refusal.code is not Code.NOT_FOUND:
                raise
            return
        self.hints.spread(await self.forgets.forget(VisitId(visitor.id)))

    def _check(self, command: Begin) -> None:
        topics, experiences = {command.topic} - {None}, {command.wish, command.veto} - {None}
        known = topics <= self.topics and experiences <= self.experiences
        if not command.consent or command.language not in self.languages or not known:
            raise Refusal(Code.BAD_PAYLOAD)

    def _visit(self, visitor: Session, command: Begin) -> Visit:
        consented = VISIT.after(VisitState.ARRIVED, VisitStep.CONSENT)
        at = self.now()
        return Visit(
            id=VisitId(visitor.id),
            conversation=ConversationId(self.new_id()),
            pseudonym=pseudonym(self.new_number()),
            intake=_intake(command),
            state=VISIT.after(consented, VisitStep.WAIT),
            arrived_at=at,
            waiting_since=at,
            follows=visit_id(command.follows) if command.follows else None,
        )


def _intake(command: Begin) -> Intake:
    return Intake(
        language=command.language,
        topic=command.topic,
        distress=command.distress,
        region=command.region,
        wish=command.wish,
        veto=command.veto,
    )


_LEAVE = Leave()
