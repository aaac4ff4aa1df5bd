"""Who is still on duty, or in a conversation, though no session of theirs counts any more."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select

from server.domain.conversation import Phase
from server.domain.duty import Availability
from server.domain.ids import PersonId, StaffId
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.accounts.roles import counts
from server.stores.database import Database
from server.stores.leases import Fence, LeaseLost
from server.stores.risk.calling import Calling
from server.stores.tables.core import conversations, duties, members
from server.stores.tables.house import staff, staff_sessions
from server.stores.talk.departing import depart

_ON_DUTY = exists().where(duties.c.staff == staff.c.id, duties.c.availability != Availability.OFF)
_WATCHES = exists().where(
    members.c.person == staff.c.id,
    members.c.role == Role.MODERATOR,
    members.c.left_at.is_(None),
    conversations.c.id == members.c.conversation,
    conversations.c.about.is_(None),
    conversations.c.phase != Phase.CLOSED,
)
_THEIRS = and_(staff_sessions.c.staff == staff.c.id, staff_sessions.c.revoked_at.is_(None))


@dataclass(frozen=True, slots=True)
class SqlLapsed:
    """Sessions end by themselves after hours; a second step that is required may be dropped."""

    db: Database
    calling: Calling
    required: bool

    async def depart(self, fence: Fence, at: datetime) -> AsyncIterator[Wake]:
        """For the one leader: as if they had signed out. Each in a transaction of their own, told
        as soon as it is done; one that fails keeps nobody else, and is told at the end.
        """
        some = exists().where(_THEIRS)
        one_counts = exists().where(_THEIRS, counts(at, required=self.required))
        wanted = select(staff.c.id).where(some, ~one_counts, or_(_ON_DUTY, _WATCHES))
        async with self.db.read() as tx:
            found = [StaffId(PersonId(id_)) for id_ in await tx.scalars(wanted)]
        failed: list[Exception] = []
        for one in found:
            try:
                wake = await self._departed(fence, one, at)
            except LeaseLost:
                raise
            except Exception as fault:  # whatever it was, the others are as much gone
                failed.append(fault)
            else:
                yield wake
        if failed:
            raise ExceptionGroup("who is signed in no more could not depart", failed)

    async def _departed(self, fence: Fence, who: StaffId, at: datetime) -> Wake:
        async with self.db.write() as tx:
            await fence.check(tx)
            return await depart(self.calling, tx, who, at)
