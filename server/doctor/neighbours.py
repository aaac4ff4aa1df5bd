"""What must be asked: the database, Valkey, the web process and the worker."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import aiohttp
from redis.exceptions import RedisError
from sqlalchemy import DateTime, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Select

from config.addresses import in_the_clear
from config.settings import Settings
from server.doctor.finding import Finding, broken, look, well
from server.stores.database import Database
from server.stores.migrate import is_current
from server.stores.tables.house import leases, processes
from server.stores.valkey.client import open_valkey

PATIENCE: Final = 5.0
WORKER_SEEN_WITHIN: Final = timedelta(seconds=30)
CLOCKS_MAY_DIFFER: Final = timedelta(seconds=5)
UNNAMED: Final = "warmline_unnamed_proxy 1.0"
START: Final = "Start it: make run, or warmline {name}."


async def database(settings: Settings) -> AsyncIterator[Finding]:
    """And what only the database knows: whether a worker lives, and another clock."""
    kept = settings.data_dir / "warmline.sqlite"
    url = settings.database_url.get_secret_value()
    if url.endswith(f"{kept}") and not kept.exists():
        yield broken("database", f"there is no {kept} yet", "Run warmline migrate.")
        return
    async with Database.open(url) as opened, opened.read() as tx:
        if not await tx.run_sync(is_current):
            yield broken("database", "its tables are of another version", "Run warmline migrate.")
            return
        yield well("database", "reachable and up to date")
        yield await _clock(tx)
        yield await _worker(tx)
        async for failing in _tasks(tx):
            yield failing


async def _clock(tx: AsyncConnection) -> Finding:
    theirs = await _moment(tx, select(func.current_timestamp(type_=DateTime(timezone=True))))
    now = datetime.now(UTC)
    return compared(now, theirs or now)


def compared(ours: datetime, theirs: datetime) -> Finding:
    apart = abs(ours - theirs)
    if apart > CLOCKS_MAY_DIFFER:
        words = f"this machine and the database are {apart.total_seconds():.0f} s apart"
        return broken("clock", words, "Synchronise both (NTP): deadlines hang on it.")
    return well("clock", "agrees with the database's")


async def _worker(tx: AsyncConnection) -> Finding:
    seen = await _moment(
        tx, select(func.max(processes.c.seen_at)).where(processes.c.kind == "worker")
    )
    if seen is None or datetime.now(UTC) - seen > WORKER_SEEN_WITHIN:
        when = f"since {seen:%Y-%m-%d %H:%M} UTC" if seen else "ever"
        return broken("worker", f"none was seen {when}", START.format(name="worker"))
    return well("worker", f"seen at {seen:%H:%M:%S} UTC{await _models(tx)}")


async def _tasks(tx: AsyncConnection) -> AsyncIterator[Finding]:
    """Matching, the clocks of flags, forgetting and the others: what fails is tried again."""
    failing = leases.c.failing_since.is_not(None)
    for name, since in await tx.execute(
        select(leases.c.name, leases.c.failing_since).where(failing)
    ):
        words = f"each round has failed since {since:%Y-%m-%d %H:%M} UTC"
        yield broken(f"task: {name}", words, "The log says why, at: round failed.")


async def _models(tx: AsyncConnection) -> str:
    latest = select(processes.c.models).where(processes.c.kind == "worker")
    states = await tx.scalar(latest.order_by(processes.c.seen_at.desc()).limit(1))
    return f"; models: {', '.join(states)}" if states else ""


async def _moment(tx: AsyncConnection, wanted: Select[Any]) -> datetime | None:
    moment: datetime | None = await tx.scalar(wanted)
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


async def valkey(settings: Settings) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE), open_valkey(_url(settings)) as link:
            await link.ping()
    except (OSError, RedisError, TimeoutError, ValueError) as failed:
        return _without_valkey(failed)
    if in_the_clear(_url(settings)):
        words = "answers, but people's words go there without TLS"
        return look("Valkey", words, "Let REDIS_URL begin with rediss, or keep it on this machine.")
    return well("Valkey", "answers")


def _url(settings: Settings) -> str:
    return settings.redis_url.get_secret_value()


def _without_valkey(failed: Exception) -> Finding:
    advice = "Start it, or correct REDIS_URL. Until then events between processes are slow."
    return broken("Valkey", f"does not answer ({type(failed).__name__})", advice)


async def web(settings: Settings) -> Finding:
    name = f"port {settings.port}"
    patience = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=patience) as session,
            session.get(f"http://127.0.0.1:{settings.port}/healthz") as answer,
        ):
            answered = answer.status
    except aiohttp.ClientConnectorError:
        return look("web", f"nobody listens on {name}", START.format(name="web"))
    except (aiohttp.ClientError, TimeoutError):
        answered = 0
    if answered != 200:
        return broken("web", f"another program has {name}", "Choose another PORT.")
    return well("web", f"serves on {name}")


async def proxy(settings: Settings) -> AsyncIterator[Finding]:
    """As the web process has seen since it began; nothing where there is none."""
    patience = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=patience) as session,
            session.get(f"http://127.0.0.1:{settings.port}/metrics") as answer,
        ):
            figures = await answer.text()
    except (aiohttp.ClientError, TimeoutError):
        return
    if UNNAMED in figures.splitlines():
        words = "it passes requests on and is not named: all visitors would have its address"
        yield look("proxy", words, "Name its network in WARMLINE_TRUSTED_PROXIES.")
