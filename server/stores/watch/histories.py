"""What moderators have done about a conversation so far, for whoever looks at it now."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Phase
from server.domain.ids import StaffId
from server.domain.incident import Happening, IncidentKind
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealed_words import Reading
from server.stores.keys.sealing import Sealer
from server.stores.rows import second_looks
from server.stores.rows.conversations import key_of
from server.stores.tables.core import conversations, flags
from server.stores.tables.house import risk_changes
from server.stores.tables.referrals import referrals
from server.stores.watch import told

QUOTING: Final = IncidentKind.FLAG_RAISED
"""With the visitor's words; all the others have moderators' own."""


@dataclass(frozen=True, slots=True)
class SqlHistories:
    db: Database
    sealer: Sealer

    async def read(self, by: StaffId, conversation: str, at: datetime) -> list[Happening]:
        """The oldest first; the look is an audit entry. Raises Refusal(NOT_FOUND).

        Moderators' reasons are in it while it is open; after the end they take two people, as all
        words do. Nothing of a report: it is not for whom it is about.
        """
        async with self.db.write() as tx:
            here = select(conversations).where(conversations.c.id == conversation)
            row = (await tx.execute(here)).one_or_none()
            if row is None:
                raise Refusal(Code.NOT_FOUND)
            is_open = row.phase != Phase.CLOSED
            reading = Reading(self.sealer, row.id, key_of(row), is_open)
            found = await _told(tx, row, reading)
            if found:
                await audit.append(tx, at=at, who=by, did="read_history", about=conversation)
        return sorted(found, key=lambda one: one.at)


async def _told(tx: AsyncConnection, row: Row[Any], reading: Reading) -> list[Happening]:
    def about(table: Table) -> Select[Any]:
        return select(table).where(table.c.conversation == row.id)

    raised = await tx.execute(about(flags).where(flags.c.reported == ""))
    seen = [one for flag in raised for one in told.flag(flag, reading)]
    sent = (await tx.execute(about(referrals))).all()
    looks = await second_looks.of(tx, reading.sealer, row.id, words=reading.allowed)
    return [
        *(replace(one, words="") if one.kind is QUOTING else one for one in seen),
        *[told.level(one, reading) for one in await tx.execute(about(risk_changes))],
        *[one for referral in sent for one in told.referral(referral)],
        *[one for look in looks for one in told.second(look)],
    ]
