"""Thanks: what visitors answered afterwards, for the peer they talked with last."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import BindParameter, Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.escalation import Decision
from server.domain.ids import FlagId, StaffId, VisitId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.thanks import KEPT, WORDS_KEPT, Thanks
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.alone import keys_of, read_alone, sealed_alone
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import SealedKey
from server.stores.rows import conversations as talks
from server.stores.rows import flags as flagging
from server.stores.rows import visits
from server.stores.rows.flag_rows import A_REPORT
from server.stores.rows.levels import set_level
from server.stores.tables.core import flags, members
from server.stores.tables.core import visits as visit_table
from server.stores.tables.silences import thanks

WORDS: Final = "thanks"  # what they are sealed for


class Answer(Protocol):
    """What a visitor says afterwards; every part may be left out."""

    @property
    def helped(self) -> int | None: ...
    @property
    def distress(self) -> int | None: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SqlThanks:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def answer(
        self, visit: VisitId, asked: Answer, called_for: Decision, at: datetime
    ) -> Wake:
        """With the visit, sealed as the conversation is; danger in it raises the level and a flag.

        Raises Refusal(NOT_FOUND) for who was never here, or was forgotten.
        """
        async with self.db.write() as tx:
            talk = await visits.talk_of(tx, visit)
            row = (await talks.locked(self.db, tx, [talk])).get(talk)
            if row is None or row.wrapped_key == DESTROYED:
                raise Refusal(Code.NOT_FOUND)
            key, text = talks.key_of(row), asked.text
            kept = {
                "helped": asked.helped,
                "distress_after": asked.distress,
                "feedback": self.sealer.words(row.id, key, text, visit) if text else None,
            }
            await tx.execute(update(visit_table).where(visit_table.c.id == visit).values(kept))
            return await self._called_for(tx, row, visit, called_for, at)

    async def _called_for(
        self, tx: AsyncConnection, row: Row[Any], visit: VisitId, decision: Decision, at: datetime
    ) -> Wake:
        if decision.level > row.level:
            await set_level(tx, row, decision.level, "screen", at)
        if decision.raising:
            id_ = FlagId(self.new_id())
            flag = flagging.raised(
                id_, decision.raising, conversation=row.id, seq=row.last_seq, by="screen", at=at
            )
            await flagging.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
        wake = Wake(wall=True)
        if decision.level > row.level or decision.raising:  # they see what there is for it
            wake.look(Role.VISITOR, visit)
        return wake

    async def keep(self, visit: VisitId, helped: int | None, words: str, at: datetime) -> None:
        """For the last peer, unless the visitor felt unsafe with one. A later answer stands."""
        id_ = self.new_id()
        async with self.db.write() as tx:
            talk = await visits.talk_of(tx, visit)
            await talks.locked(self.db, tx, [talk])
            await self.sealer.vault.destroy(await take_back(tx, [talk]))
            peer = await tx.scalar(_LAST_PEER, {"talk": talk})
            if peer is None or await tx.scalar(_REPORTED, {"talk": talk}):
                return
            row = {
                "id": id_,
                "peer": peer,
                "conversation": talk,
                "at": at.replace(hour=0, minute=0, second=0, microsecond=0),
                "helped": helped,
                **sealed_alone(self.sealer, id_, words, WORDS),
            }
            if not words:
                row |= {"wrapped_key": DESTROYED, "sealed": None}
            await tx.execute(insert(thanks).values(row))

    async def of_peer(self, peer: StaffId) -> list[Thanks]:
        async with self.db.read() as tx:
            rows = await tx.execute(select(thanks).where(thanks.c.peer == peer))
            return [self._thanks(row) for row in rows]

    def _thanks(self, row: Row[Any]) -> Thanks:
        return Thanks(row.id, row.at, row.helped, self._words(row))

    def _words(self, row: Row[Any]) -> str:
        return read_alone(self.sealer, row, WORDS) or ""


_TALK: BindParameter[str] = bindparam("talk")
_LAST_PEER = (
    select(members.c.person)
    .where(members.c.conversation == _TALK, members.c.role == Role.PEER)
    .order_by(members.c.joined_at.desc())
    .limit(1)
)
_REPORT = (flags.c.conversation == _TALK) & A_REPORT
_REPORTED = select(flags.c.id).where(_REPORT).limit(1)


async def take_back(tx: AsyncConnection, conversations: Collection[str]) -> list[SealedKey]:
    """The visitor has everything deleted: this too. The keys are for the caller to destroy."""
    theirs = thanks.c.conversation.in_(conversations)
    keys = await keys_of(tx, thanks, theirs)
    await tx.execute(delete(thanks).where(theirs))
    return keys


async def forget(
    tx: AsyncConnection, conversations: Collection[str], at: datetime
) -> list[SealedKey]:
    """Whose it was is forgotten with these; the words, then the rest, when their time is over.

    The keys are for the caller to destroy.
    """
    parted = update(thanks).where(thanks.c.conversation.in_(conversations))
    await tx.execute(parted.values(conversation=None))
    old = thanks.c.sealed.is_not(None) & (thanks.c.at <= at - WORDS_KEPT)
    keys = await keys_of(tx, thanks, old)
    await tx.execute(update(thanks).where(old).values(sealed=None, wrapped_key=DESTROYED))
    await tx.execute(delete(thanks).where(thanks.c.at <= at - KEPT))
    return keys


async def days(tx: AsyncConnection) -> set[str]:
    """Whose keys are still needed."""
    wanted = select(thanks.c.key_day).where(thanks.c.sealed.is_not(None))
    return set(await tx.scalars(wanted.distinct()))
