"""Somebody goes off duty at once: whom they talk with is told, and comes before all who wait."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.duty import Availability, Duty
from server.domain.ids import PersonId, StaffId
from server.domain.load import DutyStep
from server.domain.message import Notice
from server.domain.offer import OfferState, OfferStep
from server.domain.session import Role
from server.domain.transfer import TransferState, TransferStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.queue.handing_back import hand_back
from server.stores.rows import conversations as talks
from server.stores.rows import duties, offers, transfers, visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations, members
from server.stores.tables.core import duties as duty_table
from server.stores.tables.core import offers as offer_table
from server.stores.tables.core import visits as visit_table
from server.stores.tables.house import transfers as transfer_table
from server.stores.talk.seats import Seat, gets_up, seats_of, to_the_head
from server.stores.talk.stepping_back import step_back
from server.stores.talk.withdrawing import freed

ROLES = (Role.PEER, Role.MODERATOR)


async def depart(
    db: Database, tx: AsyncConnection, staff: StaffId, at: datetime, roles: Iterable[Role] = ROLES
) -> Wake:
    """By every way out: the end of a shift, a sign-out, a session or an account that ends.

    Nothing of this transaction is locked yet. Who is off duty stays so.
    """
    wake, going = Wake(), tuple(roles)
    theirs = (duty_table.c.staff == staff) & duty_table.c.role.in_(going)
    seats = [seat for some in (await seats_of(tx, theirs)).values() for seat in some]
    asked = await _asked(tx, staff, going)
    offered = await _offered(tx, staff) if Role.PEER in going else {}
    watched = await _watched(tx, staff) if Role.MODERATOR in going else []
    here = {talk for talk, _ in seats} | set(asked.values()) | set(offered.values())
    here |= set(watched)
    await talks.with_backstages(db, tx, here)
    await visits.locked(db, tx, await _visits(tx, here))
    for id_ in offered:
        offer = await offers.of_peer(db, tx, id_, staff)
        if offer.state is OfferState.OPEN:
            wake.add(await hand_back(db, tx, offer, OfferStep.WITHDRAW, at))
    for id_ in asked:
        await _no_more(db, tx, id_, at, wake)
    for role in going:
        wake.add(await _off(db, tx, staff, role, at))
    for id_ in watched:
        wake.add(await _steps_back(db, tx, id_, staff, at))
    return wake


async def gravest(tx: AsyncConnection, staff: StaffId, role: Role) -> Level:
    """The highest level among those with whom they talk."""
    this = (duty_table.c.staff == staff) & (duty_table.c.role == role)
    here = [talk for some in (await seats_of(tx, this)).values() for talk, _ in some]
    wanted = select(func.max(conversations.c.level)).where(conversations.c.id.in_(here))
    return Level(await tx.scalar(wanted) or 0)


async def _off(db: Database, tx: AsyncConnection, staff: StaffId, role: Role, at: datetime) -> Wake:
    duty = await duties.find(db, tx, staff, role)
    if duty is None or duty.availability is Availability.OFF:
        return Wake()
    wake = Wake(wall=True, queue=True)
    this = (duty_table.c.staff == staff) & (duty_table.c.role == role)
    seats = (await seats_of(tx, this)).get(duty.who, frozenset())
    await duties.step(tx, duty, DutyStep.LEAVE, at)
    wake.look(role, staff)
    for seat in sorted(seats):
        wake.add(await _back_to_the_head(db, tx, duty, seat, at))
    return wake


async def _back_to_the_head(
    db: Database, tx: AsyncConnection, duty: Duty, seat: Seat, at: datetime
) -> Wake:
    talk = await talks.one(db, tx, seat[0])
    visit = await visits.one(db, tx, seat[1])
    gone = next(m for m in talk.members if m.person == PersonId(duty.staff))
    if duty.role is Role.PEER and talk.lead is not None:  # who goes on with the visitor
        return await gets_up(db, tx, talk, gone, notice=Notice.PEER_RELIEVED, at=at)
    return await to_the_head(db, tx, visit, talk, gone, notice=Notice.PEER_LEFT, at=at)


async def _watched(tx: AsyncConnection, moderator: StaffId) -> list[str]:
    """Where they read along, or speak beside a peer."""
    inside = (members.c.person == moderator) & members.c.left_at.is_(None)
    wanted = (
        select(members.c.conversation)
        .join(conversations, conversations.c.id == members.c.conversation)
        .where(inside, members.c.role == Role.MODERATOR, conversations.c.about.is_(None))
    )
    return list(await tx.scalars(wanted))


async def _steps_back(
    db: Database, tx: AsyncConnection, conversation: str, moderator: StaffId, at: datetime
) -> Wake:
    """No ghost leads a conversation, or keeps its clock from running."""
    talk = await talks.one(db, tx, conversation, talks.WATCHED)
    gone = talk.member(PersonId(moderator))
    if gone is None or gone.role is not Role.MODERATOR:  # it was their seat: they are out of it
        return Wake()
    return await step_back(db, tx, talk, gone, at)


async def _asked(tx: AsyncConnection, staff: StaffId, roles: tuple[Role, ...]) -> dict[str, str]:
    """The transfers that wait for their answer, each with its conversation."""
    wanted = select(transfer_table.c.id, transfer_table.c.conversation).where(
        transfer_table.c.whom == staff,
        transfer_table.c.role.in_(roles),
        transfer_table.c.state == TransferState.ASKED,
    )
    return {row.id: row.conversation for row in await tx.execute(wanted)}


async def _no_more(db: Database, tx: AsyncConnection, id: str, at: datetime, wake: Wake) -> None:
    """As if they had said no."""
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


async def _visits(tx: AsyncConnection, conversations: Iterable[str]) -> list[str]:
    wanted = select(visit_table.c.id).where(visit_table.c.conversation.in_(list(conversations)))
    return list(await tx.scalars(wanted))
