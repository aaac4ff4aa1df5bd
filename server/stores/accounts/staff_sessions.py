"""Browsers in which somebody of the team is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import PersonId, StaffId
from server.domain.proof import Credentials, Device, OpenSession
from server.domain.refusal import Code, Refusal
from server.domain.staff import NewSession, StaffMember
from server.domain.wake import Wake
from server.stores import audit
from server.stores.accounts.second_steps import has_second_step
from server.stores.accounts.staff import roles_of
from server.stores.database import Database
from server.stores.risk.calling import Calling
from server.stores.tables.accounts import proofs
from server.stores.tables.house import staff, staff_sessions
from server.stores.talk.departing import depart

SHOWN: Final = 16  # letters of a token's hash: enough to name a session, useless to get in


@dataclass(frozen=True, slots=True)
class SqlSessions:
    """Who has no session any more is off duty in the same step."""

    db: Database
    calling: Calling

    async def credentials(self, name: str) -> Credentials | None:
        able = (staff.c.folded == name) & staff.c.disabled_at.is_(None)
        second = has_second_step().label("second_step")
        async with self.db.read() as tx:
            found = await tx.execute(select(staff.c.id, staff.c.password_hash, second).where(able))
            row = found.one_or_none()
        return Credentials(StaffId(row.id), row.password_hash, row.second_step) if row else None

    async def begin(self, id: StaffId, session: NewSession) -> StaffMember | None:
        wanted = select(staff.c.id).where(staff.c.id == id, staff.c.disabled_at.is_(None))
        async with self.db.write() as tx:
            # Locked: whoever is being disabled at this moment gets no session that outlives it.
            if await tx.scalar(self.db.lock(wanted)) is None:
                return None
            await add(tx, id, session)
            await audit.append(tx, at=session.at, who=id, did="sign_in", about=id)
            return await found(tx, session.token_hash, session.at)

    async def end(self, token_hash: str, at: datetime) -> tuple[StaffId, Wake] | None:
        """Who signs out goes off duty, wherever else they are signed in."""
        whose = select(staff_sessions.c.staff).where(_live_one(token_hash))
        async with self.db.write() as tx:
            found = await tx.scalar(whose)
            if found is None:
                return None
            id_ = StaffId(PersonId(found))
            wake = await depart(self.calling, tx, id_, at)
            if await self._end(tx, staff_sessions.c.token_hash == token_hash, at):
                await audit.append(tx, at=at, who=id_, did="sign_out", about=id_)
        return id_, wake

    async def end_one(self, id: StaffId, session: str, at: datetime) -> Wake:
        """One of their own, by its shown name. Raises Refusal NOT_FOUND."""
        named = func.substr(staff_sessions.c.token_hash, 1, SHOWN) == session
        others = _live(at).where(staff.c.id == id, ~named).limit(1)
        wake = Wake()
        async with self.db.write() as tx:
            if (await tx.execute(others)).first() is None:
                wake = await depart(self.calling, tx, id, at)
            if not await self._end(tx, named & (staff_sessions.c.staff == id), at):
                raise Refusal(Code.NOT_FOUND)
            await audit.append(tx, at=at, who=id, did="end_session", about=id)
        return wake

    async def of(self, token_hash: str, at: datetime) -> StaffMember | None:
        async with self.db.read() as tx:
            return await found(tx, token_hash, at)

    async def of_staff(self, id: StaffId, at: datetime) -> Sequence[OpenSession]:
        """The newest first."""
        wanted = _live(at).where(staff.c.id == id).order_by(staff_sessions.c.created_at.desc())
        async with self.db.read() as tx:
            return [_open_session(row) for row in await tx.execute(wanted)]

    async def prove(self, token_hash: str, at: datetime) -> bool:
        """This session's owner has shown again that it is them. True where that unlocked it."""
        proving = update(proofs).where(proofs.c.session == token_hash).values(at=at)
        locked = _live_one(token_hash) & staff_sessions.c.locked_at.is_not(None)
        unlocking = update(staff_sessions).where(locked).values(locked_at=None)
        async with self.db.write() as tx:
            await tx.execute(proving)
            whose = await tx.scalar(unlocking.returning(staff_sessions.c.staff))
            if whose is not None:
                await audit.append(tx, at=at, who=whose, did="unlock", about=whose)
        return whose is not None

    async def lock(self, token_hash: str, at: datetime) -> None:
        """Locking twice changes nothing."""
        open_ = _live_one(token_hash) & staff_sessions.c.locked_at.is_(None)
        async with self.db.write() as tx:
            await tx.execute(update(staff_sessions).where(open_).values(locked_at=at))

    async def change_password(
        self, id: StaffId, password_hash: str, kept: str, at: datetime
    ) -> None:
        others = (staff_sessions.c.staff == id) & (staff_sessions.c.token_hash != kept)
        changing = update(staff).where(staff.c.id == id).values(password_hash=password_hash)
        async with self.db.write() as tx:
            await tx.execute(changing)
            await self._end(tx, others, at)
            await audit.append(tx, at=at, who=id, did="change_password", about=id)

    @staticmethod
    async def _end(tx: AsyncConnection, which: Any, at: datetime) -> Sequence[str]:
        """Whose sessions they were."""
        live = which & staff_sessions.c.revoked_at.is_(None)
        ending = update(staff_sessions).where(live).values(revoked_at=at)
        return (await tx.execute(ending.returning(staff_sessions.c.staff))).scalars().all()


async def add(tx: AsyncConnection, id: StaffId, session: NewSession) -> None:
    await tx.execute(
        insert(staff_sessions).values(
            token_hash=session.token_hash,
            staff=id,
            created_at=session.at,
            expires_at=session.expires_at,
        )
    )
    proof = {"session": session.token_hash, "device": session.device, "at": session.at}
    await tx.execute(insert(proofs).values(**proof))


async def found(tx: AsyncConnection, token_hash: str, at: datetime) -> StaffMember | None:
    """Who is signed in with this token now."""
    wanted = _live(at).where(staff_sessions.c.token_hash == token_hash)
    row = (await tx.execute(wanted)).one_or_none()
    return _signed_in(row) if row else None


def _live_one(token_hash: str) -> ColumnElement[bool]:
    return (staff_sessions.c.token_hash == token_hash) & staff_sessions.c.revoked_at.is_(None)


def shown(token_hash: str) -> str:
    return token_hash[:SHOWN]


def _live(at: datetime) -> Select[Any]:
    """Sessions that count, each with its owner; those from before there were proofs, too."""
    proven = func.coalesce(proofs.c.at, staff_sessions.c.created_at).label("proven_at")
    return (
        select(
            staff.c.id,
            staff.c.name,
            staff.c.roles,
            staff_sessions.c.token_hash,
            staff_sessions.c.created_at,
            staff_sessions.c.expires_at,
            staff_sessions.c.locked_at,
            func.coalesce(proofs.c.device, Device.OTHER).label("device"),
            proven,
            has_second_step().label("second_step"),
        )
        .join(staff_sessions, staff_sessions.c.staff == staff.c.id)
        .outerjoin(proofs, proofs.c.session == staff_sessions.c.token_hash)
        .where(
            staff_sessions.c.revoked_at.is_(None),
            staff_sessions.c.expires_at > at,
            staff.c.disabled_at.is_(None),
        )
    )


def _signed_in(row: Row[Any]) -> StaffMember:
    return StaffMember(
        id=StaffId(row.id),
        name=row.name,
        roles=roles_of(row),
        session=row.token_hash,
        proven_at=row.proven_at,
        second_step=row.second_step,
        locked=row.locked_at is not None,
    )


def _open_session(row: Row[Any]) -> OpenSession:
    return OpenSession(shown(row.token_hash), Device(row.device), row.created_at, row.expires_at)
