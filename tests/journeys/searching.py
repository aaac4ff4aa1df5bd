"""Everything that the running service has left behind, byte by byte, and the time to forget it."""

import asyncio
import signal
import sqlite3
import time
import urllib.request
from pathlib import Path

from redis.asyncio import Redis
from sqlalchemy import LargeBinary

from server.stores.tables.every import METADATA

LONG_AGO = "2020-01-01 00:00:00.000000"


async def found(service, canary, no_secrets):
    """Where any of them is: what is left of a person behind the pages."""
    places = {
        "log": canary.sung(service.logs().encode()),
        "metrics": canary.sung(await asyncio.to_thread(metrics, service)),
        "arguments": canary.sung(arguments(service)),
        "valkey": canary.sung(await in_valkey(service)),
        "files": canary.sung(in_files(service, but="log")) - no_secrets,
    }
    return {place: sung for place, sung in places.items() if sung}


def metrics(service):
    with urllib.request.urlopen(f"{service.origins[0]}/metrics", timeout=60) as answer:
        return answer.read()


def arguments(service):
    return b"".join(
        Path(f"/proc/{service.pid(name)}/cmdline").read_bytes() for name in ("web1", "worker")
    )


async def in_valkey(service):
    held = b""
    async with Redis.from_url(service.valkey.url) as valkey:
        async for key in valkey.scan_iter():
            held += key + (await valkey.dump(key) or b"")
    return held


def in_files(service, *, but):
    """Every byte under the data directory: each table, each column, the WAL."""
    files = [path for path in service.data_dir.rglob("*") if path.is_file()]
    kept = [path for path in files if but not in path.relative_to(service.data_dir).parts]
    return b"".join(path.read_bytes() for path in kept)


# What is sealed and stays longer than any conversation.
STAYS = {
    "authenticators.secret": "the account's own",
    "passkeys.public_key": "the account's own",
    "push_subscriptions.p256dh": "the browser's own, until it leaves",
    "push_subscriptions.auth": "the browser's own, until it leaves",
    "certificates.reason": "for whose it is, until it is given back",
    "practices.wrapped_key": "nothing is under it once a practice has ended",
}
ITS_OWN_CLOCK = {
    **dict.fromkeys(("coachings", "thanks"), "at"),
    **dict.fromkeys(("posts", "remarks"), "until"),
    "applications": "forget_at",
    "ways_back": "until",
    "peer_holds": "lifted_at",
}


def everything_sealed(service):
    """Each value of each column that holds bytes."""
    return set().union(*_sealed(service).values())


def _sealed(service):
    columns = [
        column
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and str(column) not in STAYS
    ]
    with sqlite3.connect(service.data_dir / "warmline.sqlite") as db:
        found = {
            str(one): {row[0] for row in db.execute(f"select {one.name} from {one.table.name}")}
            for one in columns
        }
    db.close()
    return {name: held - {None, b""} for name, held in found.items() if held - {None, b""}}


async def retention(service):
    """Weeks later: everything is past its time. A worker that starts looks at once."""
    await asyncio.to_thread(service.kill, "worker", signal.SIGTERM)
    with sqlite3.connect(service.data_dir / "warmline.sqlite") as db:
        db.execute("update visits set state = 'ended' where state = 'waiting'")
        db.execute(f"update conversations set phase = 'closed', forget_at = '{LONG_AGO}'")
        db.execute("update flags set state = 'resolved'")
        for table, clock in ITS_OWN_CLOCK.items():
            db.execute(f"update {table} set {clock} = '{LONG_AGO}'")
    db.close()
    service.begin("worker")
    deadline = time.monotonic() + 100
    while left := _sealed(service):
        assert time.monotonic() < deadline, f"not forgotten: {list(left)}"
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)  # the sweep follows the commit
