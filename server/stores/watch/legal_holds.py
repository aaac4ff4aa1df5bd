"""Legal holds: asked by one, approved by another as any second look, lifted before their day."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from server.domain.ids import StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.second_look import SECOND_LOOK, LookState, LookStep, Matter, SecondLook
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import second_looks as rows
from server.stores.tables.second_looks import second_looks


@dataclass(frozen=True, slots=True)
class SqlLegalHolds:
    db: Database
    sealer: Sealer

    async def ask(self, look: SecondLook) -> Wake:
        """Refusal(TAKEN) while one is asked for or stands; StepNotAllowed where words are gone."""
        at = look.asked_at
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, look.conversation)
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            if row.wrapped_key == DESTROYED:
                raise StepNotAllowed("forgotten")
            before = await rows.newest(tx, self.sealer, talk.id, Matter.LEGAL_HOLD)
            if before and (before.is_open or before.holds(at)):
                raise Refusal(Code.TAKEN)
            await rows.add(tx, self.sealer, row, look)
            did, by = "ask_legal_hold", look.asked_by
            await audit.append(tx, at=at, who=by, did=did, about=talk.id, reason=look.reason)
        return Wake(wall=True)

    async def lift(self, id: str, by: StaffId, words: str, at: datetime) -> None:
        """From now on the schedule counts again."""
        async with self.db.write() as tx:
            look = await rows.locked(self.db, tx, self.sealer, id)
            if look.matter is not Matter.LEGAL_HOLD:
                raise Refusal(Code.NOT_FOUND)
            state: LookState = SECOND_LOOK.after(look.state, LookStep.LIFT)
            row = (await talks.locked(self.db, tx, [look.conversation]))[look.conversation]
            bare = row.wrapped_key == DESTROYED
            why = None if bare else rows.sealed_why(self.sealer, row, id, words)
            lifted = {"state": state, "lifted_by": by, "lifted_at": at, "lifted_because": why}
            here = second_looks.c.id == id
            await tx.execute(update(second_looks).where(here).values(lifted))
            about = look.conversation
            await audit.append(tx, at=at, who=by, did="lift_legal_hold", about=about, reason=id)
