"""Referrals, inside somebody's transaction."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import ConversationId, PersonId, ReferralId, StaffId
from server.domain.referral import REFERRAL, Referral, ReferralState, ReferralStep, Without
from server.domain.refusal import Code, Refusal
from server.domain.sending import Sending
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import KeyGone, SealedKey, Unreadable
from server.stores.tables.core import conversations
from server.stores.tables.referrals import referrals

# What belongs to one offer alone.
ANEW: Final = (
    "confirmed_by",
    "sending",
    "tries",
    "next_at",
    "delivered_at",
    "heard",
)


class _Sealed(msgspec.Struct, frozen=True):
    reason: str
    reference: str | None
    summary: str = ""
    why_without: str = ""


async def add(tx: AsyncConnection, sealer: Sealer, key: SealedKey, referral: Referral) -> None:
    await tx.execute(
        insert(referrals).values(
            id=referral.id,
            conversation=referral.conversation,
            state=referral.state,
            sealed=_seal(sealer, key, referral),
            **row_of(referral),
        )
    )


def row_of(referral: Referral) -> dict[str, Any]:
    """What is new when it is offered, or decided."""
    without = referral.without
    return {
        "resource": referral.resource,
        "offered_by": referral.offered_by,
        "offered_at": referral.offered_at,
        "expires_at": referral.expires_at,
        "without": without and without.reason,
        "decided_by": without and without.by,
        "decided_at": without and without.at,
        "told": without and without.told,
        **dict.fromkeys(ANEW),
    }


async def talk_of(tx: AsyncConnection, id: str) -> str:
    """The conversation of this referral. Raises Refusal(NOT_FOUND)."""
    wanted = select(referrals.c.conversation).where(referrals.c.id == id)
    found: str | None = await tx.scalar(wanted)
    if found is None:
        raise Refusal(Code.NOT_FOUND)
    return found


async def one(
    db: Database, tx: AsyncConnection, sealer: Sealer, id: str
) -> tuple[Referral, SealedKey]:
    """The referral, locked, with its conversation's key."""
    found = await tx.execute(db.lock(select(referrals).where(referrals.c.id == id)))
    row = found.one_or_none()
    if row is None:
        raise Refusal(Code.NOT_FOUND)
    holder = select(conversations.c.key_day, conversations.c.wrapped_key)
    keys = (await tx.execute(holder.where(conversations.c.id == row.conversation))).one()
    key = SealedKey(keys.key_day, keys.wrapped_key)
    return referral_of(row, sealer, key), key


async def step(
    tx: AsyncConnection, referral: Referral, step: ReferralStep, more: Mapping[str, Any]
) -> ReferralState:
    state = REFERRAL.after(referral.state, step)
    here = referrals.c.id == referral.id
    await tx.execute(update(referrals).where(here).values(state=state, **more))
    return state


async def confirmed(tx: AsyncConnection, id: str, by: str) -> None:
    await tx.execute(update(referrals).where(referrals.c.id == id).values(confirmed_by=by))


def sealed_again(sealer: Sealer, key: SealedKey, referral: Referral) -> dict[str, bytes]:
    return {"sealed": _seal(sealer, key, referral)}


def _seal(sealer: Sealer, key: SealedKey, referral: Referral) -> bytes:
    words = referral.without.words if referral.without else ""
    sealed = _Sealed(referral.reason, referral.reference, referral.summary, words)
    content = msgspec.json.encode(sealed).decode()
    return sealer.words(referral.conversation, key, content, referral.id)


def _unsealed(row: Row[Any], sealer: Sealer, key: SealedKey) -> _Sealed:
    """A destroyed key must not take the wall down: the referral is shown without its words."""
    try:
        words = sealer.read_words(row.conversation, key, row.sealed, row.id)
    except (KeyGone, Unreadable):
        return _Sealed("", None)
    return msgspec.json.decode(words, type=_Sealed)


def referral_of(row: Row[Any], sealer: Sealer, key: SealedKey) -> Referral:
    content = _unsealed(row, sealer, key)
    return Referral(
        id=ReferralId(row.id),
        conversation=ConversationId(row.conversation),
        resource=row.resource,
        state=ReferralState(row.state),
        offered_by=StaffId(row.offered_by),
        offered_at=row.offered_at,
        expires_at=row.expires_at,
        reason=content.reason,
        reference=content.reference,
        ended_at=row.ended_at,
        summary=content.summary,
        without=_without(row, content.why_without),
        sending=_sending(row),
        confirmed_by=row.confirmed_by or "",
    )


def _sending(row: Row[Any]) -> Sending | None:
    if row.sending is None:
        return None
    return Sending(row.sending, row.tries, row.delivered_at, row.heard)


def _without(row: Row[Any], words: str) -> Without | None:
    if row.without is None:
        return None
    by = StaffId(PersonId(row.decided_by))
    return Without(row.without, words, by, row.decided_at, row.told)
