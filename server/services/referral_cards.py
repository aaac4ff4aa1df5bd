"""A referral as each side sees it."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from server.contract.referral_views import WithoutCard
from server.contract.views import ReferralCard
from server.domain.ids import StaffId
from server.domain.pictures import TalkPicture
from server.domain.referral import Without
from server.services.cards import Cards


def referral_card(cards: Cards, picture: TalkPicture, at: datetime) -> ReferralCard | None:
    """For the peer. None too where the directory no longer has the service."""
    referral = picture.referral
    region = picture.visit.intake.region
    resource = referral and cards.service(referral.resource, region, at)
    if not referral or not resource:
        return None
    return ReferralCard(
        id=referral.id,
        state=referral.state,
        resource=resource,
        offered_at=referral.offered_at,
        expires_at=referral.expires_at,
        reference=referral.reference,
        summary=referral.summary,
        without=_without(cards, referral.without),
    )


def visitors_referral(cards: Cards, picture: TalkPicture, at: datetime) -> ReferralCard | None:
    """For the visitor: nothing of what they must not be told."""
    hidden = picture.referral is not None and picture.referral.hidden
    return None if hidden else referral_card(cards, picture, at)


def moderators_referral(
    cards: Cards, picture: TalkPicture, names: Mapping[StaffId, str], at: datetime
) -> ReferralCard | None:
    """With who went ahead without the visitor's yes, and in which words."""
    card, referral = referral_card(cards, picture, at), picture.referral
    if card is None or card.without is None or referral is None or referral.without is None:
        return card
    without = referral.without
    told = replace(card.without, words=without.words, by=names.get(without.by, ""))
    return replace(card, without=told)


def _without(cards: Cards, without: Without | None) -> WithoutCard | None:
    if without is None:
        return None
    label = cards.everything.referral.without_consent.label(without.reason)
    return WithoutCard(reason=label, at=without.at, told=without.told)
