"""What a contender's process does: serve, say on which port, end with its input."""

import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from aiohttp import web

from server import loop
from server.transport.edge.collector import calm_collector

ORIGIN: Final = "http://bench.invalid"
AT: Final = datetime(2030, 1, 1, tzinfo=UTC)
RECEIPT: Final = {"ok": True, "body": {"seq": 1, "at": "2030-01-01T00:00:00Z", "withheld": False}}


def heard(body: dict[str, Any]) -> dict[str, Any]:
    """The same bytes as our own contract's, written by hand."""
    line = {
        "seq": 1,
        "at": "2030-01-01T00:00:00Z",
        "role": "visitor",
        "name": "Bench",
        "text": body["text"],
        "mine": False,
        "ref": None,
        "notice": None,
        "withheld": False,
        "notes": [],
    }
    return {"conversation": body["conversation"], "line": line}


def serve(fill: Callable[[web.Application], None]) -> None:
    loop.run(partial(_serve, fill))


async def _serve(fill: Callable[[web.Application], None]) -> None:
    app = web.Application()
    fill(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=4096).start()
    calm_collector()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    sys.exit(0)  # without a goodbye to everybody
