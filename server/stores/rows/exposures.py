"""What somebody carries, inside somebody's transaction: written down when they leave a talk."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Kind
from server.domain.exposure import LevelChange, Stretch, stretches
from server.domain.ids import PersonId, StaffId
from server.domain.session import Role
from server.domain.shadowing import Shadow
from server.stores.tables.core import conversations, members
from server.stores.tables.exposure import exposures, moods, rests
from server.stores.tables.house import risk_changes, staff

KEPT: Final = timedelta(days=28)
STAFF: Final = (Role.PEER, Role.MODERATOR)
TALKS: Final = (Kind.ONE_TO_ONE, Kind.ROOM)  # whispers are not counted twice


async def note(
    tx: AsyncConnection, conversation: str, who: ColumnElement[bool], at: datetime
) -> None:
    """Those of these members who are staff and still in it are about to leave.

    Whom a command has invented gets tired of nothing.
    """
    here = (members.c.conversation == conversation) & members.c.left_at.is_(None)
    wanted = (
        select(members.c.person, members.c.joined_at, conversations.c.level)
        .join(conversations, conversations.c.id == members.c.conversation)
        .where(here, who, members.c.role.in_(STAFF), conversations.c.kind.in_(TALKS))
        .where(members.c.person.not_in(select(staff.c.id).where(staff.c.invented)))
    )
    leaving = (await tx.execute(wanted)).all()
    if not leaving:
        return
    changes = await _changes(tx, conversation)
    rows = [row for one in leaving for row in _rows(one, changes, at)]
    if rows:
        await tx.execute(insert(exposures), rows)


async def note_reading(tx: AsyncConnection, shadow: Shadow, below: Level, at: datetime) -> None:
    """A new peer has read along until now. Of a level from `below` on nothing has left to them."""
    here = conversations.c.id == shadow.conversation
    invented = select(staff.c.id).where(staff.c.id == shadow.reader, staff.c.invented)
    since, level = shadow.reading_since, await tx.scalar(select(conversations.c.level).where(here))
    if since is None or level is None or await tx.scalar(invented):
        return
    changes = await _changes(tx, shadow.conversation)
    read = stretches(since, at, changes, Level(level))
    rows = [_row(shadow.reader, one) for one in read if one.level < below]
    if rows:
        await tx.execute(insert(exposures), rows)


async def of(
    tx: AsyncConnection, people: Iterable[str], since: datetime
) -> dict[str, list[Stretch]]:
    """By person, oldest first."""
    theirs = exposures.c.staff.in_(sorted(people)) & (exposures.c.ended_at > since)
    found: dict[str, list[Stretch]] = {}
    for row in await tx.execute(select(exposures).where(theirs).order_by(exposures.c.began_at)):
        stretch = Stretch(Level(row.level), row.began_at, row.ended_at)
        found.setdefault(row.staff, []).append(stretch)
    return found


def resting(since: Any) -> Select[tuple[str]]:
    """Who rests. Asked with the moment since when a line counts as up: so much longer at most."""
    return select(rests.c.staff).where(rests.c.until > since)


async def rests_of_all(tx: AsyncConnection, now: datetime) -> dict[StaffId, datetime]:
    """Until when each rests who does."""
    found = await tx.execute(select(rests.c.staff, rests.c.until).where(rests.c.until > now))
    return {StaffId(PersonId(row.staff)): row.until for row in found}


async def forget(tx: AsyncConnection, at: datetime) -> None:
    await tx.execute(delete(exposures).where(exposures.c.ended_at < at - KEPT))
    await tx.execute(delete(moods).where(moods.c.at < at - KEPT))
    await tx.execute(delete(rests).where(rests.c.until < at - KEPT))


async def _changes(tx: AsyncConnection, conversation: str) -> list[LevelChange]:
    its = risk_changes.c.conversation == conversation
    rows = await tx.execute(select(risk_changes).where(its).order_by(risk_changes.c.id))
    return [LevelChange(row.at, Level(row.before), Level(row.after)) for row in rows]


def _rows(one: Row[Any], changes: list[LevelChange], at: datetime) -> Iterator[dict[str, Any]]:
    for stretch in stretches(one.joined_at, at, changes, Level(one.level)):
        yield _row(one.person, stretch)


def _row(person: str, stretch: Stretch) -> dict[str, Any]:
    return {
        "staff": person,
        "level": stretch.level,
        "began_at": stretch.began_at,
        "ended_at": stretch.ended_at,
    }
