"""What one person is shown: each line once, in order, as the pages do it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable

from server.contract.views import Line
from server.domain.session import Role
from server.replay.checker import Hearing


class Ear:
    """`again` counts lines that came a second time on the wire and were shown once."""

    def __init__(self, listener: str, now: Callable[[], float]) -> None:
        self.heard: list[Hearing] = []
        self.again = 0
        self.whole: defaultdict[str, int] = defaultdict(int)  # up to here nothing is missing
        self._listener = listener
        self._now = now
        self._known: defaultdict[str, set[int]] = defaultdict(set)
        self._news = asyncio.Event()

    def take(self, conversation: str, lines: Iterable[Line]) -> None:
        """Show what is new; one's own lines come back with `mine` and are known already."""
        for line in lines:
            if line.mine:
                self.know(conversation, line.seq)
            elif line.seq in self._known[conversation]:
                self.again += 1
            else:
                self.know(conversation, line.seq)
                self.heard.append(self._hearing(conversation, line))

    def begins(self, conversation: str, *, after: int) -> None:
        """Nothing up to there is missing to who came later."""
        self.whole[conversation] = max(self.whole[conversation], after)

    def know(self, conversation: str, seq: int) -> None:
        known = self._known[conversation]
        known.add(seq)
        while self.whole[conversation] + 1 in known:
            self.whole[conversation] += 1
        self._news.set()

    def knows(self, conversation: str, seq: int) -> bool:
        return seq in self._known[conversation]

    def last(self, conversation: str) -> int:
        """The highest number that has come; 0 for none."""
        return max(self._known[conversation], default=0)

    async def until(self, conversation: str, seq: int, *, within: float) -> bool:
        """Wait for a line; False if it does not come in time."""
        try:
            async with asyncio.timeout(within):
                while not self.knows(conversation, seq):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    def _hearing(self, conversation: str, line: Line) -> Hearing:
        return Hearing(
            listener=self._listener,
            conversation=conversation,
            seq=line.seq,
            text=line.text,
            at=self._now(),
            notice=line.role is Role.SERVICE,
            withheld=line.withheld,
        )
