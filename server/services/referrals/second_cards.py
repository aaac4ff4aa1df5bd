"""What is asked of a second person, as a card."""

from collections.abc import Mapping
from datetime import datetime

from server.contract.second_look_requests import SecondLookCard
from server.domain.ids import PersonId, StaffId
from server.domain.second_look import Asked, Matter, SecondLook
from server.services.referrals.pathway import pressing_of
from server.services.risk.cards import Cards


def second_card(
    cards: Cards, asked: Asked, names: Mapping[StaffId, str], whose: PersonId
) -> SecondLookCard:
    look = asked.look
    service = cards.service(look.resource, None, look.asked_at)
    return SecondLookCard(
        id=look.id,
        matter=look.matter,
        conversation=look.conversation,
        pseudonym=asked.pseudonym,
        level=asked.level,
        state=look.state,
        asked_by=names.get(look.asked_by, ""),
        mine=look.asked_by == whose,
        asked_at=look.asked_at,
        reason=_label(cards, look),
        words=look.words,
        service=service.name if service else look.resource,
        summary=look.summary,
        acted_at=look.acted_at,
        goes_alone_at=_goes_alone_at(cards, asked, look),
        answered_by=names.get(look.answered_by, "") if look.answered_by else "",
        answered_at=look.answered_at,
        answer=look.answer,
        until=look.until,
        lifted_by=names.get(look.lifted_by, "") if look.lifted_by else "",
    )


def _label(cards: Cards, look: SecondLook) -> str:
    if look.matter is Matter.LEGAL_HOLD:
        return cards.everything.retention.legal_hold.label(look.reason)
    return cards.everything.referral.without_consent.label(look.reason)


def _goes_alone_at(cards: Cards, asked: Asked, look: SecondLook) -> datetime | None:
    if not look.waits or look.matter is not Matter.WITHOUT_CONSENT:
        return None
    pressing = pressing_of(cards.everything.referral.without_consent)
    return look.asked_at if asked.level >= pressing.at_once_from else pressing.goes_alone_at(look)
