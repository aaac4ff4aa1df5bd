"""One person's packets, carried out in the order in which they came."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from aiohttp import WSCloseCode

from server.transport.edge.cut import Cut

Rest = Coroutine[Any, Any, None]
Hear = Callable[[bytes], Rest | None]


class Lane:
    """A packet is heard at once. What of it must be awaited becomes a task.

    What comes meanwhile waits behind it; when `most` wait, nothing more is read. `at_rest` is
    told when nothing is left to do, with the code of the rule that was broken, if one was.
    """

    __slots__ = ("_at_rest", "_behind", "_hear", "_most", "_transport", "working")

    def __init__(
        self,
        hear: Hear,
        most: int,
        transport: asyncio.Transport,
        at_rest: Callable[[WSCloseCode | None], None],
    ) -> None:
        self.working: asyncio.Task[None] | None = None
        self._behind: list[bytes] = []
        self._hear = hear
        self._most = most
        self._transport = transport
        self._at_rest = at_rest

    def take(self, packet: bytes) -> None:
        """Raises Cut."""
        if self.working is not None:
            self._behind.append(packet)
            if len(self._behind) == self._most:
                self._let_read(on=False)
        elif (rest := self._hear(packet)) is not None:
            self.working = asyncio.get_running_loop().create_task(self._work(rest))

    def drop(self) -> None:
        """What is carried out is let finish; what waits behind it is not begun."""
        self._behind.clear()

    def end(self) -> None:
        """Tell nobody any more: who has gone would be kept by who tells them."""
        self.drop()
        self._at_rest = _nobody

    async def _work(self, rest: Rest) -> None:
        code = None
        try:
            await rest
            while self._behind:
                if (more := self._hear(self._behind.pop(0))) is not None:
                    await more
        except Cut as cut:
            code = cut.code
        except BaseException:
            code = WSCloseCode.INTERNAL_ERROR
            raise
        finally:
            self._rest(code)

    def _rest(self, code: WSCloseCode | None) -> None:
        self.working = None
        self._behind.clear()
        self._let_read(on=True)
        self._at_rest(code)

    def _let_read(self, *, on: bool) -> None:
        if self._transport.is_closing() or self._transport.is_reading() is on:
            return
        if on:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()


def _nobody(code: WSCloseCode | None) -> None:
    """Has gone."""
