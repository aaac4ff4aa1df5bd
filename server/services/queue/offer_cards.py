"""An offer as the peer to whom it is made sees it: nobody's words."""

from server.contract.staff_views import OfferCard
from server.domain.pictures import OfferPicture


def offer_card(picture: OfferPicture) -> OfferCard:
    visit, offer = picture.visit, picture.offer
    return OfferCard(
        id=offer.id,
        pseudonym=visit.pseudonym,
        language=visit.intake.language,
        topic=visit.intake.topic,
        distress=visit.intake.distress,
        level=picture.level,
        waiting_since=visit.waiting_since,
        expires_at=offer.expires_at,
    )
