"""Hearing without gaps: what the pages do when a number is missing."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

from server.contract.commands import CatchUp
from server.contract.events import Heard, Tail
from server.contract.staff_views import DeskView
from server.contract.views import VisitView
from server.replay.ear import Ear
from server.replay.house import CannotReplay
from server.replay.wire import Declined

SOON: Final = 1.0  # seconds in which a line that a view knows of may still come by itself


class Catching:
    """`filled` counts lines that came by asking only, after a conversation was once complete.

    `late` counts lines that came by themselves after a later one: shown in order all the same.
    """

    def __init__(self, ear: Ear, ask: Callable[[CatchUp], Awaitable[Tail]]) -> None:
        self.filled = 0
        self.late = 0
        self.fresh: set[str] = set()  # conversations with something to confirm
        self._ear = ear
        self._ask = ask
        self._held: dict[str, list[Heard]] = {}
        self._complete: set[str] = set()
        self._highest: defaultdict[str, int] = defaultdict(int)
        self._one_at_a_time = asyncio.Lock()
        self._filling: set[asyncio.Task[None]] = set()

    def take(self, heard: Heard) -> None:
        """Show it, if nothing before it is missing; else ask for that first."""
        conversation = heard.conversation
        self._note(conversation, heard.line.seq)
        if conversation in self._held:
            self._held[conversation].append(heard)
        elif heard.line.seq <= self._ear.whole[conversation] + 1:
            self._ear.take(conversation, [heard.line])
            self._complete.add(conversation)
            self.fresh.add(conversation)
        else:
            self._held[conversation] = [heard]
            self._begin(self._fill(conversation))

    def look(self, view: Any) -> None:
        """A view says how far each of its conversations goes."""
        if isinstance(view, VisitView) and view.conversation:  # what was before is not theirs
            self._ear.begins(view.conversation, after=view.from_seq)
        for conversation, seq in _ends(view):
            if seq > self._ear.whole[conversation]:
                self._begin(self._check(conversation, seq))

    async def catch_up(self, conversation: str) -> None:
        """Take everything that is missing; what comes meanwhile waits until it is its turn."""
        async with self._one_at_a_time:
            self._held.setdefault(conversation, [])
            try:
                await self._missing(conversation)
                self._complete.add(conversation)
            finally:
                late = sorted(self._held.pop(conversation), key=lambda heard: heard.line.seq)
                self._ear.take(conversation, [heard.line for heard in late])
                self.fresh.add(conversation)

    async def stop(self) -> None:
        for task in self._filling:
            task.cancel()
        await asyncio.gather(*self._filling, return_exceptions=True)

    def _note(self, conversation: str, seq: int) -> None:
        highest = self._highest[conversation]
        self.late += seq < highest and not self._ear.knows(conversation, seq)
        self._highest[conversation] = max(highest, seq)

    async def _missing(self, conversation: str) -> None:
        more = True
        while more:
            after = self._ear.whole[conversation]
            tail = await self._ask(CatchUp(conversation=conversation, after=after))
            self.filled += self._count_missing(conversation, tail)
            self._ear.take(conversation, tail.lines)
            whole = max((after, *(line.seq for line in tail.lines)))
            self._ear.whole[conversation] = max(self._ear.whole[conversation], whole)
            more = tail.more and bool(tail.lines)

    def _count_missing(self, conversation: str, tail: Tail) -> int:
        """Lines of others that have not come by themselves, where all had come before."""
        if conversation not in self._complete:
            return 0
        came = {heard.line.seq for heard in self._held[conversation]}
        return sum(
            not (line.mine or line.seq in came or self._ear.knows(conversation, line.seq))
            for line in tail.lines
        )

    async def _check(self, conversation: str, seq: int) -> None:
        await asyncio.sleep(SOON)
        if seq > self._ear.whole[conversation]:
            await self._fill(conversation)

    async def _fill(self, conversation: str) -> None:
        try:
            await self.catch_up(conversation)
        except (Declined, CannotReplay):
            return  # it is over, or nobody answers: the checker will say what is missing

    def _begin(self, filling: Any) -> None:
        task = asyncio.create_task(filling)
        self._filling.add(task)
        task.add_done_callback(self._filling.discard)


def _ends(view: Any) -> Iterator[tuple[str, int]]:
    match view:
        case VisitView(conversation=str(conversation), last_seq=seq):
            yield conversation, seq
        case DeskView(conversations=talks):
            for talk in talks:
                yield talk.id, talk.last_seq
                if talk.backstage:
                    yield talk.backstage, talk.backstage_seq
            for room in view.rooms:
                if room.inside:
                    yield room.id, room.last_seq
