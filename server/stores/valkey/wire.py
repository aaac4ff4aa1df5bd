"""One open connection to Valkey: what it says is heard where it arrives."""

import asyncio
from collections.abc import Callable
from typing import Final

from redis.asyncio.connection import AbstractConnection

from server.stores.valkey.words import Answer, Answers, Unreadable, packed

PING: Final = packed("PING")


class Wire(asyncio.Protocol):
    """No task wakes up for an answer, nor to send: on a busy line that cost more than the hints.

    `hear` gets each answer; `ready`: it takes words again, after it had too many to send.
    """

    def __init__(self, hear: Callable[[Answer], None], ready: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        self._hear, self._ready, self._clock = hear, ready, loop.time
        self._answers = Answers()
        self._heard_at = loop.time()
        self.gone: asyncio.Future[None] = loop.create_future()
        self.is_full = False

    def take_over(self, connection: AbstractConnection) -> None:
        """It is open and its greetings are answered: that is all we want of the library's."""
        assert connection._writer is not None  # noqa: SLF001 - listed in test_private_names
        self._transport = connection._writer.transport  # noqa: SLF001
        self._transport.set_protocol(self)

    @property
    def silence(self) -> float:
        """Seconds since it said anything."""
        return self._clock() - self._heard_at

    def write(self, words: bytes) -> None:
        self._transport.write(words)

    def cut(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._heard_at = self._clock()
        try:
            for answer in self._answers.heard(data):
                self._hear(answer)
        except Unreadable:
            self.cut()

    def pause_writing(self) -> None:
        self.is_full = True

    def resume_writing(self) -> None:
        self.is_full = False
        self._ready()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)
