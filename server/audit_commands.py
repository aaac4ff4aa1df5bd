"""The audit on the command line: whether its chain is whole, and all of it as JSON lines."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from config.settings import Settings

audit = typer.Typer(help="Who did what, in a chain of hashes.", no_args_is_help=True)

BROKEN = 1


@audit.command()
def verify() -> None:
    """Walk the whole chain; name the first row that is not what was written."""
    entries, last, broken = asyncio.run(_verified(Settings.read()))
    if broken is not None:
        typer.echo(f"Row {broken} is not what was written, or a row before it is gone.", err=True)
        raise typer.Exit(BROKEN)
    typer.echo(f"{entries} entries, none changed. The last hash: {last or 'none'}")
    typer.echo("Note it elsewhere: rows that are cut off the end are seen only by that.")


@audit.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="A new file; otherwise standard out.")] = None,
    since: Annotated[datetime | None, typer.Option(help="From this day on (UTC).")] = None,
) -> None:
    """Every entry as a line of JSON, the oldest first, with its hash."""
    asyncio.run(_exported(Settings.read(), file, since))


async def _verified(settings: Settings) -> tuple[int, str, int | None]:
    from server.stores import audit as chain
    from server.stores.database import Database

    async with Database.open(settings.database_url.get_secret_value()) as db:
        broken = await chain.verify(db)
        entries, last = await chain.end(db)
    return entries, last, broken


async def _exported(settings: Settings, file: Path | None, since: datetime | None) -> None:
    with file.open("xb") if file else nullcontext(sys.stdout.buffer) as out:
        async for line in _lines(settings, since):
            out.write(line + b"\n")


async def _lines(settings: Settings, since: datetime | None) -> AsyncIterator[bytes]:
    from datetime import UTC

    import msgspec

    from server.stores import audit as chain
    from server.stores.database import Database

    begin = since.replace(tzinfo=UTC) if since else None
    async with Database.open(settings.database_url.get_secret_value()) as db:
        async for entry in chain.entries(db):
            if begin is None or entry.at >= begin:
                yield msgspec.json.encode(entry)
