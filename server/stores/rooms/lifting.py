"""Somebody in danger is taken out of the group at once: to one who is free, or to the queue's head.

Soonest first: the co-facilitator; a peer outside, to whom the matchmaker offers them within a
second; the facilitator, where no such peer is free or none has answered within `SOON`. The group
keeps somebody to look after it as long as that costs the one in danger no time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.answerable import answerable
from server.domain.conversation import Conversation, Member
from server.domain.ids import PersonId, VisitId
from server.domain.message import Notice
from server.domain.room import Room
from server.domain.session import Role
from server.domain.visit import Visit, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.queue import able
from server.stores.rooms.asides import aside, back_in_line, free_host, those
from server.stores.rooms.leaving import out_of_room
from server.stores.rows import rooms as rows
from server.stores.rows import visits
from server.stores.rows.certificates import Qualified
from server.stores.rows.messages import add_notice
from server.stores.tables.core import duties, messages
from server.stores.tables.core import visits as visit_table
from server.stores.talk.seating import Seating

SOON: Final = timedelta(seconds=30)  # in which a peer from outside may answer
LIFTED: Final = (VisitState.IN_ROOM, VisitState.WAITING, VisitState.OFFERED)


@dataclass(frozen=True, slots=True)
class _Case:
    """Who is in danger, with all that is locked, and when this is."""

    room: Room
    talk: Conversation
    visit: Visit
    at: datetime
    seen_since: datetime


@dataclass(frozen=True, slots=True)
class SqlRoomLifting:
    """Their place in the room is kept until somebody from outside it answers them."""

    db: Database
    seating: Seating
    qualified: Qualified

    async def lift(
        self, fence: Fence, visit: VisitId, at: datetime, seen_since: datetime
    ) -> list[Wake]:
        """For the one leader, round by round, until somebody is with them; raises LeaseLost."""
        async with self.db.write() as tx:
            await fence.check(tx)
            case = _Case(*await those(self.db, tx, visit), at, seen_since)
            if case.visit.state not in LIFTED:
                return []
            if host := await self._host(tx, case):
                return await self._to_host(tx, case, host)
            if case.visit.state is VisitState.IN_ROOM:
                return [await self._to_the_head(tx, case)]
            return []

    async def _host(self, tx: AsyncConnection, case: _Case) -> Member | None:
        """Which of the two is with them now; None: somebody from outside is sooner, or neither."""
        late = await self._is_late(tx, case)
        if case.visit.state is VisitState.OFFERED and not late:
            return None  # somebody has them on the desk this very moment
        if found := await self._free(tx, case, case.room.co_facilitator):
            return found
        if not late and await self._peer_is_free(tx, case):
            return None
        return await self._free(tx, case, case.room.facilitator)

    async def _free(self, tx: AsyncConnection, case: _Case, who: str) -> Member | None:
        """In the room, with nobody alone, their line up; and not one whom this visitor has left."""
        left = await able.left(tx, visit_table.c.id == case.visit.id)
        here = select(duties.c.staff).where(
            duties.c.staff == who, duties.c.role == Role.PEER, duties.c.seen_at >= case.seen_since
        )
        if who in left[case.visit.id] or await tx.scalar(here) is None:
            return None
        return await free_host(tx, case.room, PersonId(who))

    async def _is_late(self, tx: AsyncConnection, case: _Case) -> bool:
        """Whether they have been first in line for too long."""
        if case.visit.state is VisitState.IN_ROOM:
            return False
        asked = select(func.max(messages.c.at)).where(
            messages.c.conversation == case.talk.id, messages.c.notice == Notice.ALONE_SOON
        )
        since = await tx.scalar(asked) or case.visit.arrived_at
        return bool(case.at - since >= SOON)

    async def _peer_is_free(self, tx: AsyncConnection, case: _Case) -> bool:
        here = visit_table.c.id == case.visit.id
        peers = await able.peers(tx, self.qualified, case.seen_since)
        ready = [one for one in peers if one.is_free]
        barred = (await able.never(tx, here))[case.visit.id]
        return answerable(case.visit.intake.language, case.talk.level, barred, ready)

    async def _to_host(self, tx: AsyncConnection, case: _Case, host: Member) -> list[Wake]:
        waiting, wake = await back_in_line(self.db, tx, case.visit, case.at)
        place = (case.room, case.talk, waiting)
        return [wake, *await aside(tx, self.seating, place, host, case.at)]

    async def _to_the_head(self, tx: AsyncConnection, case: _Case) -> Wake:
        """Ahead of all whose level is lower, by when they first came; told so in words."""
        visit, at = case.visit, case.at
        wake = Wake(wall=True, queue=True)
        wake.look(Role.VISITOR, visit.id)
        await out_of_room(tx, visit, at, wake, keeps_place=True)
        await visits.step(tx, visit, VisitStep.TALK_ALONE)
        lifted = {"hand_at": None, "aside_level": case.talk.level}
        await rows.change_seat(tx, case.room.id, visit.id, lifted)
        soon, who = Notice.ALONE_SOON, PersonId(visit.id)
        told = await add_notice(tx, case.talk, soon, about=who, name=visit.pseudonym, at=at)
        wake.said.append(told)
        return wake
