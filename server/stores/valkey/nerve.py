"""Hints between processes, by Valkey. Any of them may be lost; nobody ever waits for one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import structlog

from server.stores.valkey.link import Link
from server.stores.valkey.words import Answer, packed

MOST_WAITING: Final = 10_000  # hints; more than this means that Valkey does not keep up


@dataclass(frozen=True, slots=True)
class Words:
    """How hints are said: to everybody, or within the shard of a cluster that holds the channel."""

    publish: str
    subscribe: str
    unsubscribe: str
    message: bytes
    together: bool  # several channels in one command


PLAIN: Final = Words("PUBLISH", "SUBSCRIBE", "UNSUBSCRIBE", b"message", together=True)
SHARDED: Final = Words("SPUBLISH", "SSUBSCRIBE", "SUNSUBSCRIBE", b"smessage", together=False)
OnMessage = Callable[[str, bytes], None]
log = structlog.get_logger()


class Nerve:
    """One connection to publish, one to listen. Nothing here raises or blocks but `run`."""

    def __init__(self, url: str, words: Words = PLAIN) -> None:
        self._mouth = _Mouth(url, words)
        self._ear = _Ear(url, words)

    @property
    def state(self) -> Literal["up", "down"]:
        return "up" if self._mouth.link.up and self._ear.link.up else "down"

    @property
    def dropped(self) -> int:
        """How many hints were not, or perhaps not, told to Valkey."""
        return self._mouth.dropped

    def publish(self, channel: str, payload: bytes, *, within: float = 0.0) -> None:
        """`within` so many seconds, at once or with whatever else goes."""
        self._mouth.say(channel, payload, within)

    def subscribe(self, channel: str) -> None:
        self._ear.want(channel, wanted=True)

    def unsubscribe(self, channel: str) -> None:
        self._ear.want(channel, wanted=False)

    async def run(self, on_message: OnMessage) -> None:
        """Keep both connections up until cancelled. `on_message` must be quick."""
        self._ear.on_message = on_message
        async with asyncio.TaskGroup() as both:
            both.create_task(self._mouth.link.keep())
            both.create_task(self._ear.link.keep())


class _Mouth:
    def __init__(self, url: str, words: Words) -> None:
        self.link = Link(url, begin=self._begin, take=self._take, hear=self._hear)
        self.dropped = 0
        self._words = words
        self._waiting: list[bytes] = []
        self._unanswered = 0

    def say(self, channel: str, payload: bytes, within: float) -> None:
        if not self.link.up or len(self._waiting) >= MOST_WAITING:
            self.dropped += 1
            return
        self._waiting.append(packed(self._words.publish, channel, payload))
        self.link.wake(within)

    def _begin(self) -> None:
        """What was under way when the last connection broke is gone, or perhaps arrived."""
        self.dropped += self._unanswered + len(self._waiting)
        self._unanswered = 0
        self._waiting.clear()

    def _take(self) -> bytes:
        batch, self._waiting = self._waiting, []
        self._unanswered += len(batch)
        return b"".join(batch)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, int):  # to PUBLISH; PING is answered by a word
            self._unanswered -= 1


class _Ear:
    def __init__(self, url: str, words: Words) -> None:
        self.link = Link(url, begin=self._begin, take=self._take, hear=self._hear)
        self._words = words
        self.on_message: OnMessage | None = None
        self._wanted: set[str] = set()
        self._changes: dict[str, bool] = {}

    def want(self, channel: str, *, wanted: bool) -> None:
        if (channel in self._wanted) is wanted:
            return
        (self._wanted.add if wanted else self._wanted.remove)(channel)
        self._changes[channel] = wanted
        self.link.wake()

    def _begin(self) -> None:
        self._changes = dict.fromkeys(self._wanted, True)

    def _take(self) -> bytes:
        changes, self._changes = self._changes, {}
        on = [channel for channel, wanted in changes.items() if wanted]
        off = [channel for channel, wanted in changes.items() if not wanted]
        words = self._words
        said = ((words.subscribe, on), (words.unsubscribe, off))
        if words.together:
            return b"".join(packed(word, *channels) for word, channels in said if channels)
        return b"".join(packed(word, channel) for word, channels in said for channel in channels)

    def _hear(self, answer: Answer) -> None:
        match answer:
            case [self._words.message, bytes(channel), bytes(payload)]:
                self._tell(channel.decode(), payload)

    def _tell(self, channel: str, payload: bytes) -> None:
        if self.on_message is None:
            return
        try:
            self.on_message(channel, payload)
        except Exception:
            # One hint that can't be read must not deafen this process to all the others.
            log.exception("hint failed")
