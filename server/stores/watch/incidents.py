"""Everything that is kept of one incident, read together; to read it is itself written down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.break_glass import GlassState
from server.domain.ids import ConversationId, StaffId
from server.domain.incident import Incident
from server.domain.referral import Referral
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealed_words import Reading
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import second_looks
from server.stores.rows.conversations import key_of
from server.stores.rows.referrals import referral_of
from server.stores.tables.core import conversations, flags, visits
from server.stores.tables.house import audit as audit_rows
from server.stores.tables.house import pages, risk_changes
from server.stores.tables.referrals import later_answers, referrals
from server.stores.tables.watch import glasses
from server.stores.watch import sign_offs, told


@dataclass(frozen=True, slots=True)
class SqlIncidents:
    db: Database
    sealer: Sealer

    async def read(self, by: StaffId, conversation: str, at: datetime) -> Incident:
        """Raises Refusal(NOT_FOUND). With words only for whom break-glass holds it open now."""
        async with self.db.write() as tx:
            row = (await tx.execute(_HEAD.where(conversations.c.id == conversation))).one_or_none()
            if row is None:
                raise Refusal(Code.NOT_FOUND)
            opened = await self._open_for(tx, by, row, at)
            found = await self._incident(tx, row, opened=opened)
            how = "with words" if opened else "redacted"
            await audit.append(
                tx, at=at, who=by, did="read_incident", about=conversation, reason=how
            )
        return found

    async def _open_for(
        self, tx: AsyncConnection, by: StaffId, row: Row[Any], at: datetime
    ) -> bool:
        mine = (glasses.c.conversation == row.id) & (glasses.c.asked_by == by)
        live = mine & (glasses.c.state == GlassState.OPEN) & (glasses.c.until > at)
        readable = row.wrapped_key != DESTROYED
        return readable and await tx.scalar(select(glasses.c.id).where(live)) is not None

    async def _incident(self, tx: AsyncConnection, row: Row[Any], *, opened: bool) -> Incident:
        reading = Reading(self.sealer, row.id, key_of(row), opened)
        raised = (await tx.execute(_of(flags, row.id).where(flags.c.reported == ""))).all()
        sent = (await tx.execute(_of(referrals, row.id))).all()
        changed = (await tx.execute(_of(risk_changes, row.id))).all()
        opened_ids = [one.id for one in await tx.execute(_of(glasses, row.id))]
        seconds = await second_looks.of(tx, self.sealer, row.id, words=opened)
        opened_ids += [look.id for look in seconds]
        about = [row.id, *(one.id for one in (*raised, *sent)), *opened_ids]
        rung = await tx.execute(select(pages).where(pages.c.flag.in_([one.id for one in raised])))
        noted = await tx.execute(select(audit_rows).where(audit_rows.c.about.in_(about)))
        later = (await tx.execute(_of(later_answers, row.id))).all()
        happened = (
            *told.talk(row),
            *told.answered(row, reading),
            *(told.later(one) for one in later if one.answered_at),
            *(one for flag in raised for one in told.flag(flag, reading)),
            *(told.level(one, reading) for one in changed),
            *(one for look in seconds for one in told.second(look)),
            *(told.page(one) for one in rung),
            *(told.audit(one) for one in noted),
        )
        return Incident(
            conversation=ConversationId(row.id),
            pseudonym=row.pseudonym,
            top_level=Level(row.top_level),
            happenings=tuple(sorted(happened, key=lambda one: one.at)),
            referrals=tuple(self._referral(one, row, opened=opened) for one in sent),
            with_words=opened,
            standing=await sign_offs.standing(tx, row),
            looks=tuple(seconds),
            signed=await sign_offs.signed(tx, row.id, reading),
        )

    def _referral(self, one: Row[Any], row: Row[Any], *, opened: bool) -> Referral:
        found = referral_of(one, self.sealer, key_of(row))
        return found if opened else found.redacted()


_ANSWERED: Final = (
    visits.c.ended_at,
    visits.c.helped,
    visits.c.distress_after,
    visits.c.feedback,
)
_HEAD: Final = select(conversations, visits.c.pseudonym, *_ANSWERED).join(
    visits, visits.c.conversation == conversations.c.id
)


def _of(table: Any, conversation: str) -> Select[Any]:
    return select(table).where(table.c.conversation == conversation)
