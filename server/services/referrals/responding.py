"""The outside responder: what is approved is sent, and what they say of it is carried on."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Protocol

import structlog

from moderation.verdict import Level
from server.domain.coming_back import Pathway, coming_back
from server.domain.ids import PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.referral import ReferralState, ReferralStep
from server.domain.refusal import Refusal
from server.domain.responding import RESPONDER, Heard, Reply, ToSend, pause_after
from server.domain.session import Role, Session
from server.services.ports import Hints, Now, Referrals

UNREACHABLE: Final = "It could not be sent: the other side did not answer any try."
NO: Final[Mapping[Heard, str]] = {
    Heard.DECLINED: "The other side declined it.",
    Heard.FAILED: "The other side could not reach the person.",
}
YES: Final = (Heard.ACCEPTED, Heard.REACHED)

log = structlog.get_logger(__name__)


class Responder(Protocol):
    async def send(self, one: ToSend) -> Reply: ...
    async def ask(self, one: ToSend) -> Reply: ...


class OnTheWay(Protocol):
    async def due(self, at: datetime) -> list[ToSend]: ...
    async def tried(
        self, fence: Any, one: ToSend, reply: Reply, *, again: datetime | None, at: datetime
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Responding:
    """`name` is what the other side is called; `every` is how often it is asked."""

    on_the_way: OnTheWay
    referrals: Referrals
    responder: Responder
    name: str
    every: timedelta
    hints: Hints
    pathway: Pathway
    clocks: Mapping[Level, timedelta]
    now: Now

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost. A slow one holds up no other."""
        due = await self.on_the_way.due(self.now())
        await asyncio.gather(*(self._turn(fence, one) for one in due))

    async def _turn(self, fence: object, one: ToSend) -> None:
        delivered = one.sending.delivered_at is not None
        reply = await (self.responder.ask(one) if delivered else self.responder.send(one))
        at = self.now()
        try:  # the record last: what breaks off before it is done again, and changes nothing then
            over = await self._heard(one, reply) if delivered or reply.taken else False
        except (StepNotAllowed, Refusal):  # a moderator was faster, or it is forgotten
            over = True
        again = None if over else self._again(one, reply, at, delivered=delivered)
        await self.on_the_way.tried(fence, one, reply, again=again, at=at)
        if not over and again is None:
            with suppress(StepNotAllowed, Refusal):
                await self._fails(one, UNREACHABLE)

    def _again(
        self, one: ToSend, reply: Reply, at: datetime, *, delivered: bool
    ) -> datetime | None:
        if delivered or reply.taken:
            return at + self.every
        pause = pause_after(one.sending.tries + 1)
        return None if pause is None else at + pause

    async def _heard(self, one: ToSend, reply: Reply) -> bool:
        """Whether that was the last word. The same word again changes nothing."""
        if reply.heard in YES and one.state is ReferralState.SENT:
            await self._goes(one, ReferralStep.HAND_OVER, reply.reference)
        if reply.heard is Heard.REACHED:
            said = reply.reference or one.reference or f"{self.name} says so"
            await self._goes(one, ReferralStep.CONFIRM, said)
            return True
        no = NO.get(reply.heard) if reply.heard else None
        if no:
            await self._fails(one, no)
        return no is not None

    async def _goes(self, one: ToSend, step: ReferralStep, reference: str) -> None:
        by = self._session()
        wake = await self.referrals.go(one.referral, step, by, reference, self.now())
        self.hints.spread(wake)

    async def _fails(self, one: ToSend, reason: str) -> None:
        at = self.now()
        raising = partial(
            coming_back, pathway=self.pathway, clocks=self.clocks, at=at, because=reason
        )
        wake = await self.referrals.fail(one.referral, self._session(), reason, raising, at)
        self.hints.spread(wake)
        log.warning("not handed over", referral=one.referral)

    def _session(self) -> Session:
        return Session(PersonId(RESPONDER), Role.SERVICE, self.name)
