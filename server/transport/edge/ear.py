"""What aiohttp's parser finds is handed over at once: no queue, no reader that wakes up."""

from collections.abc import Callable
from typing import Any

from aiohttp import WSMessage
from aiohttp._websocket.reader import WebSocketDataQueue

Take = Callable[[WSMessage], None]


class Ear(WebSocketDataQueue):
    """Stands where the parser has its queue, and keeps nothing.

    `broken` is told what the parser could not read; nothing comes after it.
    """

    __slots__ = ("_broken", "_take")

    def __init__(self, take: Take, broken: Callable[[BaseException], None]) -> None:
        # Not the queue's own: its deque alone is 700 bytes, for what never waits here.
        self._take = take
        self._broken = broken

    def feed_data(self, data: Any, size: int) -> None:
        self._take(data)

    def set_exception(self, exc: BaseException, exc_cause: BaseException | None = None) -> None:
        self._broken(exc)
