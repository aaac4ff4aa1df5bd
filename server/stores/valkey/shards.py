"""Hints over a cluster: each channel's go by the node that holds it, and by no other."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.crc import key_slot
from redis.exceptions import RedisError

from server.stores.valkey.nerve import SHARDED, Nerve, OnMessage
from server.stores.valkey.places import Host, places

LOOK_EVERY: Final = 5.0  # seconds: after so long a slot that has moved is followed
PATIENCE: Final = 2.0
AWAY: Final = (RedisError, OSError, TimeoutError)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Span:
    """The slots from `first` to `last` are held by this node."""

    first: int
    last: int
    host: Host


class Shards:
    """As a nerve. While the cluster is not known nobody hears anything, and nobody waits."""

    def __init__(self, url: str) -> None:
        self._at = places(url)
        self._spans: tuple[_Span, ...] = ()
        self._nodes: dict[Host, Nerve] = {}
        self._tasks: dict[Host, asyncio.Task[None]] = {}
        self._wanted: set[str] = set()
        self._lost = 0

    @property
    def state(self) -> Literal["up", "down"]:
        known = bool(self._nodes)
        return "up" if known and all(n.state == "up" for n in self._nodes.values()) else "down"

    @property
    def dropped(self) -> int:
        return self._lost + sum(node.dropped for node in self._nodes.values())

    def publish(self, channel: str, payload: bytes, *, within: float = 0.0) -> None:
        if node := self._holder(channel):
            node.publish(channel, payload, within=within)
        else:
            self._lost += 1

    def subscribe(self, channel: str) -> None:
        self._wanted.add(channel)
        if node := self._holder(channel):
            node.subscribe(channel)

    def unsubscribe(self, channel: str) -> None:
        self._wanted.discard(channel)
        if node := self._holder(channel):
            node.unsubscribe(channel)

    async def run(self, on_message: OnMessage) -> None:
        """Until cancelled: follow where the slots are, and keep the lines to their nodes up."""
        async with asyncio.TaskGroup() as group:
            while True:
                spans = await self._look()
                if spans and spans != self._spans:
                    self._follow(spans, on_message, group)
                await asyncio.sleep(LOOK_EVERY if self._spans else LOOK_EVERY / 10)

    def _holder(self, channel: str) -> Nerve | None:
        slot = key_slot(channel.encode())
        held = (span.host for span in self._spans if span.first <= slot <= span.last)
        host = next(held, None)
        return None if host is None else self._nodes.get(host)

    def _follow(
        self, spans: tuple[_Span, ...], on_message: OnMessage, group: asyncio.TaskGroup
    ) -> None:
        for channel in self._wanted:
            if before := self._holder(channel):
                before.unsubscribe(channel)
        there = {span.host for span in spans}
        for host in there - self._nodes.keys():
            self._nodes[host] = Nerve(self._url(host), SHARDED)
            self._tasks[host] = group.create_task(self._nodes[host].run(on_message))
        for host in self._nodes.keys() - there:
            self._lost += self._nodes.pop(host).dropped
            self._tasks.pop(host).cancel()
        self._spans = spans
        for channel in self._wanted:
            self.subscribe(channel)
        log.info("connected", store="valkey", count=len(there))

    def _url(self, host: Host) -> str:
        user, password = self._at.user or "", self._at.password
        access = f"{user}:{password}@" if password else ""
        return f"redis{'s' if self._at.tls else ''}://{access}{host[0]}:{host[1]}"

    async def _look(self) -> tuple[_Span, ...]:
        """From whichever node answers; nothing where none does."""
        for host in (*self._nodes, *self._at.hosts):
            try:
                async with asyncio.timeout(PATIENCE):
                    return await self._asked(host)
            except AWAY:
                continue
        return ()

    async def _asked(self, host: Host) -> tuple[_Span, ...]:
        once = Retry(NoBackoff(), 0)
        async with Redis.from_url(self._url(host), protocol=2, retry=once) as node:
            answer = await node.execute_command("CLUSTER SLOTS")  # type: ignore[no-untyped-call]
        return _spans(answer, host)


def _spans(answer: Sequence[Any], asked: Host) -> tuple[_Span, ...]:
    """A node that does not know its own address answers with none: it is the one that we asked."""
    return tuple(
        _Span(first, last, (_text(holder[0]) or asked[0], int(holder[1])))
        for first, last, holder, *_ in sorted(answer, key=lambda slots: int(slots[0]))
    )


def _text(said: bytes | None) -> str:
    return said.decode() if said else ""
