"""Referrals: offered to a visitor, answered, handed over, confirmed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.coming_back import Pathway
from server.domain.conversation import CONVERSATION, Conversation, Phase, PhaseStep
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.referral import REFERRAL, RUNNING, Referral, ReferralState, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.responding import RESPONDER
from server.domain.session import Session
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.referrals.clock import RaisingFor
from server.stores.referrals.responding import begin
from server.stores.referrals.steps import Told, note, put, tell
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import referrals as rows
from server.stores.tables.core import conversations

NOTICES = {
    ReferralStep.ACCEPT: Notice.REFERRAL_ACCEPTED,
    ReferralStep.DECLINE: Notice.REFERRAL_DECLINED,
    ReferralStep.SEND: Notice.REFERRAL_SENT,
    ReferralStep.HAND_OVER: Notice.REFERRAL_HANDED_OVER,
    ReferralStep.CONFIRM: Notice.REFERRAL_CONFIRMED,
    ReferralStep.FAIL: Notice.REFERRAL_FAILED,
}
ENDS = frozenset({ReferralStep.DECLINE, ReferralStep.CONFIRM})


@dataclass(frozen=True, slots=True)
class SqlReferrals:
    db: Database
    sealer: Sealer
    calling: Calling
    pathway: Pathway

    async def offer(self, referral: Referral, by: Session) -> Wake:
        """Offer a service. One at a time: a failed one is offered anew, elsewhere if need be."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, referral.conversation)
            if not talk.accepts_words:
                raise StepNotAllowed("the conversation is closed")
            id_ = await put(self.db, self.sealer, tx, referral, ReferralStep.OFFER)
            told = Told(by, referral.offered_at)
            wake = await tell(tx, talk, referral, Notice.REFERRAL_OFFERED, told)
            await note(tx, told, "offer_referral", id_, reason=referral.resource)
            return wake

    async def answer(
        self, referral: str, visitor: Session, *, accept: bool, at: datetime, summary: str = ""
    ) -> Wake:
        """The visitor's own answer; nobody else's referral can be told from none.

        Nothing but their `summary` is passed on; with a no nothing at all.
        """
        step = ReferralStep.ACCEPT if accept else ReferralStep.DECLINE
        async with self.db.write() as tx:
            found, talk = await self._find(tx, referral)
            if talk.visit != visitor.id:
                raise Refusal(Code.NOT_FOUND)
            if found.expires_at <= at:
                raise StepNotAllowed("the offer has expired")
            approved = replace(found, summary=summary if accept else "")
            return await self._go(tx, approved, talk, step, by=visitor, at=at)

    async def go(
        self, referral: str, step: ReferralStep, moderator: Session, reference: str, at: datetime
    ) -> Wake:
        """Hand over or confirm. Without a reference the one that is known stays."""
        async with self.db.write() as tx:
            found, talk = await self._find(tx, referral)
            noted = replace(found, reference=reference or found.reference)
            if step is ReferralStep.CONFIRM and not noted.reference:
                raise StepNotAllowed("confirmed by nothing")
            wake = await self._go(tx, noted, talk, step, by=moderator, at=at)
            if step is ReferralStep.CONFIRM:
                await rows.confirmed(tx, referral, moderator.id)
            await note(tx, Told(moderator, at), step.value, referral)
            return wake

    async def send(self, referral: str, moderator: Session, sending: str, at: datetime) -> Wake:
        """To the outside responder; only what is for them."""
        async with self.db.write() as tx:
            found, talk = await self._find(tx, referral)
            if found.resource != RESPONDER:
                raise StepNotAllowed("not for the responder")
            wake = await self._go(tx, found, talk, ReferralStep.SEND, by=moderator, at=at)
            await begin(tx, found.id, sending, at)
            await note(tx, Told(moderator, at), "send_referral", referral)
            return wake

    async def fail(
        self, referral: str, moderator: Session, reason: str, raising: RaisingFor, at: datetime
    ) -> Wake:
        """It comes back to who offered it, with a clock. After the end there is no other way."""
        async with self.db.write() as tx:
            found, talk = await self._find(tx, referral)
            noted = replace(found, reason=reason or found.reason)
            wake = await self._go(tx, noted, talk, ReferralStep.FAIL, by=moderator, at=at)
            if talk.phase is not Phase.CLOSED:
                why, first = raising(ReferralState.FAILED, talk.level), found.offered_by
                await self.calling.call(tx, talk, why, by=moderator.name, at=at, first=first)
            await note(tx, Told(moderator, at), ReferralStep.FAIL.value, referral)
            return wake

    async def _find(self, tx: AsyncConnection, id: str) -> tuple[Referral, Conversation]:
        talk = await talks.one(self.db, tx, await rows.talk_of(tx, id))
        found, _ = await rows.one(self.db, tx, self.sealer, id)
        return found, talk

    async def _go(
        self,
        tx: AsyncConnection,
        referral: Referral,
        talk: Conversation,
        step: ReferralStep,
        *,
        by: Session,
        at: datetime,
    ) -> Wake:
        _, key = await rows.one(self.db, tx, self.sealer, referral.id)
        more = rows.sealed_again(self.sealer, key, referral)
        await rows.step(tx, referral, step, {**more, **self._clock(referral.state, step, talk, at)})
        shown = talk.phase is not Phase.CLOSED and not referral.hidden
        if step is ReferralStep.HAND_OVER and shown:
            phase = CONVERSATION.after(talk.phase, PhaseStep.REFER)
            here = conversations.c.id == talk.id
            await tx.execute(update(conversations).where(here).values(phase=phase))
        return await tell(tx, talk, referral, NOTICES[step], Told(by, at))

    def _clock(
        self, state: ReferralState, step: ReferralStep, talk: Conversation, at: datetime
    ) -> dict[str, datetime]:
        if step in ENDS:
            return {"ended_at": at}
        after = REFERRAL.after(state, step)
        return (
            {"expires_at": at + self.pathway.lasts(after, talk.level)} if after in RUNNING else {}
        )
