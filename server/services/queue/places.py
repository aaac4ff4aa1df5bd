"""With how many people at once a peer is, as their own page shows it."""

from server.contract.staff_views import Places
from server.domain.duty import Availability
from server.domain.pictures import DeskPicture


def places_of(picture: DeskPicture) -> Places:
    duty = picture.duty
    if duty is None:
        return Places(most=picture.most)
    going = duty.availability is Availability.GOING
    return Places(wished=duty.places, most=picture.most, going=going)
