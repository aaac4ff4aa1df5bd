"""What a moderator does: claim, hand on, read, join, whisper, resolve."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from server.contract.commands import Say
from server.contract.events import Receipt, Tail
from server.contract.hold_commands import GiveBack, GiveBackFlag, Lead, TakeOverFlag
from server.contract.staff_commands import (
    ClaimFlag,
    Join,
    Read,
    ResolveFlag,
    SetLevel,
    StepBack,
    Whisper,
)
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.services.ports import Hints, Now, Talks
from server.services.talk.lines import PAGE, tail
from server.services.watch.ports import Alerts, Leading, Supervision


@dataclass(frozen=True, slots=True)
class Supervising:
    """`say` is a message's whole way: a whisper is screened and kept like any other."""

    alerts: Alerts
    supervision: Supervision
    leading: Leading
    talks: Talks
    hints: Hints
    say: Callable[[Session, Say], Awaitable[Receipt]]
    now: Now

    async def claim_flag(self, moderator: Session, command: ClaimFlag) -> None:
        at, seen = self.now(), command.seen
        self.hints.spread(await self.alerts.claim(command.flag, moderator, at, seen))

    async def give_back_flag(self, moderator: Session, command: GiveBackFlag) -> None:
        self.hints.spread(await self.alerts.give_back(command.flag, moderator, self.now()))

    async def take_over_flag(self, moderator: Session, command: TakeOverFlag) -> None:
        wake = await self.alerts.take_over(
            command.flag, moderator, command.because, self.now(), command.seen
        )
        self.hints.spread(wake)

    async def resolve_flag(self, moderator: Session, command: ResolveFlag) -> None:
        if not command.reason.strip():
            raise Refusal(Code.BAD_PAYLOAD)
        wake = await self.alerts.resolve(
            command.flag, moderator, command.outcome, command.reason, self.now()
        )
        self.hints.spread(wake)

    async def read(self, moderator: Session, command: Read) -> Tail:
        """The pair is told before a word is shown."""
        wake = await self.supervision.read(moderator, command.conversation, self.now())
        self.hints.spread(wake)
        return await self._tail(moderator, command.conversation)

    async def join(self, moderator: Session, command: Join) -> Tail:
        wake = await self.supervision.join(moderator, command.conversation, self.now())
        self.hints.spread(wake)
        return await self._tail(moderator, command.conversation)

    async def lead(self, moderator: Session, command: Lead) -> Tail:
        wake = await self.leading.take(moderator, command.conversation, self.now())
        self.hints.spread(wake)
        return await self._tail(moderator, command.conversation)

    async def give_back(self, moderator: Session, command: GiveBack) -> None:
        wake = await self.leading.give_back(moderator, command.conversation, self.now())
        self.hints.spread(wake)

    async def step_back(self, moderator: Session, command: StepBack) -> None:
        wake = await self.supervision.step_back(moderator, command.conversation, self.now())
        self.hints.spread(wake)

    async def whisper(self, moderator: Session, command: Whisper) -> Receipt:
        backstage = await self.supervision.backstage_of(moderator, command.conversation)
        said = Say(conversation=backstage, ref=command.ref, text=command.text)
        return await self.say(moderator, said)

    async def set_level(self, moderator: Session, command: SetLevel) -> None:
        wake = await self.alerts.set_level(
            command.conversation, command.level, moderator, command.reason, self.now()
        )
        self.hints.spread(wake)

    async def _tail(self, moderator: Session, conversation: str) -> Tail:
        found = await self.talks.tail(moderator.id, conversation, 0, PAGE)
        return tail(conversation, found, moderator)
