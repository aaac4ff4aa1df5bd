"""Invitations to the team. Each works once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.staff import Invitation, Newcomer, NewSession, StaffMember, folded
from server.stores import audit
from server.stores.accounts import staff_sessions
from server.stores.accounts.staff import invitation_of, roles_of
from server.stores.database import Database
from server.stores.rows import papers
from server.stores.tables.house import invitations, staff
from server.stores.tables.joining import applications


@dataclass(frozen=True, slots=True)
class SqlInvitations:
    db: Database

    async def invite(
        self, token_hash: str, invitation: Invitation, by: StaffId | None, at: datetime
    ) -> None:
        row = {
            "token_hash": token_hash,
            "roles": invitation.roles,
            "created_by": invitation.created_by,
            "created_at": at,
            "expires_at": invitation.expires_at,
        }
        async with self.db.write() as tx:
            await tx.execute(insert(invitations).values(row))
            who, roles = by or invitation.created_by, ",".join(invitation.roles)
            await audit.append(tx, at=at, who=who, did="invite", about="staff", reason=roles)

    async def look(self, token_hash: str, at: datetime) -> Invitation | None:
        async with self.db.read() as tx:
            row = (await tx.execute(_usable(token_hash, at))).one_or_none()
        return invitation_of(row) if row else None

    async def accept(self, token_hash: str, newcomer: Newcomer, session: NewSession) -> StaffMember:
        at = session.at
        async with self.db.write() as tx:
            wanted = self.db.lock(_usable(token_hash, at))
            row = (await tx.execute(wanted)).one_or_none()
            if row is None:
                raise Refusal(Code.NOT_FOUND)
            maker = await _maker(tx, row)
            await self._join(tx, row, newcomer, maker, at)
            used = invitations.c.token_hash == token_hash
            await tx.execute(update(invitations).where(used).values(used_at=at))
            await papers.carried_over(tx, row, newcomer.id)
            await staff_sessions.add(tx, newcomer.id, session)
            of = {"who": newcomer.id, "about": newcomer.id, "reason": maker or ""}
            await audit.append(tx, at=at, did="accept_invitation", **of)
            joined = await staff_sessions.found(tx, session.token_hash, at)
            if joined is None:
                raise Refusal(Code.NOT_FOUND)
            return joined

    async def _join(
        self,
        tx: AsyncConnection,
        invitation: Row[Any],
        newcomer: Newcomer,
        maker: str | None,
        at: datetime,
    ) -> None:
        joining = self.db.insert(staff).values(
            id=newcomer.id,
            name=newcomer.name,
            folded=folded(newcomer.name),
            password_hash=newcomer.password_hash,
            roles=roles_of(invitation),
            created_at=at,
            made_by=maker,
        )
        free = joining.on_conflict_do_nothing(index_elements=["folded"])
        if await tx.scalar(free.returning(staff.c.id)) is None:
            raise Refusal(Code.TAKEN)


async def _maker(tx: AsyncConnection, invitation: Row[Any]) -> str | None:
    """Who let them in; None where it was a command."""
    wanted = select(staff.c.id).where(staff.c.folded == folded(invitation.created_by))
    if invitation.application:
        wanted = select(applications.c.decided_by).where(
            applications.c.id == invitation.application
        )
    return await tx.scalar(wanted)


def _usable(token_hash: str, at: datetime) -> Select[Any]:
    return select(invitations).where(
        invitations.c.token_hash == token_hash,
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > at,
    )
