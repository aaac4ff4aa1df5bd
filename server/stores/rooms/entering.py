"""A visitor takes a seat in a room, or takes it again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Standing
from server.domain.ids import PersonId
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import Visit
from server.domain.wake import Wake
from server.stores.rows import conversations as talks
from server.stores.rows import rooms as rows
from server.stores.rows.messages import add_notice
from server.stores.tables.core import members


async def enter(
    tx: AsyncConnection, talk: Conversation, visit: Visit, at: datetime, wake: Wake
) -> None:
    """The visit takes its seat: it hears what is said from now on, and nothing from before.

    Who was muted before is muted still.
    """
    who = PersonId(visit.id)
    standing = await _standing(tx, talk.id, who)
    came = await add_notice(tx, talk, Notice.ROOM_ENTERED, about=who, name=visit.pseudonym, at=at)
    member = Member(who, Role.VISITOR, visit.pseudonym, standing, at)
    await talks.add_member(tx, talk.id, member)
    await rows.change_seat(tx, talk.id, visit.id, {"from_seq": came.seq - 1})
    wake.said.append(came)
    wake.look(Role.VISITOR, visit.id)
    wake.talks.add(talk.id)


async def _standing(tx: AsyncConnection, room: str, who: PersonId) -> Standing:
    here = (members.c.conversation == room) & (members.c.person == who)
    before: str | None = await tx.scalar(select(members.c.standing).where(here))
    return Standing(before) if before else Standing.SPEAKER
