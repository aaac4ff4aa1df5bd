"""Who answers a visitor gets up; the visitor goes back to the head of the queue."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Kind, Member, Standing
from server.domain.duty import Availability, Duty
from server.domain.ids import PersonId, StaffId
from server.domain.load import DutyStep
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import Visit, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows import duties, last_words, visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import duties as duty_table
from server.stores.tables.core import members, wrap_ups
from server.stores.tables.core import visits as visit_table
from server.stores.tables.house import vetoes
from server.stores.talk.withdrawing import withdraw_transfer

Seat = tuple[str, str]  # a conversation and its visit
_OTHERS = members.alias()
_ANSWERED = exists().where(
    _OTHERS.c.conversation == members.c.conversation,
    _OTHERS.c.person != members.c.person,
    _OTHERS.c.role != Role.VISITOR,
    _OTHERS.c.standing == Standing.SPEAKER,
    _OTHERS.c.left_at.is_(None),
)
_LEADS_ALONE = (members.c.standing == Standing.SPEAKER) & ~_ANSWERED
_ON_DUTY = (members.c.person == duty_table.c.staff) & (members.c.role == duty_table.c.role)
_SEATS = (
    select(duty_table.c.staff, duty_table.c.role, visit_table.c.conversation, visit_table.c.id)
    .join(members, _ON_DUTY)
    .join(visit_table, visit_table.c.conversation == members.c.conversation)
    .where(
        members.c.left_at.is_(None),
        visit_table.c.state == VisitState.TALKING,
        or_(members.c.role == Role.PEER, _LEADS_ALONE),
    )
)


async def seats_of(
    tx: AsyncConnection, which: ColumnElement[bool]
) -> dict[tuple[StaffId, Role], frozenset[Seat]]:
    """Where these peers sit with a visitor now, and where these moderators do alone."""
    found: dict[tuple[StaffId, Role], frozenset[Seat]] = defaultdict(frozenset)
    for row in await tx.execute(_SEATS.where(which)):
        found[StaffId(row.staff), Role(row.role)] |= {(row.conversation, row.id)}
    return dict(found)


async def to_wrap_up(
    db: Database, tx: AsyncConnection, talk: Conversation, peer: str, at: datetime
) -> None:
    """Whoever has been lost meanwhile has nothing to wrap up.

    Who looks after a room goes on with that when they have talked with one of it alone; and with
    that one, when the room is over first.
    """
    duty = await duties.find(db, tx, peer, Role.PEER)
    if duty is None or not _is_in(duty, talk):
        return
    beside = {"talking": await _beside(tx, peer)} if talk.kind is Kind.ROOM else {}
    await duties.step(tx, duty, DutyStep.FINISH, at, beside)
    fresh = {"ended_at": at, "written_at": None, "topics": (), "debrief": False, "sealed": None}
    theirs = db.insert(wrap_ups).values(conversation=talk.id, peer=peer, **fresh)
    # Who was here before and came back writes it up anew.
    await tx.execute(theirs.on_conflict_do_update(index_elements=wrap_ups.primary_key, set_=fresh))


def _is_in(duty: Duty, talk: Conversation) -> bool:
    if talk.kind is Kind.ROOM:
        return duty.availability is Availability.HOSTING
    return duty.load.talking > 0


async def _beside(tx: AsyncConnection, peer: str) -> int:
    """With so many they talk who do not sit in the room now."""
    here = (duty_table.c.staff == peer) & (duty_table.c.role == Role.PEER)
    return len((await seats_of(tx, here)).get((StaffId(PersonId(peer)), Role.PEER), ()))


async def never_again(
    db: Database, tx: AsyncConnection, visit: Visit, gone: Member, at: datetime
) -> None:
    """Not in this visit: they are not offered to each other."""
    veto = db.insert(vetoes).values(visit=visit.id, peer=gone.person, at=at)
    await tx.execute(veto.on_conflict_do_nothing())


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
    """The visitor keeps rank, risk and words. `talk` with its backstages is locked, and `visit`.

    Who talked alone beside a room keeps the place in it until somebody from outside answers.
    """
    wake = await gets_up(db, tx, talk, gone, notice=notice, at=at)
    await visits.step(tx, visit, VisitStep.REQUEUE)
    return wake


async def gets_up(
    db: Database,
    tx: AsyncConnection,
    talk: Conversation,
    gone: Member,
    *,
    notice: Notice,
    at: datetime,
) -> Wake:
    """The visitor is told; the backstage goes with its peer. `talk` is locked as above."""
    wake = Wake(wall=True, queue=True)
    await last_words.say(tx, talk, at)
    said = await add_notice(tx, talk, notice, about=gone.person, name=gone.name, at=at)
    wake.said.append(said)
    await withdraw_transfer(db, tx, talk, at, wake)
    await talks.drop_members(tx, talk.id, at, person=gone.person)
    await talks.close_backstages(tx, talk.id, at)
    wake.look_in(talk)
    return wake
