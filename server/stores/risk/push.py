"""Push subscriptions: which browsers of moderators the pager may reach."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from server.domain.ids import PersonId, StaffId
from server.domain.push import PushSubscription
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
        }
        new = self.db.insert(rows).values(id=_id(made.endpoint), **row)
        async with self.db.write() as tx:
            await tx.execute(new.on_conflict_do_update(index_elements=[rows.c.id], set_=row))

    async def remove(self, endpoint: str) -> None:
        """Harmless where there is none."""
        async with self.db.write() as tx:
            await tx.execute(delete(rows).where(rows.c.id == _id(endpoint)))

    async def of_moderators(self) -> list[PushSubscription]:
        """Of those who may still watch, on duty or not."""
        wanted = select(rows, staff.c.roles).join(staff, staff.c.id == rows.c.staff)
        async with self.db.read() as tx:
            found = await tx.execute(wanted.where(staff.c.disabled_at.is_(None)))
            return [
                PushSubscription(
                    staff=StaffId(PersonId(row.staff)),
                    endpoint=row.endpoint,
                    p256dh=row.p256dh,
                    auth=row.auth,
                )
                for row in found
                if Role.MODERATOR in row.roles
            ]


def _id(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
