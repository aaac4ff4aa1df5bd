"""`warmline restore`: a backup, into an installation that nobody has used yet."""

import asyncio
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console
from sqlalchemy.exc import DatabaseError

from config.addresses import sqlite
from config.settings import Settings
from server.backup.making import FILE, KEYS
from server.backup.telling import NotDone, progress, room_in, said
from server.foundation import now
from server.stores import audit
from server.stores.backup import copying
from server.stores.database import Database
from server.stores.keys import kept_keys
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.migrate import is_known, migrate
from server.stores.processes import WORKER_PATIENCE, SqlProcesses

PUT_BACK: Final = "restore_backup"  # as the audit calls it
NEXT: Final = "Start the service, then see `warmline doctor`. Staff sign in anew."


def restore(settings: Settings, source: Path, keys: Path | None) -> int:
    """1 where it could not be done, and nothing was changed."""
    source = source.absolute()
    return said(partial(_put_back, settings, source, keys or source / KEYS))


def _put_back(settings: Settings, source: Path, keys: Path, console: Console) -> list[str]:
    if not (source / FILE).is_file():
        raise NotDone(f"{source} holds no {FILE}: name a folder that `warmline backup` has made.")
    if not keys.is_file():
        raise NotDone(f"There is no {keys}: bring it from where you keep it, or name it by --keys.")
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        room_in(settings.data_dir),
        tempfile.TemporaryDirectory(prefix=".restore.", dir=settings.data_dir) as beside,
    ):
        shutil.copyfile(source / FILE, Path(beside) / FILE)  # the backup itself stays as it is
        file = sqlite(Path(beside)).get_secret_value()
        asyncio.run(_can_be_read(file, source))
        migrate(file)
        migrate(settings.database_url.get_secret_value())
        entries, last = asyncio.run(_copied(settings, file, keys, console))
    return [
        f"Restored from {source}, without the words of any conversation.",
        f"The audit in it: {entries} entries, none changed. The last hash: {last or 'none'}",
        NEXT,
    ]


async def _can_be_read(file: str, source: Path) -> None:
    try:
        async with Database.open(file) as db, db.read() as tx:
            known = await tx.run_sync(is_known)
    except DatabaseError:
        raise NotDone(f"{source / FILE} is not a backup, or it is damaged: take another.") from None
    if not known:
        raise NotDone(f"{source} was made by a newer Warmline: install that version first.")


async def _copied(settings: Settings, file: str, keys: Path, console: Console) -> tuple[int, str]:
    """How many entries of the audit came over, and the last hash."""
    url, at = settings.database_url.get_secret_value(), now()
    async with Database.open(file) as source, Database.open(url) as target:
        await _nobody_uses(target)
        if (row := await audit.verify(source)) is not None:
            raise NotDone(f"Row {row} of the backup's audit is not what was written: take another.")
        _put_keys(keys, settings.keys_dir)
        sealer = Sealer(Vault(settings.keys_dir, now))
        with progress(console, "Restoring", await copying.rows(source)) as told:
            await copying.copy_in(source, target, sealer, at, told)
        ended = await audit.end(source)
        async with target.write() as tx:
            await audit.append(tx, at=at, who="operator", did=PUT_BACK, about="database")
    return ended


async def _nobody_uses(target: Database) -> None:
    if await copying.rows(target):
        raise NotDone(
            "This database is not empty: restore into a new data directory or a new database."
        )
    seen = [await SqlProcesses(target).last_seen(kind) for kind in ("web", "worker")]
    if any(at and now() - at < WORKER_PATIENCE for at in seen):
        raise NotDone("The service is running on this database: stop it, and wait half a minute.")


def _put_keys(file: Path, keys_dir: Path) -> None:
    try:
        kept_keys.put_back(file, keys_dir)
    except kept_keys.OtherKeys:
        raise NotDone(
            f"{keys_dir} holds other keys than the backup's: restore with a new keys directory."
        ) from None
    except kept_keys.NotKeys:
        raise NotDone(f"{file} holds no keys of a house: is it the right file?") from None
