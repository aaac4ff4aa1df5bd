"""Applications, sealed with the house's key, and what became of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.application import (
    APPLICATION,
    Application,
    ApplicationState,
    ApplicationStep,
    Decision,
    Paper,
    PaperKind,
    Reference,
    Said,
    Written,
)
from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import INVITATION_LIFE
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.house_key import HouseKey
from server.stores.rows import papers as paper_rows
from server.stores.tables.house import invitations
from server.stores.tables.joining import application_references, applications

MOST = 500  # open applications
APPLIED_HERE = "application"  # who made the invitation
COMING = (ApplicationState.APPLIED, ApplicationState.INVITED)


@dataclass(frozen=True, slots=True)
class SqlApplications:
    db: Database
    key: HouseKey
    new_id: Callable[[], str]

    async def apply(self, written: Written, token_hash: str, at: datetime, keep: timedelta) -> None:
        """Raises Refusal FULL."""
        id_ = self.new_id()
        row = {
            "id": id_,
            "token_hash": token_hash,
            "state": ApplicationState.APPLIED,
            "applied_at": at,
            "forget_at": at + keep,
            "sealed": self.key.seal(msgspec.json.encode(written), id_),
        }
        numbers = range(len(written.referees))
        wanted = [{"application": id_, "number": number} for number in numbers]
        open_ = select(func.count()).where(applications.c.state.in_(COMING))
        async with self.db.write() as tx:
            if (await tx.scalar(open_) or 0) >= MOST:
                raise Refusal(Code.FULL)
            await tx.execute(insert(applications).values(row))
            if wanted:
                await tx.execute(insert(application_references), wanted)

    async def of_token(self, token_hash: str) -> Application:
        """Raises Refusal NOT_FOUND."""
        async with self.db.read() as tx:
            return await self._one(tx, applications.c.token_hash == token_hash)

    async def all(self) -> Sequence[Application]:
        """The newest first."""
        wanted = select(applications).order_by(applications.c.applied_at.desc())
        async with self.db.read() as tx:
            rows = (await tx.execute(wanted)).all()
            return await self._applications(tx, rows)

    async def read(self, id: str, by: StaffId, at: datetime) -> Application:
        """The look is written down first."""
        async with self.db.write() as tx:
            found = await self._one(tx, applications.c.id == id)
            await audit.append(tx, at=at, who=by, did="read_application", about=id)
        return found

    async def decide(self, id: str, decision: Decision, by: StaffId, at: datetime) -> None:
        """Raises StepNotAllowed, Refusal NOT_FOUND."""
        roles = decision.roles
        step = ApplicationStep.INVITE if roles else ApplicationStep.DECLINE
        reason = self.key.seal(decision.reason.encode(), f"{id}:reason")
        values = {
            "roles": roles,
            "reason": reason,
            "decided_by": by,
            "forget_at": decision.forget_at,
        }
        async with self.db.write() as tx:
            await self._step(tx, applications.c.id == id, step, values)
            did = f"{step}_applicant"
            await audit.append(tx, at=at, who=by, did=did, about=id, reason=",".join(roles))

    async def withdraw(self, token_hash: str, forget_at: datetime) -> None:
        async with self.db.write() as tx:
            which = applications.c.token_hash == token_hash
            await self._step(tx, which, ApplicationStep.WITHDRAW, {"forget_at": forget_at})

    async def agree(self, token_hash: str, paper: Callable[[Application], Paper]) -> None:
        async with self.db.write() as tx:
            found = await self._one(tx, applications.c.token_hash == token_hash)
            if found.state not in COMING:
                raise Refusal(Code.NOT_NOW)
            await paper_rows.put(self.db, tx, paper(found))

    async def invite(
        self, token_hash: str, invitation_hash: str, probation: datetime, at: datetime
    ) -> datetime:
        """An invitation for whoever holds this link; the one before counts no longer.

        `probation`: until when they are on it.
        """
        async with self.db.write() as tx:
            found = await self._one(tx, applications.c.token_hash == token_hash)
            if found.state is not ApplicationState.INVITED:
                raise Refusal(Code.NOT_NOW)
            mine = (invitations.c.application == found.id) & invitations.c.used_at.is_(None)
            await tx.execute(update(invitations).where(mine).values(expires_at=at))
            row = {
                "token_hash": invitation_hash,
                "roles": found.roles,
                "created_by": APPLIED_HERE,
                "created_at": at,
                "expires_at": at + INVITATION_LIFE,
                "application": found.id,
            }
            await tx.execute(insert(invitations).values(row))
            kind = PaperKind.PROBATION
            paper = Paper(found.id, kind, "", at, APPLIED_HERE, probation)
            await paper_rows.put(self.db, tx, paper)
        return at + INVITATION_LIFE

    async def _step(
        self, tx: AsyncConnection, which: Any, step: ApplicationStep, values: dict[str, Any]
    ) -> None:
        await tx.execute(self.db.lock(select(applications.c.id).where(which)))
        found = await self._one(tx, which)
        state = APPLICATION.after(found.state, step)
        changing = update(applications).where(applications.c.id == found.id)
        await tx.execute(changing.values(state=state, **values))

    async def _one(self, tx: AsyncConnection, which: Any) -> Application:
        rows = (await tx.execute(select(applications).where(which))).all()
        if not rows:
            raise Refusal(Code.NOT_FOUND)
        return (await self._applications(tx, rows))[0]

    async def _applications(
        self, tx: AsyncConnection, rows: Sequence[Row[Any]]
    ) -> list[Application]:
        ids = [row.id for row in rows]
        about = application_references.c.application.in_(ids)
        wanted = select(application_references).where(about)
        asked = (await tx.execute(wanted.order_by(application_references.c.number))).all()
        known = await paper_rows.of(tx, ids)
        return [
            Application(
                id=row.id,
                state=ApplicationState(row.state),
                applied_at=row.applied_at,
                forget_at=row.forget_at,
                written=msgspec.json.decode(self.key.unseal(row.sealed, row.id), type=Written),
                roles=tuple(Role(role) for role in row.roles or ()),
                reason=self._reason(row),
                references=tuple(self._reference(r) for r in asked if r.application == row.id),
                papers=tuple(one for one in known if one.whose == row.id),
            )
            for row in rows
        ]

    def _reason(self, row: Row[Any]) -> str:
        return self.key.unseal(row.reason, f"{row.id}:reason").decode() if row.reason else ""

    def _reference(self, row: Row[Any]) -> Reference:
        about = f"{row.application}:{row.number}"
        said = row.sealed and msgspec.json.decode(self.key.unseal(row.sealed, about), type=Said)
        return Reference(row.number, row.expires_at, row.given_at, said or None)
