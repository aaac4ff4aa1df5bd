"""Somebody who waits is offered first to the peer whom a moderator chose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.duty import Availability, Duty
from server.domain.giving import WHY, Chosen, Unfit, unfit
from server.domain.ids import StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.offer import Offer, OfferStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.training import Work
from server.domain.visit import Visit, VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.queue import able
from server.stores.queue.handing_back import hand_back
from server.stores.queue.offering import make
from server.stores.rows import conversations as talks
from server.stores.rows import duties, exposures, offers, on_hold
from server.stores.rows import visits as visit_rows
from server.stores.rows.certificates import Qualified
from server.stores.tables.core import visits

TO_GIVE = (VisitState.WAITING, VisitState.OFFERED)


@dataclass(frozen=True, slots=True)
class SqlGiving:
    """`away`: so long after its last sign of life a line counts as down."""

    db: Database
    new_id: Callable[[], str]
    qualified: Qualified
    away: timedelta

    async def give(
        self, by: Session, conversation: str, whom: StaffId, at: datetime, patience: timedelta
    ) -> Wake:
        """Whoever is asked about them now is not any more, and has refused nobody.

        Raises StepNotAllowed where they do not wait, Refusal(UNFIT) with the rule against it.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            visit = await visit_rows.one(self.db, tx, talk.visit)
            if visit.state not in TO_GIVE:
                raise StepNotAllowed("they do not wait")
            open_ = await offers.open_for(self.db, tx, visit.id)
            asked = [open_.peer] if open_ else []
            known = await duties.peers(self.db, tx, [whom, *asked])
            if reason := await self._unfit(tx, visit, talk.level, known.get(whom), at):
                raise Refusal(Code.UNFIT, why=WHY[reason])
            wake = Wake(wall=True)
            if open_:
                wake.add(await hand_back(self.db, tx, open_, OfferStep.WITHDRAW, at))
            made = await self._offer(tx, visit.id, known[whom], (at, at + patience))
            wake.look(Role.VISITOR, made.visit)
            wake.look(Role.PEER, made.peer)
            await audit.append(tx, at=at, who=by.id, did="give_to", about=talk.id, reason=whom)
        return wake

    async def _offer(
        self, tx: AsyncConnection, visit: str, peer: Duty, times: tuple[datetime, datetime]
    ) -> Offer:
        waiting = await visit_rows.one(self.db, tx, visit)  # also where it was just handed back
        return await make(tx, self.new_id(), waiting, peer, times)

    async def _unfit(
        self, tx: AsyncConnection, visit: Visit, level: Level, duty: Duty | None, at: datetime
    ) -> Unfit | None:
        here = visits.c.id == visit.id
        apart = (await able.never(tx, here)).get(visit.id, frozenset())
        chosen = await self._as_they_are(tx, duty, at) if duty else None
        language = visit.intake.language
        return unfit(chosen, language, level, apart=duty is not None and duty.staff in apart)

    async def _as_they_are(self, tx: AsyncConnection, duty: Duty, at: datetime) -> Chosen:
        up_to = await self.qualified.levels(tx, [duty.staff], Work.ONE_TO_ONE, at)
        on_shift = duty.availability is not Availability.OFF
        return Chosen(
            duty=duty,
            here=on_shift and duty.seen_at >= at - self.away,
            held=duty.staff in await on_hold.everybody(tx),
            rests=duty.staff in set(await tx.scalars(exposures.resting(at - self.away))),
            undivided=bool(await self.qualified.undivided(tx, [duty.staff])),
            up_to=up_to.get(duty.staff),
        )
