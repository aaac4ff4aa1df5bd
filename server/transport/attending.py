"""Which conversations each socket here hears, as SQL has it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from server.domain.conversation import Earshot
from server.domain.ids import ConversationId, PersonId
from server.transport import channels
from server.transport.audience import Audience, Person
from server.transport.channels import Nerve

Read = Callable[[Iterable[PersonId]], Awaitable[Mapping[Person, dict[ConversationId, Earshot]]]]


@dataclass(frozen=True, slots=True)
class Attending:
    """`forget` drops what is remembered of a conversation that begins or ceases to be heard here.

    While nobody here heard it, words went by unnoticed: what was remembered may be old.
    `part` is told who hears a conversation no more, and how far they had heard it.
    """

    read: Read
    audience: Audience
    nerve: Nerve
    forget: Callable[[str], None]
    part: Callable[[str, ConversationId, int], None]
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def refresh(self, people: Iterable[Person]) -> None:
        """Let these hear what they are members of, and nothing else.

        One reading at a time: an older one must not undo what a newer one has found.
        """
        async with self._reading:
            here = [person for person in people if self.audience.sid(person) is not None]
            if not here:
                return
            found = await self.read({person for _, person in here})
            for person in here:
                if (sid := self.audience.sid(person)) is not None:
                    self._attend(sid, found.get(person, {}))

    def leave(self, sid: str) -> None:
        self._tune(set(), self.audience.leave(sid))

    def _attend(self, sid: str, hears: dict[ConversationId, Earshot]) -> None:
        before = self.audience.cursors(sid)
        newest = {conversation: earshot.newest for conversation, earshot in hears.items()}
        self._tune(*self.audience.attend(sid, newest))
        for conversation, earshot in hears.items():
            self.audience.limit(sid, conversation, earshot.upto)
        for conversation, cursor in before.items():
            if conversation not in hears:
                self.part(sid, conversation, cursor)
            elif cursor < hears[conversation].since:
                self._came_back(sid, conversation, hears[conversation].since)

    def _came_back(self, sid: str, conversation: ConversationId, since: int) -> None:
        """Out and in again between two looks: what was said meanwhile is not theirs."""
        self.audience.pass_over(sid, conversation, since)
        self.forget(conversation)

    def _tune(self, heard: Iterable[ConversationId], silent: Iterable[ConversationId]) -> None:
        """Listen to the channels of the conversations that somebody here is in."""
        for conversation in heard:
            self.nerve.subscribe(channels.of_talk(conversation))
            self.forget(conversation)
        for conversation in silent:
            self.nerve.unsubscribe(channels.of_talk(conversation))
            self.forget(conversation)
