"""What the steps of a referral have in common, inside somebody's transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Phase
from server.domain.message import Notice
from server.domain.referral import UNFINISHED, Referral, ReferralStep
from server.domain.session import Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import referrals as rows
from server.stores.rows.messages import add_notice
from server.stores.tables.referrals import referrals


@dataclass(frozen=True, slots=True)
class Told:
    """Who takes a step, and when."""

    by: Session
    at: datetime


async def put(
    db: Database, sealer: Sealer, tx: AsyncConnection, referral: Referral, step: ReferralStep
) -> str:
    """A new one, or `step` with the one that is unfinished: one at a time. Its id."""
    row = (await talks.locked(db, tx, [referral.conversation]))[referral.conversation]
    key = talks.key_of(row)
    before = await _unfinished(tx, referral.conversation)
    if before is None:
        await rows.add(tx, sealer, key, referral)
        return referral.id
    known, _ = await rows.one(db, tx, sealer, before)
    anew = replace(referral, id=known.id, state=known.state)
    more = {**rows.row_of(anew), "ended_at": None, **rows.sealed_again(sealer, key, anew)}
    await rows.step(tx, known, step, more)
    return known.id


async def _unfinished(tx: AsyncConnection, conversation: str) -> str | None:
    its = (referrals.c.conversation == conversation) & referrals.c.state.in_(tuple(UNFINISHED))
    found: str | None = await tx.scalar(select(referrals.c.id).where(its))
    return found


async def tell(
    tx: AsyncConnection,
    talk: Conversation,
    referral: Referral,
    notice: Notice,
    told: Told,
) -> Wake:
    """Everybody in the conversation is told in it; not after its end, nor of what is hidden."""
    wake = looks(talk)
    by, at = told.by, told.at
    if talk.phase is not Phase.CLOSED and not referral.hidden:
        me = talk.member(by.id)  # a visitor's session has no name, their seat has
        name = me.name if me else by.name
        wake.said.append(await add_notice(tx, talk, notice, about=by.id, name=name, at=at))
    return wake


def looks(talk: Conversation) -> Wake:
    wake = Wake(wall=True)
    wake.look_in(talk)
    return wake


async def note(tx: AsyncConnection, told: Told, did: str, about: str, *, reason: str = "") -> None:
    """Into the audit: the last thing in a transaction."""
    await audit.append(tx, at=told.at, who=told.by.id, did=did, about=about, reason=reason)
