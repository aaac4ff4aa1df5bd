"""Push subscriptions: which browsers of those on shift we may reach."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from server.domain.ids import PersonId, StaffId
from server.domain.proof import Device
from server.domain.push import Browser, PushSubscription
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores.database import Database
from server.stores.tables.house import staff
from server.stores.tables.watch import push_subscriptions as rows


@dataclass(frozen=True, slots=True)
class SqlPush:
    db: Database

    async def add(self, made: PushSubscription, at: datetime) -> None:
        """A browser is one person's: whoever asks last has it. Harmless twice."""
        row = {
            "staff": made.staff,
            "endpoint": made.endpoint,
            "p256dh": made.p256dh,
            "auth": made.auth,
            "made_at": at,
            "device": made.device,
        }
        new = self.db.insert(rows).values(id=_id(made.endpoint), **row)
        async with self.db.write() as tx:
            await tx.execute(new.on_conflict_do_update(index_elements=[rows.c.id], set_=row))

    async def remove(self, endpoint: str) -> None:
        """Harmless where there is none."""
        async with self.db.write() as tx:
            await tx.execute(delete(rows).where(rows.c.id == _id(endpoint)))

    async def browsers(self, whose: StaffId) -> list[Browser]:
        wanted = select(rows).where(rows.c.staff == whose).order_by(rows.c.made_at, rows.c.id)
        async with self.db.read() as tx:
            return [
                Browser(row.id, Device(row.device), row.made_at) for row in await tx.execute(wanted)
            ]

    async def forget(self, whose: StaffId, id: str) -> None:
        """Raises Refusal(NOT_FOUND), also where it is somebody else's."""
        theirs = (rows.c.id == id) & (rows.c.staff == whose)
        async with self.db.write() as tx:
            if (await tx.execute(delete(rows).where(theirs))).rowcount == 0:
                raise Refusal(Code.NOT_FOUND)

    async def of(self, people: Collection[StaffId]) -> list[PushSubscription]:
        """Of those among them who still work here."""
        wanted = _STANDING.where(rows.c.staff.in_(sorted(people)))
        async with self.db.read() as tx:
            return [_subscription(row) for row in await tx.execute(wanted)]

    async def of_moderators(self) -> list[PushSubscription]:
        """Of those who may still watch, on duty or not."""
        async with self.db.read() as tx:
            found = await tx.execute(_STANDING)
            return [_subscription(row) for row in found if Role.MODERATOR in row.roles]


_STANDING = (
    select(rows, staff.c.roles)
    .join(staff, staff.c.id == rows.c.staff)
    .where(staff.c.disabled_at.is_(None))
)


def _subscription(row: Row[Any]) -> PushSubscription:
    return PushSubscription(
        staff=StaffId(PersonId(row.staff)),
        endpoint=row.endpoint,
        p256dh=row.p256dh,
        auth=row.auth,
        device=Device(row.device),
    )


def _id(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
