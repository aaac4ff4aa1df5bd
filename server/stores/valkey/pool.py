"""Connections to one server, or to whichever the sentinels say is the one now."""

from typing import Any

from redis.asyncio.connection import BlockingConnectionPool, ConnectionPool
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool

from server.stores.valkey.places import SENTINEL, places, scheme


def pool_of(url: str, **options: Any) -> ConnectionPool:
    """Sentinels are asked anew with each connection: after a failover the next one is right."""
    if scheme(url) in SENTINEL:
        return _watched(url, options)
    kind = BlockingConnectionPool if "timeout" in options else ConnectionPool
    return kind.from_url(url, **options)


def _watched(url: str, options: dict[str, Any]) -> ConnectionPool:
    at = places(url)
    asked = {"socket_timeout": options["socket_connect_timeout"], "ssl": at.tls}
    watching = Sentinel(at.hosts, sentinel_kwargs=asked, **asked)  # type: ignore[no-untyped-call]
    options.pop("timeout", None)
    access = {"username": at.user, "password": at.password, "ssl": at.tls}
    return SentinelConnectionPool(at.name, watching, **access, **options)  # type: ignore[no-untyped-call]


async def let_go(pool: ConnectionPool) -> None:
    """Close what it holds open, the lines to the sentinels too."""
    await pool.aclose()
    if isinstance(pool, SentinelConnectionPool):
        for one in pool.sentinel_manager.sentinels:
            await one.aclose()
