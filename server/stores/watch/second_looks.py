"""What is asked of a second person: shown, and answered by somebody else than who asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.referral import Referral
from server.domain.second_look import (
    SECOND_LOOK,
    Answered,
    Asked,
    LookState,
    LookStep,
    Matter,
    SecondLook,
)
from server.domain.second_person import APART
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.referrals.deciding import SqlDeciding
from server.stores.referrals.steps import Told, looks, note
from server.stores.rows import conversations as talks
from server.stores.rows import second_looks as rows
from server.stores.rows import second_person
from server.stores.rows.second_flags import resolve
from server.stores.tables.house import staff
from server.stores.tables.second_looks import second_looks

Decided = Callable[[SecondLook], Referral]
AUDITED: Final = {
    (Matter.WITHOUT_CONSENT, LookStep.APPROVE): "approve_without_consent",
    (Matter.WITHOUT_CONSENT, LookStep.DECLINE): "decline_without_consent",
    (Matter.LEGAL_HOLD, LookStep.APPROVE): "approve_legal_hold",
    (Matter.LEGAL_HOLD, LookStep.DECLINE): "decline_legal_hold",
}


@dataclass(frozen=True, slots=True)
class SqlSecondLooks:
    db: Database
    sealer: Sealer
    deciding: SqlDeciding
    apart: timedelta = APART

    async def answer(self, id: str, said: Answered, decided: Decided) -> Wake:
        """A yes to what waits does it, in the name of who asked. Their flag is resolved by it."""
        async with self.db.write() as tx:
            look = await rows.locked(self.db, tx, self.sealer, id)
            apart = self.apart if said.approve else timedelta()  # anybody else may hold it up
            await second_person.require(tx, look.asked_by, said.by.id, said.at, apart)
            step = LookStep.APPROVE if said.approve else LookStep.DECLINE
            done = look.answered(said, SECOND_LOOK.after(look.state, step))
            talk = await talks.one(self.db, tx, look.conversation)
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            wake, asker = looks(talk), await _asker(tx, look)
            decides = look.matter is Matter.WITHOUT_CONSENT and look.waits
            if said.approve and decides:
                await self.deciding.in_danger(tx, talk.id)
                id_, told = await self.deciding.decide(tx, talk, decided(look), asker)
                wake.add(told)
                done = replace(done, acted_at=said.at, referral=id_)
            await rows.answered(tx, self.sealer, row, done)
            await resolve(self.db, tx, look, said)
            if done.referral and done.referral != look.referral:
                by = Told(asker, said.at)
                await note(tx, by, "act_without_consent", done.referral, reason=look.reason)
            await note(
                tx, Told(said.by, said.at), AUDITED[look.matter, step], look.id, reason=look.reason
            )
            return wake

    async def shown(self, since: datetime) -> list[Asked]:
        """What waits or stands, and what was asked since then; the newest first."""
        holds = (second_looks.c.state == LookState.APPROVED) & second_looks.c.until.is_not(None)
        new = second_looks.c.asked_at >= since
        wanted = (second_looks.c.state == LookState.ASKED) | holds | new
        async with self.db.read() as tx:
            found = await tx.execute(_SHOWN.where(wanted))
            return [rows.asked_of(row, self.sealer) for row in found]


async def _asker(tx: AsyncConnection, look: SecondLook) -> Session:
    name = await tx.scalar(select(staff.c.name).where(staff.c.id == look.asked_by))
    return Session(look.asked_by, Role.MODERATOR, name or "")


_SHOWN: Final = rows.SHOWN.order_by(second_looks.c.asked_at.desc(), second_looks.c.id)
