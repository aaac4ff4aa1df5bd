"""The referral pathway: find a service, offer it, carry it to its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from moderation.verdict import Level
from server.contract.commands import AnswerReferral
from server.contract.events import Found
from server.contract.staff_commands import (
    ConfirmReferral,
    FailReferral,
    FindResources,
    HandOver,
    OfferReferral,
)
from server.domain.coming_back import PATIENCE, coming_back
from server.domain.ids import ConversationId, ReferralId, StaffId
from server.domain.referral import Referral, ReferralState, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.services.cards import Cards
from server.services.ports import Hints, NewId, Now, Referrals


@dataclass(frozen=True, slots=True)
class Referring:
    referrals: Referrals
    cards: Cards
    hints: Hints
    now: Now
    new_id: NewId
    clocks: Mapping[Level, timedelta]

    async def find_resources(self, _: Session, command: FindResources) -> Found:
        return self.cards.found(
            country=command.country,
            language=command.language,
            topic=command.topic,
            text=command.text,
            at=self.now(),
        )

    async def offer_referral(self, moderator: Session, command: OfferReferral) -> None:
        if self.cards.directory.resource(command.resource) is None:
            raise Refusal(Code.NOT_FOUND)
        at = self.now()
        referral = Referral(
            id=ReferralId(self.new_id()),
            conversation=ConversationId(command.conversation),
            resource=command.resource,
            state=ReferralState.OFFERED,
            offered_by=StaffId(moderator.id),
            offered_at=at,
            expires_at=at + PATIENCE,
            reason=command.reason,
            summary=command.summary.strip(),
        )
        self.hints.spread(await self.referrals.offer(referral, moderator))

    async def answer(self, visitor: Session, command: AnswerReferral) -> None:
        wake = await self.referrals.answer(
            command.referral,
            visitor,
            accept=command.accept,
            at=self.now(),
            summary=command.summary.strip(),
        )
        self.hints.spread(wake)

    async def hand_over(self, moderator: Session, command: HandOver) -> None:
        await self._go(moderator, command.referral, ReferralStep.HAND_OVER, command.reference)

    async def confirm_referral(self, moderator: Session, command: ConfirmReferral) -> None:
        await self._go(moderator, command.referral, ReferralStep.CONFIRM, command.reference)

    async def fail_referral(self, moderator: Session, command: FailReferral) -> None:
        at = self.now()
        raising = partial(coming_back, clocks=self.clocks, at=at)
        wake = await self.referrals.fail(command.referral, moderator, command.reason, raising, at)
        self.hints.spread(wake)

    async def _go(
        self, moderator: Session, referral: str, step: ReferralStep, reference: str
    ) -> None:
        wake = await self.referrals.go(referral, step, moderator, reference.strip(), self.now())
        self.hints.spread(wake)
