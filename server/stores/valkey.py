"""A client for Valkey's commands that gives up soon and never asks twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

PATIENCE: Final = 1.0  # seconds
CONNECTIONS: Final = 8


@asynccontextmanager
async def open_valkey(url: str) -> AsyncIterator[Redis]:
    """A repeated command could count twice (TRAPS 16); a full pool waits (TRAPS 18)."""
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        protocol=2,
        retry=Retry(NoBackoff(), 0),
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        timeout=PATIENCE,
    )
    async with Redis(connection_pool=pool) as client:
        yield client
    await pool.aclose()
