"""What is asked of a second person, inside somebody's transaction."""

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Row, Select, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.ids import ConversationId, FlagId, PersonId, StaffId
from server.domain.refusal import Code, Refusal
from server.domain.second_look import Asked, LookState, Matter, SecondLook
from server.stores.database import Database
from server.stores.keys.sealed_words import Reading
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.tables.core import conversations, visits
from server.stores.tables.second_looks import second_looks


class _Sealed(msgspec.Struct, frozen=True):
    words: str = ""
    summary: str = ""


async def add(tx: AsyncConnection, sealer: Sealer, talk: Row[Any], look: SecondLook) -> None:
    """`talk` is its conversation's row, locked."""
    row = {
        "id": look.id,
        "conversation": look.conversation,
        "matter": look.matter,
        "state": look.state,
        "asked_by": look.asked_by,
        "asked_at": look.asked_at,
        "flag": look.flag,
        "until": look.until,
        **_meant(sealer, talk, look),
    }
    await tx.execute(insert(second_looks).values(row))


async def done(tx: AsyncConnection, sealer: Sealer, talk: Row[Any], look: SecondLook) -> None:
    """It is done before anybody has answered, as it is meant by now."""
    here = second_looks.c.id == look.id
    await tx.execute(update(second_looks).where(here).values(_meant(sealer, talk, look)))


async def answered(tx: AsyncConnection, sealer: Sealer, talk: Row[Any], look: SecondLook) -> None:
    """Where the words are gone, the answer's are not kept either."""
    key, bare = talks.key_of(talk), talk.wrapped_key == DESTROYED
    row = {
        "state": look.state,
        "acted_at": look.acted_at,
        "referral": look.referral,
        "answered_by": look.answered_by,
        "answered_at": look.answered_at,
        "answer": None if bare else sealer.words(talk.id, key, look.answer, _said(look.id)),
    }
    await tx.execute(update(second_looks).where(second_looks.c.id == look.id).values(row))


async def locked(db: Database, tx: AsyncConnection, sealer: Sealer, id: str) -> SecondLook:
    """Its conversation first: that is the order of all locks. Raises Refusal(NOT_FOUND)."""
    whose = await tx.scalar(select(second_looks.c.conversation).where(second_looks.c.id == id))
    if whose is None:
        raise Refusal(Code.NOT_FOUND)
    await talks.locked(db, tx, [whose])
    row = (await tx.execute(WITH_KEYS.where(second_looks.c.id == id))).one_or_none()
    if row is None:
        raise Refusal(Code.NOT_FOUND)
    return look_of(row, sealer)


async def newest(
    tx: AsyncConnection, sealer: Sealer, conversation: str, matter: Matter
) -> SecondLook | None:
    """What was asked last about this conversation, which is locked."""
    row = (await tx.execute(_NEWEST, {"talk": conversation, "matter": matter})).one_or_none()
    return look_of(row, sealer) if row else None


async def others_open(tx: AsyncConnection, look: SecondLook) -> bool:
    """Does another question wait under the same flag?"""
    same = (second_looks.c.flag == look.flag) & (second_looks.c.id != look.id)
    wanted = select(second_looks.c.id).where(same, second_looks.c.state == LookState.ASKED)
    return await tx.scalar(wanted.limit(1)) is not None


async def open_of(tx: AsyncConnection, conversation: str) -> int:
    """How many of its questions nobody has answered."""
    here = (second_looks.c.conversation == conversation) & (second_looks.c.state == LookState.ASKED)
    here &= second_looks.c.matter == Matter.WITHOUT_CONSENT
    return await tx.scalar(select(func.count()).where(here)) or 0


async def of(
    tx: AsyncConnection, sealer: Sealer, conversation: str, *, words: bool
) -> list[SecondLook]:
    """The oldest first."""
    here = WITH_KEYS.where(second_looks.c.conversation == conversation)
    found = await tx.execute(here.order_by(second_looks.c.asked_at, second_looks.c.id))
    return [look_of(row, sealer, words=words) for row in found]


async def on_walls(tx: AsyncConnection, sealer: Sealer) -> dict[ConversationId, Asked]:
    """Of each conversation what waits for a yes, else what is open, else the newest."""
    found = sorted((asked_of(row, sealer) for row in await tx.execute(_ON_WALLS)), key=_weight)
    return {one.look.conversation: one for one in found}


def _weight(asked: Asked) -> tuple[bool, bool, datetime]:
    return asked.look.waits, asked.look.is_open, asked.look.asked_at


def asked_of(row: Row[Any], sealer: Sealer) -> Asked:
    """From a row of SHOWN."""
    return Asked(look_of(row, sealer), row.pseudonym or "", Level(row.level))


def look_of(row: Row[Any], sealer: Sealer, *, words: bool = True) -> SecondLook:
    """From a row of WITH_KEYS."""
    reading = Reading(sealer, ConversationId(row.conversation), talks.key_of(row), words)
    content = reading(row.sealed, row.id)
    sealed = msgspec.json.decode(content, type=_Sealed) if content else _Sealed()
    return SecondLook(
        id=row.id,
        conversation=ConversationId(row.conversation),
        matter=Matter(row.matter),
        state=LookState(row.state),
        asked_by=StaffId(PersonId(row.asked_by)),
        asked_at=row.asked_at,
        reason=row.reason,
        words=sealed.words,
        resource=row.resource,
        summary=sealed.summary,
        acted_at=row.acted_at,
        referral=row.referral,
        flag=row.flag and FlagId(row.flag),
        answered_by=row.answered_by and StaffId(PersonId(row.answered_by)),
        answered_at=row.answered_at,
        answer=reading(row.answer, _said(row.id)),
        until=row.until,
        lifted_by=row.lifted_by and StaffId(PersonId(row.lifted_by)),
    )


def _meant(sealer: Sealer, talk: Row[Any], look: SecondLook) -> dict[str, Any]:
    content = msgspec.json.encode(_Sealed(look.words, look.summary)).decode()
    return {
        "reason": look.reason,
        "resource": look.resource,
        "sealed": sealer.words(talk.id, talks.key_of(talk), content, look.id),
        "acted_at": look.acted_at,
        "referral": look.referral,
    }


def sealed_why(sealer: Sealer, talk: Row[Any], id: str, words: str) -> bytes:
    """Why a legal hold was lifted."""
    return sealer.words(talk.id, talks.key_of(talk), words, f"{id} lifted")


def _said(id: str) -> str:
    """What an answer is sealed for."""
    return f"{id} answer"


WITH_KEYS: Final[Select[Any]] = select(
    second_looks, conversations.c.key_day, conversations.c.wrapped_key
).join(conversations, conversations.c.id == second_looks.c.conversation)
SHOWN: Final = WITH_KEYS.add_columns(conversations.c.level, visits.c.pseudonym).outerjoin(
    visits, visits.c.conversation == conversations.c.id
)
_ON_WALLS: Final = SHOWN.where(
    second_looks.c.matter == Matter.WITHOUT_CONSENT,
    or_(second_looks.c.state == LookState.ASKED, conversations.c.phase != Phase.CLOSED),
)
_NEWEST: Final = (
    WITH_KEYS.where(
        second_looks.c.conversation == bindparam("talk"),
        second_looks.c.matter == bindparam("matter"),
    )
    .order_by(second_looks.c.asked_at.desc(), second_looks.c.id.desc())
    .limit(1)
)
