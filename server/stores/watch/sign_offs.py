"""Signing an incident off: a named moderator has looked at how it ended, however that was."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Kind, Phase
from server.domain.flag import FlagState
from server.domain.ids import ConversationId, PersonId
from server.domain.incident import Ending, SignedOff, Standing
from server.domain.lifecycle import StepNotAllowed
from server.domain.referral import RUNNING
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealed_words import Reading
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import second_looks as looks
from server.stores.rows import unsaid
from server.stores.tables.core import conversations, flags
from server.stores.tables.referrals import referrals
from server.stores.tables.watch import sign_offs

_WORDS: Final = "signed off"


@dataclass(frozen=True, slots=True)
class SqlSignOffs:
    db: Database
    sealer: Sealer

    async def sign(self, conversation: str, signed: SignedOff) -> None:
        """Once; again changes nothing. Raises Refusal(NOT_FOUND), StepNotAllowed."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            if (hindrance := (await standing(tx, row)).hindrance(signed.by)) is not None:
                raise StepNotAllowed(hindrance.value)
            if await tx.scalar(_OF.where(sign_offs.c.conversation == talk.id)):
                return
            await tx.execute(insert(sign_offs).values(self._row(talk.id, row, signed)))
            await unsaid.forget_signed(tx, self.sealer, talk.id)
            await audit.append(
                tx,
                at=signed.at,
                who=signed.by,
                did="sign_off_incident",
                about=conversation,
                reason=signed.ending.value,
            )

    def _row(self, talk: ConversationId, row: Row[Any], signed: SignedOff) -> dict[str, Any]:
        bare = row.wrapped_key == DESTROYED
        return {
            "conversation": talk,
            "by": signed.by,
            "at": signed.at,
            "ending": signed.ending,
            "sealed": None
            if bare
            else self.sealer.words(talk, talks.key_of(row), signed.words, _WORDS),
        }


async def standing(tx: AsyncConnection, row: Row[Any]) -> Standing:
    """Of the conversation of this row."""
    raised = (flags.c.conversation == row.id) & (flags.c.reported == "")
    unresolved = raised & (flags.c.state != FlagState.RESOLVED)
    sent = (await tx.execute(select(referrals).where(referrals.c.conversation == row.id))).all()
    return Standing(
        has_ended=row.phase == Phase.CLOSED,
        unresolved=await tx.scalar(select(func.count()).where(unresolved)) or 0,
        carried=sum(one.state in RUNNING for one in sent),
        decided_by=frozenset(one.decided_by for one in sent if one.decided_by),
        unseconded=await looks.open_of(tx, row.id),
    )


async def signed(tx: AsyncConnection, conversation: str, reading: Reading) -> SignedOff | None:
    of = select(sign_offs).where(sign_offs.c.conversation == conversation)
    row = (await tx.execute(of)).one_or_none()
    if row is None:
        return None
    words = reading(row.sealed, _WORDS)
    return SignedOff(PersonId(row.by), row.at, Ending(row.ending), words)


_OF: Final = select(sign_offs.c.conversation)
UNSIGNED: Final = (
    (conversations.c.kind == Kind.ONE_TO_ONE)
    & text("conversations.phase = 'closed' AND conversations.top_level >= 3")  # the index's own
    & (conversations.c.wrapped_key != DESTROYED)
    & conversations.c.id.not_in(_OF)
)
"""Ended, grave, and nobody has signed it off; without those whose words are deleted."""
