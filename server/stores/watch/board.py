"""The board: what is said to everybody on shift, and to the moderators who come next. Sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from server.domain.board import SHOWN_FOR, Post, PostKind
from server.domain.ids import PersonId, StaffId
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.alone import read_alone, sealed_alone
from server.stores.keys.sealing import Sealer
from server.stores.tables.house import staff
from server.stores.tables.watch import posts


@dataclass(frozen=True, slots=True)
class SqlBoard:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def post(self, kind: PostKind, by: StaffId, text: str, at: datetime) -> None:
        id_ = self.new_id()
        row = {"id": id_, "kind": kind, "by": by, "at": at, "until": at + SHOWN_FOR[kind]}
        row |= sealed_alone(self.sealer, id_, text, kind)
        async with self.db.write() as tx:
            await tx.execute(insert(posts).values(row))
            await audit.append(tx, at=at, who=by, did=f"post_{kind}", about=id_)

    async def end(self, id: str, by: StaffId, at: datetime) -> None:
        """Take it down; any moderator may. Raises Refusal(NOT_FOUND)."""
        async with self.db.write() as tx:
            ended = await tx.execute(
                update(posts).where(posts.c.id == id, posts.c.until > at).values(until=at)
            )
            if not ended.rowcount:
                raise Refusal(Code.NOT_FOUND)
            await audit.append(tx, at=at, who=by, did="end_post", about=id)

    async def shown(self, at: datetime) -> list[Post]:
        """The newest first. One whose day's key is gone is left out."""
        async with self.db.read() as tx:
            rows = (await tx.execute(_SHOWN, {"now": at})).all()
        found = (_post(row, self.sealer) for row in rows)
        return [post for post in found if post]


def _post(row: Row[Any], sealer: Sealer) -> Post | None:
    text = read_alone(sealer, row, row.kind)
    if text is None:
        return None
    return Post(
        id=row.id,
        kind=PostKind(row.kind),
        by=StaffId(PersonId(row.by)),
        name=row.name or "",
        text=text,
        at=row.at,
        until=row.until,
    )


_SHOWN = (
    select(posts, staff.c.name)
    .join(staff, staff.c.id == posts.c.by, isouter=True)
    .where(posts.c.until > bindparam("now"))
    .order_by(posts.c.at.desc())
)
