"""One event loop for a process: what runs beside it, and how it ends."""

import asyncio
import faulthandler
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import structlog

PATIENCE: Final = 20.0  # seconds; a lease is lost after ten, a page notices after eighteen
PULSE: Final = 1.0

log = structlog.get_logger(__name__)


class Stopped(Exception):
    """A task that should run for ever has ended."""


def run(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run until `main` returns; on uvloop where there is one."""
    if sys.platform == "win32":
        asyncio.run(main())
        return
    import uvloop  # noqa: PLC0415 - not to be had on Windows

    uvloop.run(main())


async def until_stopped(
    *forever: Coroutine[Any, Any, None], ending: Callable[[], Awaitable[None]]
) -> None:
    """Until SIGTERM or SIGINT; then `ending`, then the tasks are cancelled.

    A task that ends by itself is a fault: the process ends and is started again, rather than
    going on half alive. Raises what the task raised.
    """
    tasks = [asyncio.create_task(one) for one in (*forever, watched())]
    stop = asyncio.create_task(_signalled())
    try:
        done, _ = await asyncio.wait([*tasks, stop], return_when=asyncio.FIRST_COMPLETED)
        await ending()
        for task in done - {stop}:
            log.error("task ended", exc_info=task.exception())
            raise Stopped from task.exception()
    finally:
        for task in (*tasks, stop):
            task.cancel()
        await asyncio.gather(*tasks, stop, return_exceptions=True)


async def watched(patience: float = PATIENCE) -> None:
    """For ever. If the loop stands still for so long, the process ends and is started again.

    The thread that waits needs no lock of the interpreter: it also ends what an expression or a
    model never gives back. What it prints are places in the code, never values.
    """
    try:
        while True:
            faulthandler.dump_traceback_later(patience, exit=True)
            await asyncio.sleep(PULSE)
    finally:
        faulthandler.cancel_dump_traceback_later()


def clock() -> float:
    """Monotonic, in seconds."""
    return time.monotonic()


async def _signalled() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
