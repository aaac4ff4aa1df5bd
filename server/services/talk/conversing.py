"""A message's way from one person to the others."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Level, Verdict
from server.contract.commands import CatchUp, Received, Say, Typing, Unsay
from server.contract.events import Receipt, Tail
from server.contract.views import HelpCard
from server.domain.escalation import decide
from server.domain.ids import ConversationId
from server.domain.path import Path, begun_by
from server.domain.refusal import Code, Refusal
from server.domain.saying import Kept, Saying
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.services.ports import Hints, Journal, Now, Screen, Talks
from server.services.talk.lines import PAGE, tail
from server.services.talk.recent import Lately, Recent

CONTEXT: Final = 2.0
"""Seconds to read what was said before: much longer than a store needs that is well."""

SPEAKERS: Mapping[Role, Speaker] = {
    Role.VISITOR: Speaker.VISITOR,
    Role.PEER: Speaker.PEER,
    Role.MODERATOR: Speaker.MODERATOR,
}


@dataclass(frozen=True, slots=True)
class Conversing:
    """`clocks` is how long a flag of each level may stay unclaimed.

    `end` ends a conversation whose level is L0, in the name of who is speaking.
    """

    journal: Journal
    talks: Talks
    hints: Hints
    recent: Recent
    screen: Screen
    alarm: Callable[[Session, str, Level], None]
    help_card: Callable[[Session, Level, Path | None], HelpCard]
    clocks: Mapping[Level, timedelta]
    now: Now
    end: Callable[[Session, str, datetime], Awaitable[Wake]]
    take_back: Callable[[Session, str, int, datetime], Awaitable[Wake]]

    async def say(self, speaker: Session, command: Say) -> Receipt:
        verdict = await self._screened(speaker, command)
        saying = self._decided(speaker, command, verdict)
        path = begun_by(saying.raising.concerns) if saying.raising else None
        if (path or Action.HELP_CARD in verdict.actions) and speaker.role is Role.VISITOR:
            # Before anything that can fail: the card depends on nobody.
            self.hints.help(speaker, self.help_card(speaker, verdict.level, path))
        kept = await self._kept(saying)
        if not kept.again:
            self.hints.spread(_wake(speaker, kept))
            if kept.waits_until:
                self.hints.typing(command.conversation, speaker, on=True)
            else:
                self.recent.said(kept.message)
            if Action.END in verdict.actions and speaker.role is Role.VISITOR:
                self.hints.spread(await self.end(speaker, command.conversation, self.now()))
        return Receipt(seq=kept.message.seq, at=kept.message.at, withheld=kept.message.withheld)

    async def unsay(self, who: Session, command: Unsay) -> None:
        """What the screen found in it stays, and so does what it remembers of it."""
        taken = await self.take_back(who, command.conversation, command.seq, self.now())
        self.hints.spread(taken)

    def typing(self, who: Session, command: Typing) -> None:
        self.hints.typing(command.conversation, who, on=command.on)

    def received(self, who: Session, command: Received) -> None:
        self.hints.received(command.conversation, who, command.seq)

    async def catch_up(self, who: Session, command: CatchUp) -> Tail:
        found = await self.talks.tail(who.id, command.conversation, command.after, PAGE)
        return tail(command.conversation, found, who)

    async def _screened(self, speaker: Session, command: Say) -> Verdict:
        before = await self._before(command.conversation, speaker)
        who = SPEAKERS[speaker.role]
        return self.screen(Passage(command.text, before.words, who, before.trail))

    async def _before(self, conversation: str, speaker: Session) -> Lately:
        try:
            async with asyncio.timeout(CONTEXT):
                return await self.recent.before(conversation, speaker)
        except Exception:  # only context: a store that is away or hangs must not hold up the alarm
            return Lately()

    def _decided(self, speaker: Session, command: Say, verdict: Verdict) -> Saying:
        at = self.now()
        decision = decide(Level.L0, verdict, command.text, clocks=self.clocks, at=at)
        return Saying(
            conversation=ConversationId(command.conversation),
            speaker=speaker,
            ref=command.ref,
            text=command.text,
            verdict=verdict,
            raising=decision.raising,
            withheld=decision.withheld,
            wants_opinion=Action.SECOND_OPINION in verdict.actions,
            at=at,
            careful=command.careful,
        )

    async def _kept(self, saying: Saying) -> Kept:
        """If it can't be kept, moderators are told all the same."""
        try:
            return await self.journal.keep(saying)
        except BaseException as error:  # also a wait cut short: the alarm is behind nothing
            if saying.raising and not _may_not(error):
                self.alarm(saying.speaker, saying.conversation, saying.verdict.level)
            raise


def _may_not(error: BaseException) -> bool:
    """Somebody else's conversation, or one that has ended: nobody's words were lost."""
    return isinstance(error, Refusal) and error.code is not Code.TOO_FAST


def _wake(speaker: Session, kept: Kept) -> Wake:
    worries = kept.flagged or kept.raised_to is not None
    wake = Wake(wall=worries, queue=kept.raised_to is not None)  # risk moves people forward
    if kept.waits_until:  # only its writer and the mentor see it
        wake.wall = True
        wake.look(speaker.role, speaker.id)
    else:
        wake.said.append(kept.message)
    if kept.read_by:
        wake.look(Role.PEER, kept.read_by)
    if worries:
        wake.look(speaker.role, speaker.id)
        wake.talks |= {kept.message.conversation, kept.about or kept.message.conversation}
    return wake
