"""Whom somebody may be brought to, inside somebody's transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.duty import Duty
from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.training import Work
from server.stores.training_tables import certificates


@dataclass(frozen=True, slots=True)
class Qualified:
    """`required` False: this service brings anybody to anybody, with training or without."""

    required: bool

    async def levels(
        self, tx: AsyncConnection, people: Collection[StaffId], work: Work, at: datetime
    ) -> dict[StaffId, Level]:
        """The highest level of somebody who waits, for each of these who may do this work."""
        if not self.required:
            return dict.fromkeys(people, Level.L4)
        valid = (certificates.c.expires_at > at) & certificates.c.withdrawn_at.is_(None)
        counts = (certificates.c.work == work) & valid
        wanted = (
            select(certificates.c.staff, func.max(certificates.c.up_to).label("up_to"))
            .where(certificates.c.staff.in_(people), counts)
            .group_by(certificates.c.staff)
        )
        return {StaffId(row.staff): Level(row.up_to) for row in await tx.execute(wanted)}

    async def to_start(self, tx: AsyncConnection, duty: Duty) -> None:
        """A peer starts with a certificate. Raises Refusal(NOT_NOW)."""
        trained = await self.may_take(tx, duty.staff, Level.L0, duty.since)
        if duty.role is Role.PEER and not trained:
            raise Refusal(Code.NOT_NOW)

    async def may_take(
        self, tx: AsyncConnection, staff: StaffId, level: Level, at: datetime
    ) -> bool:
        """Whether somebody who waits at this level may be brought to them."""
        levels = await self.levels(tx, [staff], Work.ONE_TO_ONE, at)
        return staff in levels and level <= levels[staff]
