"""Which path a conversation is on, inside somebody's transaction that has locked it."""

from collections.abc import Iterable

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Kind
from server.domain.path import Path, begun_by, gives_way
from server.stores.tables.core import conversations


async def follow(tx: AsyncConnection, conversation: str, concerns: Iterable[str]) -> None:
    """Begin the path that these call for. Backstages and rooms have none."""
    path = begun_by(concerns)
    if path is None:
        return
    own = (conversations.c.id == conversation) & (conversations.c.kind == Kind.ONE_TO_ONE)
    free = or_(conversations.c.path.is_(None), conversations.c.path.in_(gives_way(path)))
    await tx.execute(update(conversations).where(own, free).values(path=path))


async def take(tx: AsyncConnection, conversation: str, path: Path | None) -> None:
    here = conversations.c.id == conversation
    await tx.execute(update(conversations).where(here).values(path=path))
