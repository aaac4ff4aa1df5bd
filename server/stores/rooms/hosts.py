"""What those do who look after a room: come in, lock it, slow it down, step out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Standing
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.message import Message, Notice
from server.domain.refusal import Code, Refusal
from server.domain.room import ROUND, Room, RoomState, RoomStep
from server.domain.session import Role, Session
from server.domain.training import Work
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.queue.counting import staffing
from server.stores.rows import conversations as talks
from server.stores.rows import duties
from server.stores.rows import rooms as rows
from server.stores.rows.certificates import Qualified
from server.stores.rows.messages import add_notice
from server.stores.rows.on_hold import is_held
from server.stores.talk.seats import to_wrap_up


@dataclass(frozen=True, slots=True)
class SqlRoomHosts:
    db: Database
    qualified: Qualified

    async def host(self, peer: Session, id: str, at: datetime, seen_since: datetime) -> Wake:
        """Come in as one of the two who look after it. With the facilitator there it opens."""
        async with self.db.write() as tx:
            room, talk = await rows.one(self.db, tx, id)
            if not room.is_host(peer.id):
                raise Refusal(Code.NOT_FOUND)
            await self._may_host(tx, room, peer, at, seen_since)
            duty = await duties.find(self.db, tx, peer.id, Role.PEER)
            if duty is None:
                raise StepNotAllowed("not on shift")
            await duties.step(tx, duty, DutyStep.HOST, at)
            wake = await self._come_in(tx, talk, peer, at)
            inside = {peer.id, *(member.person for member in talk.members)}
            if room.state is RoomState.SCHEDULED and room.facilitator in inside:
                await rows.step(tx, room, RoomStep.OPEN)
                wake.everybody = True
            return wake

    async def step_out(self, peer: Session, id: str, at: datetime) -> Wake:
        """Somebody else goes on; where there is nobody else, nobody new comes in."""
        async with self.db.write() as tx:
            room, talk = await rows.one(self.db, tx, id)
            rows.require_host(room, talk, peer.id)
            await self._may_step_out(tx, room, peer)
            return await leave_as_host(self.db, tx, (room, talk), peer.id, at)

    async def lock(self, peer: Session, id: str, at: datetime, *, on: bool) -> Wake:
        """Nobody new comes in; who is in it goes on."""
        notice = Notice.ROOM_LOCKED if on else Notice.ROOM_UNLOCKED
        step = RoomStep.LOCK if on else RoomStep.UNLOCK
        async with self.db.write() as tx:
            room, talk = await rows.one(self.db, tx, id)
            rows.require_host(room, talk, peer.id)
            before = room.state
            wake = all_look(talk)
            if await rows.step(tx, room, step) is not before:
                wake.said.append(await _notice(tx, talk, notice, peer, at))
            return wake

    async def slow(self, peer: Session, id: str, seconds: int, at: datetime) -> Wake:
        """So long between two messages of one visitor; 0 for no wait."""
        async with self.db.write() as tx:
            room, talk = await rows.one(self.db, tx, id)
            rows.require_host(room, talk, peer.id)
            await rows.change(tx, room, {"slow": seconds})
            wake = all_look(talk)
            wake.said.append(await _notice(tx, talk, Notice.ROOM_SLOW, peer, at))
            return wake

    async def last_round(self, peer: Session, id: str, at: datetime) -> Wake:
        """Nobody new comes in, everybody says goodbye, and then its clock closes it."""
        async with self.db.write() as tx:
            room, talk = await rows.one(self.db, tx, id)
            rows.require_host(room, talk, peer.id)
            await rows.step(tx, room, RoomStep.LOCK)
            await rows.change(tx, room, {"closes_at": min(room.closes_at, at + ROUND)})
            wake = all_look(talk)
            wake.said.append(await _notice(tx, talk, Notice.ROOM_ROUND, peer, at))
            return wake

    async def _may_host(
        self, tx: AsyncConnection, room: Room, peer: Session, at: datetime, seen_since: datetime
    ) -> None:
        """Raises Refusal(CLOSED) while no moderator is on duty."""
        elsewhere, who = await rows.hosted_by(tx, peer.id), StaffId(peer.id)
        trained = await self.qualified.levels(tx, [who], Work.ROOM, at)
        may = who in trained and who in await rows.may_facilitate(tx, [who])
        if not room.is_near(at) or not may or elsewhere not in (None, room.id):
            raise StepNotAllowed("not now, or not this one")
        if await is_held(tx, peer.id) and elsewhere != room.id:
            raise StepNotAllowed("on hold")
        if (await staffing(tx, seen_since)).moderators == 0:
            raise Refusal(Code.CLOSED)

    async def _come_in(
        self, tx: AsyncConnection, talk: Conversation, peer: Session, at: datetime
    ) -> Wake:
        wake = all_look(talk)
        wake.look(Role.PEER, peer.id)
        if talk.member(peer.id) is None:
            member = Member(peer.id, Role.PEER, peer.name, Standing.SPEAKER, at)
            await talks.add_member(tx, talk.id, member)
            wake.said.append(await _notice(tx, talk, Notice.ROOM_HOST, peer, at))
        return wake

    async def _may_step_out(self, tx: AsyncConnection, room: Room, peer: Session) -> None:
        """Nobody is left alone with whom they talk."""
        if await rows.talks_alone(tx, room.id, peer.id):
            raise StepNotAllowed("they talk with somebody alone")


async def leave_as_host(
    db: Database,
    tx: AsyncConnection,
    place: tuple[Room, Conversation],
    peer: PersonId,
    at: datetime,
) -> Wake:
    """The room is locked. Without anybody to look after it nobody new comes in."""
    room, talk = place
    wake, gone = all_look(talk), talk.member(peer)
    if gone is None:
        return wake
    left = await add_notice(tx, talk, Notice.ROOM_HOST_LEFT, about=peer, name=gone.name, at=at)
    wake.said.append(left)
    others = [m for m in talk.members if room.is_host(m.person) and m.person != peer]
    if not others and room.state is not RoomState.SCHEDULED:
        await rows.step(tx, room, RoomStep.LOCK)
        alone = Notice.ROOM_UNHOSTED
        wake.said.append(await add_notice(tx, talk, alone, about=peer, name=gone.name, at=at))
    await talks.drop_members(tx, talk.id, at, person=peer)
    await to_wrap_up(db, tx, talk, peer, at)
    return wake


async def _notice(
    tx: AsyncConnection, talk: Conversation, notice: Notice, by: Session, at: datetime
) -> Message:
    return await add_notice(tx, talk, notice, about=by.id, name=by.name, at=at)


def all_look(talk: Conversation) -> Wake:
    wake = Wake(wall=True, queue=True)
    for member in talk.members:
        wake.look(member.role, member.person)
    return wake
