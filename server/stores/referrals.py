"""Referrals: offered to a visitor, answered, handed over, confirmed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.coming_back import PATIENCE
from server.domain.conversation import CONVERSATION, Conversation, Phase, PhaseStep
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.referral import UNFINISHED, Referral, ReferralState, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.calling import Calling
from server.stores.database import Database
from server.stores.referral_clock import RaisingFor
from server.stores.rows import conversations as talks
from server.stores.rows import referrals as rows
from server.stores.rows.messages import add_notice
from server.stores.sealing import Sealer
from server.stores.tables import conversations, referrals

NOTICES = {
    ReferralStep.ACCEPT: Notice.REFERRAL_ACCEPTED,
    ReferralStep.DECLINE: Notice.REFERRAL_DECLINED,
    ReferralStep.HAND_OVER: Notice.REFERRAL_HANDED_OVER,
    ReferralStep.CONFIRM: Notice.REFERRAL_CONFIRMED,
    ReferralStep.FAIL: Notice.REFERRAL_FAILED,
}
ENDS = frozenset({ReferralStep.DECLINE, ReferralStep.CONFIRM})
GOES_ON = frozenset({ReferralStep.ACCEPT, ReferralStep.HAND_OVER})


@dataclass(frozen=True, slots=True)
class SqlReferrals:
    db: Database
    sealer: Sealer
    calling: Calling

    async def offer(self, referral: Referral, by: Session) -> Wake:
        """Offer a service. One at a time: a failed one is offered anew, elsewhere if need be."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, referral.conversation)
            if not talk.accepts_words:
                raise StepNotAllowed("the conversation is closed")
            await self._put(tx, referral)
            at = referral.offered_at
            wake = await _told(tx, talk, Notice.REFERRAL_OFFERED, by, at)
            await _audit(tx, by, "offer_referral", referral.resource, at)
            return wake

    async def _put(self, tx: AsyncConnection, referral: Referral) -> None:
        row = (await talks.locked(self.db, tx, [referral.conversation]))[referral.conversation]
        key = talks.key_of(row)
        before = await self._unfinished(tx, referral.conversation)
        if before is None:
            await rows.add(tx, self.sealer, key, referral)
            return
        known, _ = await rows.one(self.db, tx, self.sealer, before)
        anew = replace(referral, id=known.id, state=known.state)
        more = {
            "resource": anew.resource,
            "offered_by": anew.offered_by,
            "offered_at": anew.offered_at,
            "expires_at": anew.expires_at,
            "ended_at": None,
            **rows.sealed_again(self.sealer, key, anew),
        }
        await rows.step(tx, known, ReferralStep.OFFER, more)

    async def _unfinished(self, tx: AsyncConnection, conversation: str) -> str | None:
        its = (referrals.c.conversation == conversation) & referrals.c.state.in_(tuple(UNFINISHED))
        found: str | None = await tx.scalar(select(referrals.c.id).where(its))
        return found

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
            await _audit(tx, moderator, step.value, referral, at)
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
            await _audit(tx, moderator, ReferralStep.FAIL.value, referral, at)
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
        await rows.step(tx, referral, step, {**more, **_clock(step, at)})
        if step is ReferralStep.HAND_OVER and talk.phase is not Phase.CLOSED:
            phase = CONVERSATION.after(talk.phase, PhaseStep.REFER)
            here = conversations.c.id == talk.id
            await tx.execute(update(conversations).where(here).values(phase=phase))
        return await _told(tx, talk, NOTICES[step], by, at)


def _clock(step: ReferralStep, at: datetime) -> dict[str, datetime]:
    if step in GOES_ON:
        return {"expires_at": at + PATIENCE}
    return {"ended_at": at} if step in ENDS else {}


async def _told(
    tx: AsyncConnection, talk: Conversation, notice: Notice, by: Session, at: datetime
) -> Wake:
    """Everybody in the conversation is told in it; after its end, only on the wall."""
    wake = _looks(talk)
    if talk.phase is not Phase.CLOSED:
        me = talk.member(by.id)  # a visitor's session has no name, their seat has
        name = me.name if me else by.name
        wake.said.append(await add_notice(tx, talk, notice, about=by.id, name=name, at=at))
    return wake


def _looks(talk: Conversation) -> Wake:
    wake = Wake(wall=True)
    wake.look_in(talk)
    return wake


async def _audit(tx: AsyncConnection, by: Session, did: str, about: str, at: datetime) -> None:
    await audit.append(tx, at=at, who=by.id, did=did, about=about, reason="")
