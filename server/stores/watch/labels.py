"""Labels of single messages, by those who hear them: once each, and without a word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.labelling import Label, LabelKind
from server.domain.message import Message
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import counted
from server.stores.rows import messages as rows
from server.stores.tables.core import members
from server.stores.tables.samples import labels

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class SqlLabels:
    db: Database
    sealer: Sealer

    async def missed(self, by: StaffId, place: Place, concern: str, at: datetime) -> None:
        """A moderator who hears it says that the screen found nothing of this in it."""
        async with self.db.write() as tx:
            await self._heard(tx, by, place, Role.MODERATOR)
            await self._keep(tx, by, place, Label(LabelKind.MISSED, concern), at)

    async def wrong(self, by: StaffId, place: Place, concern: str, at: datetime) -> None:
        """Whoever hears it says that a hint was none. Raises Refusal(NOT_FOUND) without a hint."""
        async with self.db.write() as tx:
            message = await self._heard(tx, by, place, Role.PEER, Role.MODERATOR)
            found = [one.reason for one in message.findings if one.concern == concern]
            if not found:
                raise Refusal(Code.NOT_FOUND)
            label = Label(LabelKind.WRONG, concern, tuple(dict.fromkeys(found)))
            await self._keep(tx, by, place, label, at)

    async def since(self, start: datetime) -> list[Label]:
        """Also those of what is forgotten."""
        async with self.db.read() as tx:
            here = await tx.execute(select(labels).where(labels.c.at >= start))
            gone = await counted.since(tx, Label, start)
            return [*map(counted.label, here), *gone]

    async def _heard(self, tx: AsyncConnection, by: StaffId, place: Place, *roles: Role) -> Message:
        """A visitor's message that this person hears now. Raises Refusal(NOT_FOUND)."""
        talk, _ = place
        locked = await talks.locked(self.db, tx, [talk])
        mine = (members.c.conversation == talk) & (members.c.person == by)
        here = mine & members.c.left_at.is_(None) & members.c.role.in_(roles)
        hears = locked and await tx.scalar(select(members.c.person).where(here).limit(1))
        found = await rows.these(tx, self.sealer, [place]) if hears else []
        if not found or found[0].role is not Role.VISITOR or not found[0].text:
            raise Refusal(Code.NOT_FOUND)
        return found[0]

    async def _keep(
        self, tx: AsyncConnection, by: StaffId, place: Place, label: Label, at: datetime
    ) -> None:
        """Saying it again changes nothing."""
        talk, seq = place
        same = (labels.c.conversation == talk) & (labels.c.seq == seq)
        same &= (labels.c.kind == label.kind) & (labels.c.concern == label.concern)
        if await tx.scalar(select(labels.c.seq).where(same)) is None:
            row = {
                "conversation": talk,
                "seq": seq,
                "kind": label.kind,
                "concern": label.concern,
                "reasons": label.reasons,
                "by": by,
                "at": at,
            }
            await tx.execute(insert(labels).values(row))
