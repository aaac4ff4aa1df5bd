"""Whom somebody may be brought to, inside somebody's transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Kind, Phase
from server.domain.duty import MOST, Duty
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.training import Grant, Work
from server.stores.tables.core import conversations, members
from server.stores.tables.training import certificates

_UP_TO = func.max(certificates.c.up_to).label("up_to")
_AT_ONCE = func.max(certificates.c.at_once).label("at_once")

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_GRANTS = (
    select(certificates.c.staff, _UP_TO, _AT_ONCE)
    .where(certificates.c.staff.in_(_IDS), certificates.c.work == bindparam("work"))
    .where(certificates.c.expires_at > bindparam("at"), certificates.c.withdrawn_at.is_(None))
    .group_by(certificates.c.staff)
)
_UNDIVIDED = (
    select(members.c.person)
    .join(conversations, conversations.c.id == members.c.conversation)
    .where(members.c.role == Role.PEER, members.c.left_at.is_(None))
    .where(conversations.c.kind == Kind.ONE_TO_ONE, conversations.c.phase != Phase.CLOSED)
)
_WHOLE = _UNDIVIDED.where(members.c.person.in_(_IDS), conversations.c.level >= bindparam("level"))


@dataclass(frozen=True, slots=True)
class Qualified:
    """`required` False: this service brings anybody to anybody, with training or without.

    `most`: so many conversations of one peer at once, whatever they are trained for. Who talks with
    somebody at `undivided_from` or above gives nobody else a part of their attention.
    """

    required: bool
    most: int = MOST
    undivided_from: Level = Level.L2

    async def levels(
        self, tx: AsyncConnection, people: Collection[StaffId], work: Work, at: datetime
    ) -> dict[StaffId, Level]:
        """The highest level of somebody who waits, for each of these who may do this work."""
        found = await self.grants(tx, people, work, at)
        return {who: grant.up_to for who, grant in found.items()}

    async def grants(
        self, tx: AsyncConnection, people: Collection[StaffId], work: Work, at: datetime
    ) -> Mapping[StaffId, Grant]:
        """For each of these who may do this work."""
        if not self.required:
            return dict.fromkeys(people, Grant(Level.L4, self.most))
        asked = {"ids": list(people), "work": work, "at": at}
        return {
            StaffId(row.staff): Grant(Level(row.up_to), min(row.at_once, self.most))
            for row in await tx.execute(_GRANTS, asked)
        }

    async def undivided(self, tx: AsyncConnection, people: Collection[StaffId]) -> set[StaffId]:
        """Those of them whom somebody they talk with needs whole: nobody else comes."""
        asked = {"ids": list(people), "level": self.undivided_from}
        return {StaffId(PersonId(who)) for who in await tx.scalars(_WHOLE, asked)}

    def all_undivided(self) -> Select[tuple[str]]:
        return _UNDIVIDED.where(conversations.c.level >= self.undivided_from)

    async def to_start(self, tx: AsyncConnection, duty: Duty) -> int:
        """A peer starts with a certificate. Raises Refusal(NOT_NOW).

        Returns with how many they may be at once: so many as they wish, but no more than that.
        """
        found = await self.grants(tx, [duty.staff], Work.ONE_TO_ONE, duty.since)
        if duty.role is not Role.PEER:
            return 1
        if duty.staff not in found:
            raise Refusal(Code.NOT_NOW)
        return min(duty.places, found[duty.staff].at_once)

    async def to_accept(
        self, tx: AsyncConnection, staff: StaffId, level: Level, at: datetime
    ) -> None:
        """Raises StepNotAllowed: not trained for them, or somebody else needs them whole."""
        if not await self.may_take(tx, staff, level, at):
            raise StepNotAllowed("not trained for this")
        if await self.undivided(tx, [staff]):
            raise StepNotAllowed("somebody needs them whole")

    async def may_take(
        self, tx: AsyncConnection, staff: StaffId, level: Level, at: datetime
    ) -> bool:
        """Whether somebody who waits at this level may be brought to them."""
        levels = await self.levels(tx, [staff], Work.ONE_TO_ONE, at)
        return staff in levels and level <= levels[staff]
