"""Rooms are planned for later, opened for now, and called off."""

from dataclasses import dataclass
from datetime import timedelta

from server.contract.room_requests import (
    EndRoom,
    Facilitator,
    PlannedRoom,
    PlanRoom,
    Rooms,
    ShowRooms,
)
from server.domain.ids import ConversationId, PersonId, RoomId, StaffId
from server.domain.room import Room, RoomState, check_plan
from server.domain.room_pictures import RoomPicture
from server.domain.session import Role, Session
from server.domain.staff import BadField, StaffMember
from server.services.ports import Hints, NewId, Now
from server.services.rooms import ports


@dataclass(frozen=True, slots=True)
class Planning:
    """`languages` and `topics` are the service's; `away` counts as not there."""

    rooms: ports.Rooms
    hints: Hints
    now: Now
    new_id: NewId
    languages: frozenset[str]
    topics: frozenset[str]
    away: timedelta

    async def show(self, _: StaffMember, __: ShowRooms) -> Rooms:
        planned = await self.rooms.planned(self.now() - self.away)
        people = await self.rooms.facilitators()
        return Rooms(
            rooms=tuple(map(_planned, planned)),
            facilitators=tuple(Facilitator(id=id_, name=name) for id_, name in people),
        )

    async def plan(self, by: StaffMember, asked: PlanRoom) -> None:
        """Raises BadField."""
        for name, value, known in (
            ("topic", asked.topic, self.topics),
            ("language", asked.language, self.languages),
        ):
            if value not in known:
                raise BadField(name, "Expected one of this service")
        at = self.now()
        room = check_plan(self._room(asked), at)
        self.hints.spread(await self.rooms.plan(room, by.id, at))

    async def end(self, by: StaffMember, asked: EndRoom) -> None:
        session = Session(PersonId(by.id), Role.MODERATOR, by.name)
        for wake in await self.rooms.end(session, asked.room, self.now()):
            self.hints.spread(wake)

    def _room(self, asked: PlanRoom) -> Room:
        opens_at = asked.opens_at or self.now()
        return Room(
            id=RoomId(ConversationId(self.new_id())),
            topic=asked.topic,
            language=asked.language,
            capacity=asked.capacity,
            state=RoomState.SCHEDULED,
            opens_at=opens_at,
            closes_at=opens_at + timedelta(minutes=asked.minutes),
            facilitator=_staff(asked.facilitator),
            co_facilitator=_staff(asked.co_facilitator),
        )


def _staff(id: str) -> StaffId:
    return StaffId(PersonId(id))


def _planned(picture: RoomPicture) -> PlannedRoom:
    room, names = picture.room, picture.names
    return PlannedRoom(
        id=room.id,
        topic=room.topic,
        language=room.language,
        state=room.state,
        opens_at=room.opens_at,
        closes_at=room.closes_at,
        capacity=room.capacity,
        taken=len(picture.taken),
        at_door=len(picture.door),
        facilitator=names.get(room.facilitator, ""),
        co_facilitator=names.get(room.co_facilitator, ""),
    )
