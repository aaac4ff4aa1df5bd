"""The board: what is said to everybody on shift, and to the moderators who come next. Sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from server.domain.board import SHOWN_FOR, Post, PostKind
from server.domain.ids import ConversationId, PersonId, StaffId
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.tables.house import staff
from server.stores.tables.watch import posts


@dataclass(frozen=True, slots=True)
class SqlBoard:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def post(self, kind: PostKind, by: StaffId, text: str, at: datetime) -> None:
        id_ = ConversationId(self.new_id())  # its key is made and bound as a conversation's is
        key = self.sealer.new_key(id_)
        row = {
            "id": id_,
            "kind": kind,
            "by": by,
            "at": at,
            "until": at + SHOWN_FOR[kind],
            "key_day": key.day,
            "wrapped_key": key.wrapped,
            "sealed": self.sealer.words(id_, key, text, kind),
        }
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
    key = SealedKey(row.key_day, row.wrapped_key)
    try:
        text = sealer.read_words(row.id, key, row.sealed, row.kind)
    except KeyGone:
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
