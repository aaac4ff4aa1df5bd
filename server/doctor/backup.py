"""When the last backup was made, as the audit tells it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

from config.settings import Settings
from server.backup.making import MADE
from server.backup.restoring import PUT_BACK
from server.doctor.finding import Finding, look, well
from server.foundation import now
from server.stores import audit
from server.stores.database import Database

OLD: Final = timedelta(days=2)
NIGHTLY: Final = "`warmline backup TO`, every night: see docs/operating.md."


async def backup(settings: Settings) -> AsyncIterator[Finding]:
    async with Database.open(settings.database_url.get_secret_value()) as db:
        last = await audit.last(db, (MADE, PUT_BACK))  # what was restored was backed up
    if last is None:
        yield look("backup", "none was ever made", NIGHTLY)
    elif now() - last > OLD:
        yield look("backup", f"the last is of {last:%Y-%m-%d %H:%M} UTC", NIGHTLY)
    else:
        yield well("backup", f"the last is of {last:%Y-%m-%d %H:%M} UTC")
