"""Who answers a visitor gets up; the visitor goes back to the head of the queue."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Kind, Member
from server.domain.duty import DutyState, DutyStep
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import Visit, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows import duties, visits
from server.stores.rows.messages import add_notice
from server.stores.tables import wrap_ups
from server.stores.withdrawing import withdraw_transfer


async def to_wrap_up(
    db: Database, tx: AsyncConnection, talk: Conversation, peer: str, at: datetime
) -> None:
    """Whoever has been lost meanwhile has nothing to wrap up.

    Who looks after a room goes on with that when they have talked with one of it alone.
    """
    duty = await duties.find(db, tx, peer, Role.PEER)
    busy = DutyState.HOSTING if talk.kind is Kind.ROOM else DutyState.TALKING
    if duty is None or duty.state is not busy:
        return
    await duties.step(tx, duty, DutyStep.FINISH, at)
    fresh = {"ended_at": at, "written_at": None, "topics": (), "debrief": False, "sealed": None}
    theirs = db.insert(wrap_ups).values(conversation=talk.id, peer=peer, **fresh)
    # Who was here before and came back writes it up anew.
    await tx.execute(theirs.on_conflict_do_update(index_elements=wrap_ups.primary_key, set_=fresh))


async def to_the_head(
    db: Database,
    tx: AsyncConnection,
    visit: Visit,
    talk: Conversation,
    gone: Member,
    *,
    notice: Notice,
    at: datetime,
) -> Wake:
    """The visitor keeps rank, risk and words; the backstage goes with its peer.

    `talk` with its backstages is locked, and `visit`.
    """
    wake = Wake(wall=True, queue=True)
    said = await add_notice(tx, talk, notice, about=gone.person, name=gone.name, at=at)
    wake.said.append(said)
    await withdraw_transfer(db, tx, talk, at, wake)
    await talks.drop_members(tx, talk.id, at, person=gone.person)
    await talks.close_backstages(tx, talk.id, at)
    await visits.step(tx, visit, VisitStep.REQUEUE)
    wake.look_in(talk)
    return wake
