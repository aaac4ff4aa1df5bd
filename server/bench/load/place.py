"""A place at the line: one conversation after another, until the time is up."""

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from server.bench.load.deaf import ONE_IN, put_out
from server.bench.load.tally import Tally
from server.replay.checker import Said
from server.replay.corpus import Turn
from server.replay.house import OutOfPatience
from server.replay.moderator import Moderator
from server.replay.peer import Peer, Table
from server.replay.person import Person, Visitor
from server.replay.wire import Declined, NotAdmitted


@dataclass(frozen=True, slots=True)
class Stage:
    """What the places share. Few come in at the same time: `door`. `is_over`: start nothing new.

    `words` gives the next thing to say; a conversation has `turns`, `gap` seconds apart.
    """

    tally: Tally
    table: Table
    moderator: Moderator
    door: asyncio.Semaphore
    words: Iterator[Turn]
    turns: int
    gap: float
    is_over: Callable[[], bool]
    chance: random.Random

    async def keep_talking(self, place: int) -> None:
        """What goes wrong is counted, and the next conversation begins."""
        count = 0
        while not self.is_over():
            visitor = Visitor(self.tally.house, f"visitor {place}.{count}")
            count += 1
            try:
                await self._converse(visitor, place)
                self.tally.finished += 1
            except (OutOfPatience, Declined, NotAdmitted) as wrong:
                self.tally.abandoned[str(wrong)] += 1
            finally:
                await visitor.leave()

    async def _converse(self, visitor: Visitor, place: int) -> None:
        async with self.door:
            conversation = await visitor.begin()
            answered = self.table.peer_of(conversation)
            peer = await self.tally.house.patiently("peer", answered)
        self.tally.came.add(place)
        try:
            await self._talk(conversation, visitor, peer, deaf=place % ONE_IN == 0)
        finally:
            with self.tally.given_up(conversation):
                await peer.finish(conversation, visitor)
                self.moderator.over(conversation)
                await visitor.ended()
            self.tally.ended(conversation, [visitor.person, peer.person])

    async def _talk(self, conversation: str, visitor: Visitor, peer: Peer, *, deaf: bool) -> None:
        """They take turns; each has heard the other before. One page may stop reading midway."""
        people = (visitor.person, peer.person)
        turns = self.chance.randint(self.turns // 2, self.turns * 3 // 2)
        await asyncio.sleep(self.chance.uniform(0, self.gap))
        for number in range(turns):
            if self.is_over():
                return
            if deaf and number == turns // 2:
                await self._goes_deaf(conversation, *people)
            speaker, listener = people[number % 2], people[1 - number % 2]
            began = asyncio.get_running_loop().time()
            await self._hear(listener, await self._say(speaker, conversation))
            spent = asyncio.get_running_loop().time() - began
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * self.gap - spent)

    async def _say(self, speaker: Person, conversation: str) -> Said:
        said = await speaker.say(conversation, next(self.words).text)
        self.tally.acked(said)
        return said

    async def _goes_deaf(self, conversation: str, deaf: Person, other: Person) -> None:
        """The other talks on meanwhile. That it comes late to who did not read is no delay."""
        began = asyncio.get_running_loop().time()
        ending = asyncio.create_task(put_out(deaf, conversation))
        said = []
        try:
            while not ending.done():
                said.append(await self._say(other, conversation))
                await asyncio.wait([ending], timeout=self.gap)
            self.tally.silenced(began, await ending)
        finally:
            ending.cancel()
            await asyncio.gather(ending, return_exceptions=True)
        for one in said:
            await self._reaches(deaf, one)

    async def _hear(self, listener: Person, said: Said) -> None:
        await self._reaches(listener, said)
        self.tally.heard(said, listener)

    async def _reaches(self, listener: Person, said: Said) -> None:
        """What does not come is lost: the tally will say so, the talk goes on."""
        if said.seq is not None and not said.withheld:
            patience = self.tally.house.patience
            await listener.ear.until(said.conversation, said.seq, within=patience)
