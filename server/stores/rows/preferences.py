"""What visitors wish for and what peers disclose, inside somebody's transaction."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.disclosure import Disclosure
from server.domain.ids import StaffId
from server.domain.visit import Visit
from server.stores.database import Database
from server.stores.tables.core import visits
from server.stores.tables.matching import disclosures, preferences

_EVERYBODY = select(disclosures)


async def add(tx: AsyncConnection, visit: Visit) -> None:
    chosen = {"wish": visit.intake.wish, "veto": visit.intake.veto}
    if any(chosen.values()):
        await tx.execute(insert(preferences).values(visit=visit.id, **chosen))


async def forget(tx: AsyncConnection, talks: Sequence[str]) -> None:
    """Of the visits of these conversations."""
    theirs = select(visits.c.id).where(visits.c.conversation.in_(talks))
    await tx.execute(delete(preferences).where(preferences.c.visit.in_(theirs)))


async def disclose(db: Database, tx: AsyncConnection, told: Disclosure) -> None:
    if not (told.experiences or told.avoids):  # most: the matchmaker need not read about them
        await tx.execute(delete(disclosures).where(disclosures.c.staff == told.staff))
        return
    now = {"experiences": sorted(told.experiences), "avoids": sorted(told.avoids)}
    new = db.insert(disclosures).values(staff=told.staff, **now)
    await tx.execute(new.on_conflict_do_update(index_elements=["staff"], set_=now))


async def disclosed(tx: AsyncConnection) -> dict[StaffId, Disclosure]:
    """By everybody who ever was on shift here."""
    return {
        StaffId(row.staff): Disclosure(
            StaffId(row.staff), frozenset(row.experiences), frozenset(row.avoids)
        )
        for row in await tx.execute(_EVERYBODY)
    }
