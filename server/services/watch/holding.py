"""Stopping somebody: mute, end, block; and what the visitor says against it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Level
from server.contract.commands import Say
from server.contract.events import Receipt
from server.contract.hold_commands import Appeal, Block, MuteVisitor, PauseTalk
from server.contract.staff_commands import End
from server.contract.views import HelpCard
from server.domain.block import Blocking
from server.domain.escalation import Raising, decide
from server.domain.session import Session
from server.domain.wake import Wake
from server.services.ports import Hints, Now, Screen

LAST_WORDS: Final = "last-words"


class Holds(Protocol):
    async def mute(
        self, moderator: Session, conversation: str, at: datetime, *, on: bool
    ) -> Wake: ...
    async def may_end(self, moderator: Session, conversation: str) -> None: ...
    async def end(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...


class Pauses(Protocol):
    async def pause(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...
    async def go_on(self, moderator: Session, conversation: str, at: datetime) -> Wake: ...


class Blocks(Protocol):
    async def block(
        self, moderator: Session, conversation: str, blocking: Blocking, at: datetime
    ) -> Wake: ...
    async def appeal(
        self, visitor: Session, text: str, raising: Raising | None, level: Level, at: datetime
    ) -> Wake: ...


@dataclass(frozen=True, slots=True)
class Holding:
    """An appeal is screened like anything said; `say` is how everybody says something."""

    holds: Holds
    pauses: Pauses
    blocks: Blocks
    hints: Hints
    screen: Screen
    help_card: Callable[[Session, Level], HelpCard]
    say: Callable[[Session, Say], Awaitable[Receipt]]
    clocks: Mapping[Level, timedelta]
    now: Now

    async def mute_visitor(self, moderator: Session, command: MuteVisitor) -> None:
        at, on = self.now(), command.on
        self.hints.spread(await self.holds.mute(moderator, command.conversation, at, on=on))

    async def pause_talk(self, moderator: Session, command: PauseTalk) -> None:
        step = self.pauses.pause if command.on else self.pauses.go_on
        self.hints.spread(await step(moderator, command.conversation, self.now()))

    async def end(self, moderator: Session, command: End) -> None:
        """Where it may not be ended nothing is said; asked for once more, nothing is said twice."""
        if words := command.words.strip():
            await self.holds.may_end(moderator, command.conversation)
            last = Say(conversation=command.conversation, ref=LAST_WORDS, text=words)
            await self.say(moderator, last)
        self.hints.spread(await self.holds.end(moderator, command.conversation, self.now()))

    async def block(self, moderator: Session, command: Block) -> None:
        blocking = Blocking(command.reason, command.words.strip(), timedelta(hours=command.hours))
        wake = await self.blocks.block(moderator, command.conversation, blocking, self.now())
        self.hints.spread(wake)

    async def appeal(self, visitor: Session, command: Appeal) -> None:
        at = self.now()
        verdict = self.screen(Passage(command.text, speaker=Speaker.VISITOR))
        if Action.HELP_CARD in verdict.actions:
            # Before anything that can fail: the card depends on nobody.
            self.hints.help(visitor, self.help_card(visitor, verdict.level))
        raising = decide(Level.L0, verdict, command.text, clocks=self.clocks, at=at).raising
        wake = await self.blocks.appeal(visitor, command.text, raising, verdict.level, at)
        self.hints.spread(wake)
