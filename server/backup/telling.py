"""What backing up and restoring say: how far they are, how it ended, and why it could not be."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import DBAPIError

from server.stores.backup.copying import Told

FAILED: Final = 1
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FULL_FILE: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})


class NotDone(Exception):
    """One sentence: why, and what to do. Nothing was left behind."""


def said(work: Callable[[Console], list[str]]) -> int:
    """Prints what it returns, or in one sentence why it failed. The exit status."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    try:
        lines = work(console)
    except (NotDone, OSError, DBAPIError) as why:
        Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(_sentence(why))
        return FAILED
    for line in lines:
        console.print(line)
    return 0


def _sentence(why: Exception) -> str:
    if isinstance(why, DBAPIError):
        return f"The database can't be read ({type(why.orig).__name__}): see `warmline doctor`."
    return str(why)


@contextmanager
def progress(console: Console, name: str, total: int) -> Iterator[Told]:
    with Progress(console=console) as shown:
        task = shown.add_task(name, total=total)
        yield lambda more: shown.update(task, advance=more)


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """A disk that is full is told as one, whoever was writing."""
    try:
        yield
    except (OSError, DBAPIError) as failed:
        if not _is_full(failed):
            raise
        raise NotDone(
            f"{folder} could not be written to its end: its disk is full. "
            "Nothing of it was kept; make room and do this again."
        ) from None


def _is_full(failed: OSError | DBAPIError) -> bool:
    if isinstance(failed, OSError):
        return failed.errno in FULL
    code = getattr(failed.orig, "sqlite_errorcode", 0)
    return code & 0xFF in FULL_FILE
