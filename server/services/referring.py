"""The referral pathway: find a service, offer it, carry it to its end."""

from dataclasses import dataclass
from datetime import timedelta

from server.contract.commands import AnswerReferral
from server.contract.events import Found
from server.contract.staff_commands import (
    ConfirmReferral,
    FailReferral,
    FindResources,
    HandOver,
    OfferReferral,
)
from server.domain.ids import ConversationId, ReferralId, StaffId
from server.domain.referral import Referral, ReferralState, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.services.cards import Cards
from server.services.ports import Hints, NewId, Now, Referrals


@dataclass(frozen=True, slots=True)
class Referring:
    """`patience` is how long a visitor may think about an offer."""

    referrals: Referrals
    cards: Cards
    hints: Hints
    now: Now
    new_id: NewId
    patience: timedelta = timedelta(hours=1)

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
            expires_at=at + self.patience,
            reason=command.reason,
        )
        self.hints.spread(await self.referrals.offer(referral, moderator))

    async def answer(self, visitor: Session, command: AnswerReferral) -> None:
        wake = await self.referrals.answer(
            command.referral, visitor, accept=command.accept, at=self.now()
        )
        self.hints.spread(wake)

    async def hand_over(self, moderator: Session, command: HandOver) -> None:
        await self._go(
            moderator, command.referral, ReferralStep.HAND_OVER, reference=command.reference
        )

    async def confirm_referral(self, moderator: Session, command: ConfirmReferral) -> None:
        await self._go(
            moderator, command.referral, ReferralStep.CONFIRM, reference=command.reference
        )

    async def fail_referral(self, moderator: Session, command: FailReferral) -> None:
        await self._go(moderator, command.referral, ReferralStep.FAIL, reason=command.reason)

    async def _go(
        self,
        moderator: Session,
        referral: str,
        step: ReferralStep,
        *,
        reference: str = "",
        reason: str = "",
    ) -> None:
        wake = await self.referrals.go(
            referral, step, moderator, self.now(), reference=reference, reason=reason
        )
        self.hints.spread(wake)
