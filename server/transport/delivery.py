"""A kept message's way to the sockets of this process: once each, in order, without gaps."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

import structlog

from server.contract.events import Heard
from server.domain.message import CHANGES_HEARING, Message
from server.domain.session import Role, Session
from server.services.talk.lines import line
from server.transport.audience import Audience, Person, Talk, who
from server.transport.edge.frames import Frame
from server.transport.outside import Outside
from server.transport.telling import Telling, frame

log = structlog.get_logger(__name__)

Gap = Callable[[str, int, int], Awaitable[list[Message]]]
Parting = Callable[[str, str, int], Awaitable[list[Message]]]
StillIn = Callable[[Iterable[Person]], Awaitable[None]]
PAGE = 200  # messages read at a time to fill a gap


@dataclass(slots=True)
class Delivery:
    """A socket whose cursor is just before a message is told; the others have their gap read.

    Nobody leaves a conversation, and none is paused, without a number of it saying so. So who has
    a gap may have left, and whoever such a number is told to: `still_in` looks first, and lets
    nobody hear what they are no member of any more, or what waits for the pause to end.

    What a locked page is not told has arrived all the same: when it is open it reads it.

    `heard` is told the words that pass here, also those that a lost hint had kept back: what was
    said last is what the next words answer.
    """

    audience: Audience
    telling: Telling
    outside: Outside
    gap: Gap
    parting: Parting
    heard: Callable[[Message], None]
    still_in: StillIn = field(init=False)
    _parting: set[asyncio.Task[None]] = field(default_factory=set)
    _filling: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def deliver(self, message: Message) -> None:
        talk = self.audience.talk(message.conversation)
        if talk is None:
            return
        talk.newest = max(talk.newest, message.seq)
        self._hear(talk, message)
        if message.notice not in CHANGES_HEARING:
            self._tell(talk, message)
        self.catch_up(talk)

    def catch_up(self, talk: Talk) -> None:
        """Read what somebody here has missed, unless that is under way."""
        if talk.oldest_cursor < talk.newest and talk.id not in self._filling:
            task = self._begin(talk.id, self._fill(talk))
            self._filling[talk.id] = task
            task.add_done_callback(lambda _: self._filling.pop(talk.id, None))

    def part(self, sid: str, conversation: str, after: int) -> None:
        """This socket's person has left. What was said before that is still theirs to hear."""
        task = self._begin(conversation, self._part(sid, conversation, after))
        self._parting.add(task)
        task.add_done_callback(self._parting.discard)

    def _begin(self, talk: str, reading: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(self._read(talk, reading))

    async def _read(self, talk: str, reading: Coroutine[Any, Any, None]) -> None:
        try:
            await reading
        except Exception:  # a store that is away: the reconcile pass comes by again
            log.exception("gap not read", conversation=talk)

    async def _fill(self, talk: Talk) -> None:
        """What comes while it is looked who is still in may be said after a leaving: it waits."""
        while (before := talk.oldest_cursor) < (upto := talk.newest):
            await self.still_in(self._behind(talk))
            if (after := talk.oldest_cursor) < upto:
                for message in await self.gap(talk.id, after, min(upto, after + PAGE)):
                    self._hear(talk, message)
                    self._tell(talk, message)
            if talk.oldest_cursor == before:
                return  # not to be had now; the reconcile pass comes by again

    def _behind(self, talk: Talk) -> list[Person]:
        lag = (sid for sid, cursor in talk.cursors.items() if cursor < talk.newest)
        return [who(self.audience.sessions[sid]) for sid in lag]

    async def _part(self, sid: str, conversation: str, after: int) -> None:
        if (session := self.audience.sessions.get(sid)) is None:
            return
        for message in await self.parting(session.id, conversation, after):
            own = _is_own(message, session)
            self.telling.words(sid, _heard(message, session.role, own))

    def _hear(self, talk: Talk, message: Message) -> None:
        """Only what is newer than before; a notice is no words."""
        if message.notice is None and message.seq > talk.heard:
            talk.heard = message.seq
            self.heard(message)

    def _tell(self, talk: Talk, message: Message) -> None:
        encoded: dict[tuple[Role, bool], Frame] = {}
        kept_back: list[tuple[str, bool]] = []
        for sid in talk.cursors:
            if not talk.is_next(sid, message.seq):
                continue
            session = self.audience.sessions[sid]
            own = _is_own(message, session)
            key = (session.role, own)
            if key not in encoded:
                encoded[key] = _heard(message, *key)
            talk.cursors[sid] = message.seq
            if not self.telling.words(sid, encoded[key]):
                kept_back.append((sid, own))
        for sid, own in kept_back:
            self.outside.keep_back(sid, message, own=own)


def _is_own(message: Message, session: Session) -> bool:
    return message.speaker == session.id and message.role is session.role


def _heard(message: Message, role: Role, own: bool) -> Frame:
    event = Heard(conversation=message.conversation, line=line(message, role, mine=own))
    return frame(role, event)
