"""Who is on shift, by name: what each does, since when, and how many more may come to them."""

from datetime import datetime, timedelta

from server.contract.peer_views import ShiftPeer
from server.domain.duty import Availability, Duty
from server.domain.ids import PersonId
from server.domain.pictures import WallPicture
from server.domain.session import Role


def peers_on_shift(
    picture: WallPicture, moderator: PersonId, now: datetime, away: timedelta
) -> tuple[ShiftPeer, ...]:
    """By name. Nobody reads here that they are on hold themselves."""
    peers = (
        d for d in picture.duties if d.role is Role.PEER and d.availability is not Availability.OFF
    )
    found = [_peer(d, picture, moderator, now, here=d.seen_at >= now - away) for d in peers]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def _peer(
    duty: Duty, picture: WallPicture, moderator: PersonId, now: datetime, *, here: bool
) -> ShiftPeer:
    until = picture.rests.get(duty.staff)
    rests_until = until if until and until > now else None
    held, certified = duty.staff in picture.held, duty.staff in picture.up_to
    takes = duty.is_free and here and certified and not held and rests_until is None
    return ShiftPeer(
        id=duty.staff,
        name=duty.name,
        state=duty.state,
        since=duty.since,
        here=here,
        talking=duty.load.talking,
        places=duty.places,
        free=duty.places - duty.load.talking if takes else 0,
        languages=duty.languages,
        going=duty.availability is Availability.GOING,
        rests_until=rests_until,
        on_hold=held and duty.staff != moderator,
        certified=certified,
    )
