"""One conversation of the file, from `begin` to the wrap-up."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile

from server.replay.checker import Said
from server.replay.corpus import Talk, Turn
from server.replay.house import House, OutOfPatience
from server.replay.moderator import Moderator
from server.replay.pace import Pace
from server.replay.peer import Peer, Table
from server.replay.person import Person, Visitor
from server.replay.wire import Declined, NotAdmitted


@dataclass(slots=True)
class Stage:
    """`abandoned` counts conversations that could not be played to their end, by reason."""

    house: House
    table: Table
    moderator: Moderator
    pace: Pace
    progress: Callable[[int], None]
    visitors: list[Person] = field(default_factory=list)
    finished: int = 0
    abandoned: Counter[str] = field(default_factory=Counter)

    async def play(self, talk: Talk, number: int) -> None:
        """Never fatal: what goes wrong is counted and the next conversation gets its turn."""
        visitor = Visitor(self.house, f"visitor {number}")
        self.visitors.append(visitor.person)
        try:
            await self._talk(talk, visitor)
            self.finished += 1
        except (OutOfPatience, Declined, NotAdmitted) as wrong:
            self.abandoned[str(wrong)] += 1
        finally:
            await visitor.leave()

    async def _talk(self, talk: Talk, visitor: Visitor) -> None:
        conversation = await visitor.begin()
        waiting = list(takewhile(lambda turn: turn.who == "visitor", talk.turns))
        for turn in waiting:
            await self._say(visitor.person, conversation, turn, waited=True)
        peer = await self.house.patiently("peer", self.table.peer_of(conversation))
        try:
            await self._turns(talk.turns[len(waiting) :], conversation, visitor, peer)
        finally:
            await peer.finish(conversation, visitor)
            self.moderator.over(conversation)
        await visitor.ended()

    async def _turns(
        self, turns: tuple[Turn, ...], conversation: str, visitor: Visitor, peer: Peer
    ) -> None:
        """Each speaks after having heard the other; at the end both have heard everything."""
        people = {"visitor": visitor.person, "peer": peer.person}
        last: dict[str, Said] = {}
        for turn in turns:
            await self._hear(people[turn.who], last.pop(_other(turn.who), None))
            last[turn.who] = await self._say(people[turn.who], conversation, turn)
        for who, said in last.items():
            await self._hear(people[_other(who)], said)

    async def _say(
        self, speaker: Person, conversation: str, turn: Turn, *, waited: bool = False
    ) -> Said:
        await self.pace.wait()
        said = await speaker.say(conversation, turn.text, waited=waited)
        self.progress(1)
        return said

    async def _hear(self, listener: Person, said: Said | None) -> None:
        """What does not come is lost: the checker will say so, the talk goes on."""
        if said is not None and said.seq is not None and not said.withheld:
            patience = self.house.patience
            await listener.ear.until(said.conversation, said.seq, within=patience)


def _other(who: str) -> str:
    return "peer" if who == "visitor" else "visitor"
