"""The referral pathway: find a service, offer it, carry it to its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from moderation.verdict import Level
from server.contract.commands import AnswerReferral
from server.contract.events import Found
from server.contract.referral_commands import SendReferral
from server.contract.staff_commands import (
    ConfirmReferral,
    FailReferral,
    FindResources,
    HandOver,
    OfferReferral,
)
from server.domain.coming_back import Pathway, coming_back
from server.domain.ids import ConversationId, ReferralId, StaffId
from server.domain.referral import Referral, ReferralState, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.services.ports import Hints, NewId, Now, Referrals
from server.services.referrals.deciding import Deciding
from server.services.referrals.pathway import pathway_of
from server.services.risk.cards import EMERGENCY, Cards


@dataclass(frozen=True, slots=True)
class Referring:
    referrals: Referrals
    deciding: Deciding
    cards: Cards
    hints: Hints
    now: Now
    new_id: NewId
    clocks: Mapping[Level, timedelta]

    async def find_resources(self, _: Session, command: FindResources) -> Found:
        return self.cards.found(command, self.now())

    async def offer_referral(self, moderator: Session, command: OfferReferral) -> None:
        new = self._new(moderator, command)
        self.hints.spread(await self.referrals.offer(new, moderator))

    def _new(self, moderator: Session, command: OfferReferral) -> Referral:
        """Raises Refusal(NOT_FOUND) for a service that nobody knows."""
        at, forced = self.now(), command.resource == EMERGENCY
        if forced or self.cards.service(command.resource, None, at) is None:
            raise Refusal(Code.NOT_FOUND)  # nobody is offered what they can't decline
        return Referral(
            id=ReferralId(self.new_id()),
            conversation=ConversationId(command.conversation),
            resource=command.resource,
            state=ReferralState.OFFERED,
            offered_by=StaffId(moderator.id),
            offered_at=at,
            expires_at=at + self._pathway.patience[ReferralState.OFFERED],
            reason=command.reason,
            summary=command.summary.strip(),
        )

    @property
    def _pathway(self) -> Pathway:
        return pathway_of(self.cards.everything.referral)

    async def answer(self, visitor: Session, command: AnswerReferral) -> None:
        wake = await self.referrals.answer(
            command.referral,
            visitor,
            accept=command.accept,
            at=self.now(),
            summary=command.summary.strip(),
        )
        self.hints.spread(wake)

    async def send_referral(self, moderator: Session, command: SendReferral) -> None:
        """To the outside responder; a worker carries it there and brings back what they say."""
        at, id_ = self.now(), self.new_id()
        self.hints.spread(await self.referrals.send(command.referral, moderator, id_, at))

    async def hand_over(self, moderator: Session, command: HandOver) -> None:
        await self._go(moderator, command.referral, ReferralStep.HAND_OVER, command.reference)

    async def confirm_referral(self, moderator: Session, command: ConfirmReferral) -> None:
        await self._go(moderator, command.referral, ReferralStep.CONFIRM, command.reference)

    async def fail_referral(self, moderator: Session, command: FailReferral) -> None:
        at = self.now()
        raising = partial(coming_back, pathway=self._pathway, clocks=self.clocks, at=at)
        wake = await self.referrals.fail(command.referral, moderator, command.reason, raising, at)
        self.hints.spread(wake)

    async def _go(
        self, moderator: Session, referral: str, step: ReferralStep, reference: str
    ) -> None:
        wake = await self.referrals.go(referral, step, moderator, reference.strip(), self.now())
        self.hints.spread(wake)
