"""Somebody goes off duty at once: whom they talk with is told, and comes before all who wait."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.duty import Availability
from server.domain.ids import PersonId, StaffId
from server.domain.load import DutyStep
from server.domain.message import Notice
from server.domain.offer import OfferState, OfferStep
from server.domain.session import Role
from server.domain.transfer import TransferState, TransferStep
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores.queue.handing_back import hand_back
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import duties, offers, transfers, visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations, members
from server.stores.tables.core import duties as duty_table
from server.stores.tables.core import offers as offer_table
from server.stores.tables.core import visits as visit_table
from server.stores.tables.house import transfers as transfer_table
from server.stores.talk.left_behind import leave_behind
from server.stores.talk.seats import gets_up, seats_of
from server.stores.talk.stepping_back import step_back
from server.stores.talk.withdrawing import freed

ROLES: Final = (Role.PEER, Role.MODERATOR)
Who = tuple[StaffId, Role]
Stays = Mapping[Who, frozenset[str]]
_STAYS = (
    select(members.c.person, members.c.role, members.c.conversation)
    .join(conversations, conversations.c.id == members.c.conversation)
    .outerjoin(visit_table, visit_table.c.conversation == members.c.conversation)
    .where(
        members.c.left_at.is_(None),
        conversations.c.about.is_(None),
        or_(members.c.role == Role.MODERATOR, visit_table.c.state == VisitState.TALKING),
    )
)


async def depart(
    calling: Calling,
    tx: AsyncConnection,
    staff: StaffId,
    at: datetime,
    roles: Iterable[Role] = ROLES,
) -> Wake:
    """By every way out: the end of a shift, a sign-out, a session or an account that ends.

    Nothing of this transaction is locked yet. Who is off duty stays so.
    """
    db, wake, going = calling.db, Wake(), tuple(roles)
    stays = await stays_of(tx, (members.c.person == staff) & members.c.role.in_(going))
    asked = await _asked(tx, staff, going)
    offered = await _offered(tx, staff) if Role.PEER in going else {}
    here = {*asked.values(), *offered.values(), *places_of(stays)}
    await lock(calling, tx, here)
    open_ = [await offers.of_peer(db, tx, id_, staff) for id_ in offered]
    theirs = (duty_table.c.staff == staff) & duty_table.c.role.in_((Role.PEER, *going))
    await duties.around(db, tx, here, theirs)
    for offer in open_:
        if offer.state is OfferState.OPEN:
            wake.add(await hand_back(db, tx, offer, OfferStep.WITHDRAW, at))
    for id_ in asked:
        await _no_more(calling, tx, id_, at, wake)
    for role in going:
        wake.add(await _off(calling, tx, staff, role, at))
    wake.add(await leave(calling, tx, stays, notice=Notice.PEER_LEFT, at=at))
    return wake


async def stays_of(tx: AsyncConnection, which: ColumnElement[bool]) -> Stays:
    """Where these members sit with a visitor as peers, and read or speak as moderators."""
    found: dict[Who, frozenset[str]] = defaultdict(frozenset)
    for row in await tx.execute(_STAYS.where(which)):
        found[StaffId(PersonId(row.person)), Role(row.role)] |= {row.conversation}
    return dict(found)


async def lock(calling: Calling, tx: AsyncConnection, here: Iterable[str]) -> None:
    """These conversations and their visits. Nothing of this transaction is locked yet."""
    ids = list(here)
    await talks.with_backstages(calling.db, tx, ids)
    theirs = select(visit_table.c.id).where(visit_table.c.conversation.in_(ids))
    await visits.locked(calling.db, tx, list(await tx.scalars(theirs)))


async def leave(
    calling: Calling, tx: AsyncConnection, stays: Stays, *, notice: Notice, at: datetime
) -> Wake:
    """They are off duty, and where they were is locked. `notice`: what a visitor is told whom
    nobody answers now. Moderators first: no peer leaves a visitor with one who goes as well.
    """
    wake = Wake()
    for who in sorted(stays, key=lambda who: (who[1] is not Role.MODERATOR, who)):
        for id_ in sorted(stays[who]):
            wake.add(await _leave(calling, tx, who, id_, notice=notice, at=at))
    return wake


async def _leave(
    calling: Calling, tx: AsyncConnection, who: Who, id: str, *, notice: Notice, at: datetime
) -> Wake:
    talk = await talks.one(calling.db, tx, id, talks.WATCHED)
    gone = talk.member(PersonId(who[0]))
    if gone is None or gone.role is not who[1]:  # they have just come out of it
        return Wake()
    if gone.role is Role.MODERATOR:  # no ghost leads, or keeps its clock from running
        return await step_back(calling, tx, talk, gone, alone=notice, at=at)
    if talk.lead is not None:  # who goes on with the visitor
        return await gets_up(calling.db, tx, talk, gone, notice=Notice.PEER_RELIEVED, at=at)
    visit = await visits.one(calling.db, tx, talk.visit)
    return await leave_behind(calling, tx, visit, talk, gone, notice=notice, at=at)


async def gravest(tx: AsyncConnection, staff: StaffId, role: Role) -> Level:
    """The highest level among those with whom they talk."""
    this = (duty_table.c.staff == staff) & (duty_table.c.role == role)
    here = [talk for some in (await seats_of(tx, this)).values() for talk, _ in some]
    wanted = select(func.max(conversations.c.level)).where(conversations.c.id.in_(here))
    return Level(await tx.scalar(wanted) or 0)


async def _off(
    calling: Calling, tx: AsyncConnection, staff: StaffId, role: Role, at: datetime
) -> Wake:
    duty = await duties.find(calling.db, tx, staff, role)
    if duty is None or duty.availability is Availability.OFF:
        return Wake()
    await duties.step(tx, duty, DutyStep.LEAVE, at)
    wake = Wake(wall=True, queue=True)
    wake.look(role, staff)
    return wake


def places_of(stays: Stays) -> set[str]:
    return {id_ for some in stays.values() for id_ in some}


async def _asked(tx: AsyncConnection, staff: StaffId, roles: tuple[Role, ...]) -> dict[str, str]:
    """The transfers that wait for their answer, each with its conversation."""
    wanted = select(transfer_table.c.id, transfer_table.c.conversation).where(
        transfer_table.c.whom == staff,
        transfer_table.c.role.in_(roles),
        transfer_table.c.state == TransferState.ASKED,
    )
    return {row.id: row.conversation for row in await tx.execute(wanted)}


async def _no_more(
    calling: Calling, tx: AsyncConnection, id: str, at: datetime, wake: Wake
) -> None:
    """As if they had said no."""
    db = calling.db
    transfer = await transfers.one(db, tx, id)
    if transfer.state is not TransferState.ASKED:
        return
    talk = await talks.one(db, tx, transfer.conversation)
    await freed(db, tx, transfer, TransferStep.DECLINE, at)
    about, notice = PersonId(transfer.asked_by), Notice.TRANSFER_OFF
    said = await add_notice(tx, talk, notice, about=about, name=transfer.name, at=at)
    wake.said.append(said)
    wake.look_in(talk)


async def _offered(tx: AsyncConnection, peer: StaffId) -> dict[str, str]:
    """Their open offers, each with its conversation."""
    wanted = select(offer_table.c.id, visit_table.c.conversation).join(
        visit_table, visit_table.c.id == offer_table.c.visit
    )
    open_ = wanted.where(offer_table.c.peer == peer, offer_table.c.state == OfferState.OPEN)
    return {row.id: row.conversation for row in await tx.execute(open_)}
