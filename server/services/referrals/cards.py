"""A referral as each side sees it."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from server.contract.referral_views import SentCard, WithoutCard
from server.contract.views import ReferralCard
from server.domain.ids import PersonId, StaffId
from server.domain.pictures import TalkPicture
from server.domain.referral import Referral, ReferralState, Without
from server.domain.responding import RESPONDER
from server.domain.sending import Sending
from server.services.risk.cards import Cards


def referral_card(cards: Cards, picture: TalkPicture, at: datetime) -> ReferralCard | None:
    """For the peer. None too where the directory no longer has the service."""
    referral = picture.referral
    region = picture.visit.intake.region
    resource = referral and cards.service(referral.resource, region, at)
    if not referral or not resource:
        return None
    confirmed = referral.state is ReferralState.CONFIRMED
    return ReferralCard(
        id=referral.id,
        state=referral.state,
        resource=resource,
        offered_at=referral.offered_at,
        expires_at=referral.expires_at,
        reference=referral.reference,
        summary=referral.summary,
        without=_without(cards, referral.without),
        sent=_sent(referral.sending),
        confirmed_at=referral.ended_at if confirmed else None,
    )


def visitors_referral(cards: Cards, picture: TalkPicture, at: datetime) -> ReferralCard | None:
    """For the visitor: nothing of what they must not be told."""
    if picture.referral is not None and picture.referral.hidden:
        return None
    card = referral_card(cards, picture, at)
    return card and replace(card, sent=None)


def moderators_referral(
    cards: Cards,
    picture: TalkPicture,
    names: Mapping[StaffId, str],
    moderator: PersonId,
    at: datetime,
) -> ReferralCard | None:
    """With who confirmed it, or went ahead without a yes, and in which words."""
    card, referral = referral_card(cards, picture, at), picture.referral
    if card is None or referral is None:
        return card
    mine = referral.offered_by == moderator
    card = replace(card, confirmed_by=_confirmed_by(referral, card, names), mine=mine)
    without = referral.without
    if without is None or card.without is None:
        return card
    told = replace(card.without, words=without.words, by=names.get(without.by, ""))
    return replace(card, without=told)


def _confirmed_by(referral: Referral, card: ReferralCard, names: Mapping[StaffId, str]) -> str:
    if referral.confirmed_by == RESPONDER:
        return card.resource.name
    return names.get(StaffId(PersonId(referral.confirmed_by)), "")


def _without(cards: Cards, without: Without | None) -> WithoutCard | None:
    if without is None:
        return None
    label = cards.everything.referral.without_consent.label(without.reason)
    return WithoutCard(reason=label, at=without.at, told=without.told)


def _sent(sending: Sending | None) -> SentCard | None:
    if sending is None:
        return None
    return SentCard(tries=sending.tries, delivered_at=sending.delivered_at, said=sending.said)
