"""Conversations and their members, inside somebody's transaction."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import CONVERSATION, Conversation, Kind, Member, Phase, PhaseStep
from server.domain.conversation import Standing as Stand
from server.domain.ids import ConversationId, PersonId, VisitId
from server.domain.path import Path
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores.database import Database
from server.stores.keys.vault import SealedKey
from server.stores.rows import exposures
from server.stores.tables.core import conversations, members, visits
from server.stores.tables.mentoring import mentorship_of
from server.stores.tables.rooms import seats

WATCHED = (Kind.ONE_TO_ONE, Kind.ROOM)  # what moderators look after

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_THESE = select(conversations).where(conversations.c.id.in_(_IDS)).order_by(conversations.c.id)
_THESE_LOCKED = _THESE.with_for_update()
_ITS_ROOM = (
    select(seats.c.room)
    .join(visits, visits.c.id == seats.c.visit)
    .where(visits.c.conversation.in_(_IDS), seats.c.ended_at.is_(None))
)
_OWN = (conversations.c.id, conversations.c.about)
_WITH_BACKSTAGES = (
    select(conversations)
    .where(or_(*(column.in_(_IDS) for column in _OWN), conversations.c.id.in_(_ITS_ROOM)))
    .order_by(conversations.c.id)
)
_WITH_BACKSTAGES_LOCKED = _WITH_BACKSTAGES.with_for_update()
_PRESENT = (
    select(members)
    .where(members.c.conversation.in_(_IDS), members.c.left_at.is_(None))
    .order_by(members.c.joined_at, members.c.person)
)


def key_of(row: Row[Any]) -> SealedKey:
    return SealedKey(row.key_day, row.wrapped_key)


async def add(tx: AsyncConnection, conversation: Conversation, key: SealedKey) -> None:
    await tx.execute(
        insert(conversations).values(
            id=conversation.id,
            kind=conversation.kind,
            visit=conversation.visit,
            about=conversation.about,
            backstage=conversation.backstage,
            phase=conversation.phase,
            level=conversation.level,
            top_level=conversation.level,
            last_seq=conversation.last_seq,
            key_day=key.day,
            wrapped_key=key.wrapped,
            opened_at=conversation.opened_at,
        )
    )
    for member in conversation.members:
        await add_member(tx, conversation.id, member)


async def add_member(tx: AsyncConnection, conversation: str, member: Member) -> None:
    """Put somebody in, or back in, with their present standing."""
    here = (members.c.conversation == conversation) & (members.c.person == member.person)
    who = {"role": member.role, "name": member.name, "standing": member.standing}
    values = {**who, "joined_at": member.joined_at, "left_at": None}
    known = await tx.execute(update(members).where(here).values(values))
    if not known.rowcount:
        await tx.execute(
            insert(members).values(conversation=conversation, person=member.person, **values)
        )


async def drop_members(
    tx: AsyncConnection, conversation: str, at: datetime, *, person: str | None = None
) -> None:
    """Take one person out of it and of its backstages, or everybody but the visitor."""
    who = members.c.person == person if person else members.c.role != Role.VISITOR
    its = or_(conversations.c.id == conversation, conversations.c.about == conversation)
    here = members.c.conversation.in_(select(conversations.c.id).where(its))
    await exposures.note(tx, conversation, who, at)
    await tx.execute(
        update(members).where(here, who, members.c.left_at.is_(None)).values(left_at=at)
    )


async def close_backstages(tx: AsyncConnection, about: str, at: datetime) -> None:
    """Its peer is gone: nobody whispers or reads there any more."""
    its = conversations.c.about == about
    within = members.c.conversation.in_(select(conversations.c.id).where(its))
    there = within & members.c.left_at.is_(None)
    await tx.execute(update(members).where(there).values(left_at=at))
    await tx.execute(update(conversations).where(its).values(phase=Phase.CLOSED))
    here = conversations.c.id == about
    await tx.execute(update(conversations).where(here).values(backstage=None))


async def locked(db: Database, tx: AsyncConnection, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """The rows, locked until the transaction ends; always in the order of their ids."""
    found = await tx.execute(_THESE if db.is_sqlite else _THESE_LOCKED, {"ids": sorted(ids)})
    return {row.id: row for row in found}


async def with_backstages(
    db: Database, tx: AsyncConnection, ids: Iterable[str]
) -> dict[str, Row[Any]]:
    """Their rows, those of their backstages and of the rooms in which their visitors sit.

    Locked as by `locked`. Whoever changes anything of a conversation does this before anything
    else, and only once: then no two transactions can wait for each other. Afterwards come visits,
    offers and duties, each in the order of their ids; the audit is last.
    """
    wanted = _WITH_BACKSTAGES if db.is_sqlite else _WITH_BACKSTAGES_LOCKED
    return {row.id: row for row in await tx.execute(wanted, {"ids": sorted(ids)})}


async def one(
    db: Database, tx: AsyncConnection, id: str, kinds: Collection[Kind] = (Kind.ONE_TO_ONE,)
) -> Conversation:
    """One conversation with its present members, locked with its backstages.

    Raises Refusal(NOT_FOUND), also for a backstage: that is nothing by itself.
    """
    row = (await with_backstages(db, tx, [id])).get(id)
    if row is None or row.kind not in kinds:
        raise Refusal(Code.NOT_FOUND)
    return conversation_of(row, (await present_members(tx, [id])).get(id, ()))


async def known(tx: AsyncConnection, id: str) -> Conversation:
    """One that is locked already, of whatever kind."""
    row = (await tx.execute(_THESE, {"ids": [id]})).one()
    return conversation_of(row, (await present_members(tx, [id])).get(id, ()))


async def present_members(tx: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[Member, ...]]:
    by_conversation: dict[str, tuple[Member, ...]] = {}
    for row in await tx.execute(_PRESENT, {"ids": list(ids)}):
        known = by_conversation.get(row.conversation, ())
        by_conversation[row.conversation] = (*known, member_of(row))
    return by_conversation


async def backstage(tx: AsyncConnection, id: str) -> str | None:
    """The backstage of this conversation, where it has one."""
    return await tx.scalar(select(conversations.c.backstage).where(conversations.c.id == id))


async def step(tx: AsyncConnection, conversation: Conversation, step: PhaseStep) -> Phase:
    phase = CONVERSATION.after(conversation.phase, step)
    here = conversations.c.id == conversation.id
    await tx.execute(update(conversations).where(here).values(phase=phase))
    return phase


def member_of(row: Row[Any]) -> Member:
    return Member(
        PersonId(row.person), Role(row.role), row.name, Stand(row.standing), row.joined_at
    )


def conversation_of(row: Row[Any], present: tuple[Member, ...]) -> Conversation:
    return Conversation(
        id=ConversationId(row.id),
        kind=Kind(row.kind),
        visit=VisitId(row.visit),
        phase=Phase(row.phase),
        level=Level(row.level),
        last_seq=row.last_seq,
        opened_at=row.opened_at,
        members=present,
        backstage=row.backstage and ConversationId(row.backstage),
        about=row.about and ConversationId(row.about),
        path=row.path and Path(row.path),
        led_by=row.led_by,
        mentorship=mentorship_of(row),
        held_from=row.held_from,
        held_until=row.held_until,
    )


def require_speaker(talk: Conversation, person: str) -> None:
    """Strangers and readers can't tell whether it exists: Refusal(NOT_FOUND)."""
    if not talk.may_speak(PersonId(person)):
        raise Refusal(Code.NOT_FOUND)
