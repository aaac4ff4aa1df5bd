"""Ways back into an account, inside somebody's transaction."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.stores.tables.accounts import ways_back


async def forget(tx: AsyncConnection, at: datetime) -> None:
    """How somebody was recognised, where nobody can use it any more; that it was asked stays."""
    lapsed = (ways_back.c.until <= at) & ways_back.c.reason.is_not(None)
    await tx.execute(update(ways_back).where(lapsed).values(reason=None))
