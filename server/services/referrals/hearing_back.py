"""What became of a referral, asked of the visitor later: a code they may take, and its answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from server.contract.referral_commands import TakeCode
from server.contract.referral_views import LaterCode
from server.domain.escalation import Clocks, Raising
from server.domain.later import LaterAnswer, Worries, as_read, as_written
from server.domain.session import Session
from server.domain.wake import Wake
from server.services.accounts.tokens import hash_of
from server.services.ports import Hints, Now


class LaterAnswers(Protocol):
    async def take(
        self, referral: str, visitor: Session, code_hash: str, until: datetime, at: datetime
    ) -> None: ...
    async def answer(
        self, code_hash: str, answer: LaterAnswer, raising: Raising | None, at: datetime
    ) -> Wake: ...


@dataclass(frozen=True, slots=True)
class HearingBack:
    """`admit` counts the tries of an address and raises the Refusal for one too many."""

    answers: LaterAnswers
    admit: Callable[[str], Awaitable[None]]
    worries: Worries
    life: timedelta
    clocks: Clocks
    hints: Hints
    now: Now
    new_code: Callable[[], str]

    async def take_code(self, visitor: Session, command: TakeCode) -> LaterCode:
        """Only its hash is kept, with the referral: not who they are, nor from where they came."""
        at, code = self.now(), self.new_code()
        until = at + self.life
        await self.answers.take(command.referral, visitor, hash_of(code), until, at)
        return LaterCode(code=as_written(code), until=until)

    async def answer(self, address: str, typed: str, answer: LaterAnswer) -> None:
        """Raises Refusal TOO_FAST, NOT_FOUND. Danger is a flag with its clock, for moderators."""
        await self.admit(address)
        at = self.now()
        raising = self.worries.raising(answer, self.clocks, at)
        code_hash = hash_of(as_read(typed))
        self.hints.spread(await self.answers.answer(code_hash, answer, raising, at))
