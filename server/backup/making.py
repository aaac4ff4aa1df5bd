"""`warmline backup`: what must not be lost, out of a service in which people go on talking."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console

from config.addresses import sqlite
from config.settings import Settings
from server.backup.telling import NotDone, progress, room_in, said
from server.foundation import now
from server.stores import audit
from server.stores.backup import copying
from server.stores.database import Database
from server.stores.keys import kept_keys
from server.stores.keys.key_files import sync
from server.stores.migrate import is_current, migrate

FILE: Final = "warmline.sqlite"
KEYS: Final = "house-keys.json"
MADE: Final = "make_backup"  # as the audit calls it


def backup(settings: Settings, to: Path) -> int:
    """Into a folder that is not there yet, or empty. 1 where it could not be made."""
    return said(partial(_make, settings, to.absolute()))


def _make(settings: Settings, to: Path, console: Console) -> list[str]:
    with room_in(to), _whole_or_not_at_all(to) as folder:
        file = sqlite(folder).get_secret_value()
        migrate(file)
        entries, last = asyncio.run(_copied(settings, file, console))
        (folder / FILE).chmod(0o600)
        kept_keys.keep(settings.keys_dir, folder / KEYS)
    asyncio.run(_noted(settings))
    return [
        f"{to / FILE} holds everything but people's words; no key of a day is in it.",
        f"{to / KEYS} opens what staff sealed: keep it in another place than the first.",
        f"The audit in it: {entries} entries, none changed. The last hash: {last or 'none'}",
    ]


async def _copied(settings: Settings, file: str, console: Console) -> tuple[int, str]:
    """How many entries of the audit came over, and the last hash."""
    url = settings.database_url.get_secret_value()
    async with Database.open(url) as source, Database.open(file) as target:
        async with source.read() as tx:
            if not await tx.run_sync(is_current):
                raise NotDone("The database is of another version: run `warmline migrate` first.")
        with progress(console, "Backing up", await copying.rows(source)) as told:
            await copying.copy_out(source, target, told)
        if (row := await audit.verify(target)) is not None:
            raise NotDone(f"Row {row} of the audit is not what was written: see `audit verify`.")
        return await audit.end(target)


async def _noted(settings: Settings) -> None:
    async with (
        Database.open(settings.database_url.get_secret_value()) as db,
        db.write() as tx,
    ):
        await audit.append(tx, at=now(), who="operator", did=MADE, about="database")


@contextmanager
def _whole_or_not_at_all(to: Path) -> Iterator[Path]:
    """A folder beside it, which takes its name when all is in it."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise NotDone(f"{to} is not empty: name a folder that is not there yet.")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))  # 0700
    try:
        yield aside
        aside.replace(to)
        sync(to.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
