"""Rooms as they stand on the pages of visitors and of those who look after them."""

from datetime import datetime

from msgspec.structs import replace

from server.contract.room_staff_views import DeskRoom, RoomPerson
from server.contract.room_views import RoomCard, RoomHere
from server.contract.staff_views import WallConversation
from server.contract.views import Company, VisitView
from server.domain.conversation import Standing
from server.domain.ids import PersonId
from server.domain.room_pictures import OUT, RoomPicture, SeatPicture
from server.domain.session import Role
from server.domain.visit import Visit, VisitState
from server.services.risk.cards import PINNED_FROM, Cards

QUEUED = (VisitState.WAITING, VisitState.OFFERED)


def room_card(picture: RoomPicture, at: datetime) -> RoomCard:
    room = picture.room
    return RoomCard(
        id=room.id,
        topic=room.topic,
        language=room.language,
        state=room.state,
        opens_at=room.opens_at,
        closes_at=room.closes_at,
        capacity=room.capacity,
        taken=len(picture.taken),
        at_door=len(picture.door),
        near=room.is_near(at),
    )


def in_room(view: VisitView, picture: RoomPicture, visit: Visit) -> VisitView:
    """The page of who has a seat. In the room they speak and hear there; help and referrals stay
    those of their own conversation.
    """
    seat = picture.seat_of(visit.id)
    if seat is None:
        return view
    view = replace(view, room=_here(picture, seat))
    if visit.state is not VisitState.IN_ROOM:
        return view
    return replace(
        view,
        conversation=picture.talk.id,
        phase=picture.talk.phase,
        last_seq=picture.talk.last_seq,
        from_seq=seat.from_seq,
        received=0,
        company=room_company(picture, visit.id),
    )


def _here(picture: RoomPicture, seat: SeatPicture) -> RoomHere:
    room, me = picture.room, seat.visit.id
    return RoomHere(
        id=room.id,
        topic=room.topic,
        state=room.state,
        opens_at=room.opens_at,
        closes_at=room.closes_at,
        place=picture.place_of(me),
        hand=seat.seat.hand_at is not None,
        muted=_is_muted(picture, me),
        slow=room.slow,
        aside=seat.visit.state in OUT,
    )


def room_company(picture: RoomPicture, me: str) -> tuple[Company, ...]:
    """Everybody else who is in it now; who is muted looks to them as all do.

    Those who look after it have the role of a peer.
    """
    return tuple(
        replace(one, standing=Standing.SPEAKER) if one.standing is Standing.MUTED else one
        for one in _everybody(picture, me)
    )


def _everybody(picture: RoomPicture, me: str) -> tuple[Company, ...]:
    return tuple(
        Company(
            role=member.role,
            name=member.name,
            standing=member.standing,
            present=_is_present(picture, member.person),
        )
        for member in picture.talk.members
        if member.person != me
    )


def desk_room(picture: RoomPicture, cards: Cards, peer: str, at: datetime) -> DeskRoom:
    room, names = picture.room, picture.names
    inside = picture.talk.member(PersonId(peer)) is not None
    return DeskRoom(
        id=room.id,
        topic=room.topic,
        language=room.language,
        state=room.state,
        opens_at=room.opens_at,
        closes_at=room.closes_at,
        capacity=room.capacity,
        facilitator=names.get(room.facilitator, ""),
        co_facilitator=names.get(room.co_facilitator, ""),
        near=room.is_near(at),
        inside=inside,
        last_seq=picture.talk.last_seq if inside else 0,
        slow=room.slow,
        people=tuple(_person(picture, seat, cards) for seat in picture.taken) if inside else (),
        company=_staff(picture, peer) if inside else (),
        at_door=len(picture.door),
    )


def wall_room(
    picture: RoomPicture, cards: Cards, moderator: PersonId, at: datetime
) -> WallConversation:
    """Whose level is raised is on the wall beside it, as a conversation of their own."""
    talk, room = picture.talk, picture.room
    standing = talk.standing_as_moderator(moderator)
    return WallConversation(
        id=talk.id,
        pseudonym="",
        state=VisitState.IN_ROOM,
        phase=talk.phase,
        level=talk.level,
        language=room.language,
        topic=room.topic,
        distress=None,
        since=room.opens_at,
        last_seq=talk.last_seq if standing else 0,
        company=_everybody(picture, moderator),
        backstage=None,
        backstage_seq=0,
        reading=standing is Standing.READER,
        joined=standing is Standing.SPEAKER,
        kind=talk.kind,
        room=room_card(picture, at),
        people=tuple(
            _person(picture, seat, cards if standing or seat.level >= PINNED_FROM else None)
            for seat in picture.taken
        ),
    )


def _staff(picture: RoomPicture, me: str) -> tuple[Company, ...]:
    return tuple(one for one in room_company(picture, me) if one.role is not Role.VISITOR)


def _person(picture: RoomPicture, seat: SeatPicture, cards: Cards | None) -> RoomPerson:
    """Without `cards` for whom the country is not yet theirs to know, as in conversations."""
    return RoomPerson(
        name=seat.visit.pseudonym,
        level=seat.level,
        present=seat.present,
        muted=_is_muted(picture, seat.visit.id),
        aside=seat.visit.state is VisitState.TALKING,
        waits=seat.visit.state in QUEUED,
        hand_at=seat.seat.hand_at,
        flag=seat.flag,
        country=cards.country(seat.visit.intake.region, seat.level) if cards else None,
    )


def _is_muted(picture: RoomPicture, visit: str) -> bool:
    member = picture.talk.member(PersonId(visit))
    return member is not None and member.standing is Standing.MUTED


def _is_present(picture: RoomPicture, person: PersonId) -> bool:
    seat = picture.seat_of(person)
    return seat.present if seat else person in picture.present
