"""A client for Valkey's commands that gives up soon and never asks twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, cast

from redis.asyncio import Redis
from redis.asyncio.cluster import ClusterNode, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from server.stores.valkey.nerve import Nerve
from server.stores.valkey.places import CLUSTER, places, scheme
from server.stores.valkey.pool import let_go, pool_of
from server.stores.valkey.shards import Shards

PATIENCE: Final = 1.0  # seconds
CONNECTIONS: Final = 8
OPTIONS: Final[dict[str, Any]] = {
    "max_connections": CONNECTIONS,
    "protocol": 2,
    "socket_connect_timeout": PATIENCE,
    "socket_timeout": PATIENCE,
}


def nerve_of(url: str) -> Nerve | Shards:
    return Shards(url) if scheme(url) in CLUSTER else Nerve(url)


@asynccontextmanager
async def open_valkey(url: str) -> AsyncIterator[Redis]:
    """A repeated command could count twice (TRAPS 16); a full pool waits (TRAPS 18)."""
    if scheme(url) in CLUSTER:
        async with _cluster(url) as client:
            yield cast("Redis", client)  # what is asked of it has one key each
        return
    pool = pool_of(url, retry=Retry(NoBackoff(), 0), timeout=PATIENCE, **OPTIONS)
    async with Redis(connection_pool=pool) as client:
        yield client
    await let_go(pool)


def _cluster(url: str) -> RedisCluster:
    at = places(url)
    return RedisCluster(
        startup_nodes=[ClusterNode(host, port) for host, port in at.hosts],
        username=at.user,
        password=at.password,
        ssl=at.tls,
        retry=Retry(NoBackoff(), 0),
        require_full_coverage=False,
        **OPTIONS,
    )
