"""The moderators' wall, read in one moment."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.break_glass import GlassState
from server.domain.conversation import Kind, Phase
from server.domain.flag import FlagState
from server.domain.ids import StaffId
from server.domain.paging import LATELY, state_of
from server.domain.pictures import RaisedPicture, TalkPicture, WallPicture
from server.domain.referral import CARRIED
from server.domain.second_look import LookState, Matter
from server.domain.session import Role
from server.domain.slices import slices
from server.domain.training import Work
from server.domain.visit import VisitState
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.processes import WORKER_PATIENCE, workers
from server.stores.queue import able
from server.stores.queue.counting import staffing
from server.stores.rooms import pictures as room_pictures
from server.stores.rows import blocks, exposures, mentored, on_hold, paged, second_looks
from server.stores.rows.certificates import Qualified
from server.stores.rows.duties import duty_of
from server.stores.tables.core import conversations, duties, flags, visits
from server.stores.tables.house import staff
from server.stores.tables.referrals import referrals
from server.stores.tables.second_looks import second_looks as second_table
from server.stores.tables.watch import glasses
from server.stores.talk import talk_pictures, transfer_pictures
from server.stores.talk.open_notes import with_notes
from server.stores.watch.raised import Raised
from server.stores.watch.sign_offs import UNSIGNED

WAITING = (VisitState.WAITING, VisitState.OFFERED)
SLICE = 50  # conversations read together


@dataclass(slots=True)
class SqlWall:
    db: Database
    sealer: Sealer
    qualified: Qualified
    _raised: Raised = field(init=False)

    def __post_init__(self) -> None:
        self._raised = Raised(self.sealer)

    async def picture(self, now: datetime, seen_since: datetime) -> WallPicture:
        async with self.db.read() as tx:
            seen, models = await workers(tx, now)
            here = tuple(duty_of(row) for row in await tx.execute(_DUTIES))
            staff = [duty.staff for duty in here]
            return WallPicture(
                duties=here,
                up_to=await self.qualified.levels(tx, staff, Work.ONE_TO_ONE, now),
                staffing=await staffing(tx, seen_since),
                talks=tuple(await self._talks(tx, seen_since)),
                names=await _all_names(tx),
                never=await able.never(tx, visits.c.state.in_(WAITING)),
                asked=await transfer_pictures.asked(tx, self.sealer, Role.MODERATOR),
                models=models,
                worker_seen=seen is not None and seen >= now - WORKER_PATIENCE,
                rooms=tuple(await room_pictures.planned(tx, seen_since)),
                unsigned=await tx.scalar(_UNSIGNED) or 0,
                to_approve=await _to_approve(tx, now),
                new=await mentored.on_probation(tx, now),
                held=await on_hold.everybody(tx),
                rests=await exposures.rests_of_all(tx, now),
                appeals=await blocks.appeals(tx, now),
                pager=state_of(await paged.lately(tx, now - LATELY)),
                seconds=await second_looks.on_walls(tx, self.sealer),
            )

    async def raised(self) -> RaisedPicture:
        async with self.db.read() as tx:
            return await self._raised(tx)

    async def _talks(self, tx: AsyncConnection, seen_since: datetime) -> list[TalkPicture]:
        """Slice by slice, so that a large wall holds up nobody."""
        shown = [row.id for row in await tx.execute(_SHOWN)]
        found: list[TalkPicture] = []
        for some in slices(shown, SLICE):
            ids = {"ids": some}
            read = await talk_pictures.read(tx, self.sealer, _THESE, seen_since, ids)
            found += await self._with_notes(tx, read)
            await asyncio.sleep(0)
        return found

    async def _with_notes(
        self, tx: AsyncConnection, read: list[TalkPicture]
    ) -> Iterator[TalkPicture]:
        """Unsealed only where a moderator is in it."""
        inside = [
            one for one in read if any(who.role is Role.MODERATOR for who in one.talk.members)
        ]
        noted = {one.talk.id: one for one in await with_notes(tx, self.sealer, inside)}
        return (noted.get(one.talk.id, one) for one in read)


# Somebody still carries these. One that failed can't be offered anew after the end.
_CARRIED = select(referrals.c.conversation).where(referrals.c.state.in_(tuple(CARRIED)))
# Looked at until a report is resolved or a second person has answered, also after the end.
_REPORTED = select(flags.c.conversation).where(
    flags.c.reported != "", flags.c.state != FlagState.RESOLVED
)
_SHOWN = (
    select(conversations.c.id)
    .where(
        conversations.c.kind == Kind.ONE_TO_ONE,
        or_(
            conversations.c.phase != Phase.CLOSED,
            conversations.c.id.in_(_CARRIED),
            conversations.c.id.in_(_REPORTED),
        ),
    )
    .order_by(conversations.c.opened_at)
)
_THESE = talk_pictures.those(conversations.c.id.in_(bindparam("ids", expanding=True)))
_DUTIES = select(duties)
_NAMES = select(staff.c.id, staff.c.name)
_UNSIGNED = select(func.count()).select_from(conversations).where(UNSIGNED)
_HOLDS_ASKED = select(func.count()).where(
    second_table.c.matter == Matter.LEGAL_HOLD, second_table.c.state == LookState.ASKED
)
_TO_APPROVE = select(func.count()).where(
    glasses.c.state == GlassState.ASKED, glasses.c.until > bindparam("now")
)


async def _to_approve(tx: AsyncConnection, now: datetime) -> int:
    glasses_ = await tx.scalar(_TO_APPROVE, {"now": now}) or 0
    return glasses_ + (await tx.scalar(_HOLDS_ASKED) or 0)


async def _all_names(tx: AsyncConnection) -> dict[StaffId, str]:
    rows = await tx.execute(_NAMES)
    return {StaffId(row.id): row.name for row in rows}
