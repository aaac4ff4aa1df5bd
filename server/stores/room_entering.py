"""A visitor takes a seat in a room, or takes it again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Standing
from server.domain.ids import PersonId
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import Visit, VisitStep
from server.domain.wake import Wake
from server.stores.rows import conversations as talks
from server.stores.rows import rooms as rows
from server.stores.rows import visits
from server.stores.rows.messages import add_notice


async def enter(
    tx: AsyncConnection, talk: Conversation, visit: Visit, at: datetime, wake: Wake
) -> None:
    """The visit takes its seat: it hears what is said from now on, and nothing from before."""
    who = PersonId(visit.id)
    await visits.step(tx, visit, VisitStep.ENTER)
    came = await add_notice(tx, talk, Notice.ROOM_ENTERED, about=who, name=visit.pseudonym, at=at)
    member = Member(who, Role.VISITOR, visit.pseudonym, Standing.SPEAKER, at)
    await talks.add_member(tx, talk.id, member)
    await rows.change_seat(tx, talk.id, visit.id, {"from_seq": came.seq - 1})
    wake.said.append(came)
    wake.look(Role.VISITOR, visit.id)
    wake.talks.add(talk.id)
