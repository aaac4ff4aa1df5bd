"""Case notes: what moderators write beside a conversation. Sealed with it, forgotten with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from server.domain.board import CaseNote
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import case_notes as rows
from server.stores.rows import conversations as talks
from server.stores.tables.house import staff
from server.stores.tables.watch import case_notes


@dataclass(frozen=True, slots=True)
class SqlCaseNotes:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def write(self, by: StaffId, conversation: str, text: str, at: datetime) -> None:
        """Raises Refusal(NOT_FOUND), and StepNotAllowed where its words are gone."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            if row.wrapped_key == DESTROYED:
                raise StepNotAllowed("forgotten")
            await rows.add(tx, self.sealer, row, (self.new_id(), by, text), at)
            await audit.append(tx, at=at, who=by, did="write_note", about=conversation)

    async def read(self, by: StaffId, conversation: str, at: datetime) -> list[CaseNote]:
        """The oldest first; the look is an audit entry where there is something to see."""
        wanted = (
            select(case_notes, staff.c.name)
            .join(staff, staff.c.id == case_notes.c.by, isouter=True)
            .where(case_notes.c.conversation == conversation)
            .order_by(case_notes.c.at, case_notes.c.id)
        )
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            key = talks.key_of((await talks.locked(self.db, tx, [talk.id]))[talk.id])
            found = [
                CaseNote(
                    id=row.id,
                    by=StaffId(PersonId(row.by)),
                    name=row.name or "",
                    text=self.sealer.read_words(talk.id, key, row.sealed, row.id),
                    at=row.at,
                )
                for row in await tx.execute(wanted)
            ]
            if found:
                await audit.append(tx, at=at, who=by, did="read_notes", about=conversation)
        return found
