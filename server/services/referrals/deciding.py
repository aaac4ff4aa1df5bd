"""Help without the visitor's yes: at once where it can't wait, and never seen by one alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

from config.referral import WithoutConsent
from moderation.verdict import Level
from server.contract.referral_commands import ActWithoutConsent
from server.contract.second_look_requests import AnswerSecondLook, SecondLooks, ShowSecondLooks
from server.domain.escalation import Clocks, Raising
from server.domain.ids import ConversationId, ReferralId, StaffId
from server.domain.referral import Referral, ReferralState, Without
from server.domain.refusal import Code, Refusal
from server.domain.second_look import (
    Answered,
    Asked,
    LookState,
    Matter,
    SecondLook,
    calling_second,
)
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.services.ports import Hints, NewId, Now
from server.services.referrals.pathway import pathway_of
from server.services.referrals.second_cards import second_card
from server.services.risk.cards import Cards
from server.services.watch.ports import Names

SHOWN_FOR: Final = timedelta(days=7)
RaisingFor = Callable[[Level], Raising]


class Decisions(Protocol):
    async def ask(
        self, look: SecondLook, by: Session, raising: RaisingFor, seen_since: datetime
    ) -> Wake: ...
    async def go_ahead(
        self,
        look: SecondLook,
        by: Session,
        referral: Referral,
        raising: RaisingFor,
        seen_since: datetime,
    ) -> Wake: ...


class SecondLooking(Protocol):
    async def answer(
        self, id: str, said: Answered, decided: Callable[[SecondLook], Referral]
    ) -> Wake: ...
    async def shown(self, since: datetime) -> list[Asked]: ...


@dataclass(frozen=True, slots=True)
class Deciding:
    decisions: Decisions
    looks: SecondLooking
    staff: Names
    cards: Cards
    hints: Hints
    now: Now
    new_id: NewId
    clocks: Clocks
    away: timedelta

    async def act_without_consent(self, moderator: Session, command: ActWithoutConsent) -> None:
        """Raises Refusal(NOT_FOUND) for a reason or a service that nobody knows."""
        at = self.now()
        known = self.cards.service(command.resource, None, at) is not None
        if not known or not self._rules.knows(command.reason):
            raise Refusal(Code.NOT_FOUND)
        look = self._look(moderator, command, at)
        raising = partial(calling_second, words=look.words, clocks=self.clocks, at=at)
        since = at - self.away
        if command.ask_first:
            before = partial(raising, done=False)
            self.hints.spread(await self.decisions.ask(look, moderator, before, since))
            return
        referral, done = self._referral(look, at), partial(raising, done=True)
        self.hints.spread(await self.decisions.go_ahead(look, moderator, referral, done, since))

    async def show(self, who: StaffMember, _: ShowSecondLooks) -> SecondLooks:
        found = await self.looks.shown(self.now() - SHOWN_FOR)
        names = await self.staff.names()
        return SecondLooks(
            looks=tuple(second_card(self.cards, one, names, who.id) for one in found)
        )

    async def answer(self, who: StaffMember, asked: AnswerSecondLook) -> None:
        """Who asked can't answer: StepNotAllowed."""
        at = self.now()
        by = Session(who.id, Role.MODERATOR, who.name)
        said = Answered(by, asked.approve, asked.words.strip(), at)
        decided = partial(self._referral, at=at)
        self.hints.spread(await self.looks.answer(asked.look, said, decided))

    def _look(self, moderator: Session, command: ActWithoutConsent, at: datetime) -> SecondLook:
        return SecondLook(
            id=self.new_id(),
            conversation=ConversationId(command.conversation),
            matter=Matter.WITHOUT_CONSENT,
            state=LookState.ASKED,
            asked_by=StaffId(moderator.id),
            asked_at=at,
            reason=command.reason,
            words=command.words.strip(),
            resource=command.resource,
            summary=command.summary.strip(),
        )

    def _referral(self, look: SecondLook, at: datetime) -> Referral:
        """In the name of who asked, since then."""
        pathway = pathway_of(self.cards.everything.referral)
        told = self._rules.tell_visitor
        return Referral(
            id=ReferralId(self.new_id()),
            conversation=look.conversation,
            resource=look.resource,
            state=ReferralState.DECIDED,
            offered_by=look.asked_by,
            offered_at=at,
            expires_at=at + pathway.patience[ReferralState.DECIDED],
            reason=look.words,
            summary=look.summary,
            without=Without(look.reason, look.words, look.asked_by, at, told),
        )

    @property
    def _rules(self) -> WithoutConsent:
        return self.cards.everything.referral.without_consent
