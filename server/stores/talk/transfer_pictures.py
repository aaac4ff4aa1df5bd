"""Transfers as pages show them: to whom is asked, and where one stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.ids import StaffId
from server.domain.pictures import AskedPicture
from server.domain.session import Role
from server.domain.transfer import Transfer, TransferState
from server.stores.keys.sealing import Sealer
from server.stores.rows.transfers import transfer_of
from server.stores.rows.visits import visit_of
from server.stores.tables.core import conversations, visits
from server.stores.tables.house import transfers

STANDING = (TransferState.ASKED, TransferState.ACCEPTED)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_WITH_KEYS = select(transfers, conversations.c.key_day, conversations.c.wrapped_key).join(
    conversations, conversations.c.id == transfers.c.conversation
)
_ASKED = _WITH_KEYS.add_columns(conversations.c.level).where(
    transfers.c.role == bindparam("role"), transfers.c.state == TransferState.ASKED
)
_OF_TALKS = _WITH_KEYS.where(
    transfers.c.conversation.in_(_IDS), transfers.c.state.in_(STANDING)
).order_by(transfers.c.asked_at)


async def asked(tx: AsyncConnection, sealer: Sealer, role: Role) -> dict[StaffId, AskedPicture]:
    """What each who is asked in this role could take over now."""
    rows = (await tx.execute(_ASKED, {"role": role})).all()
    if not rows:
        return {}
    here = visits.c.conversation.in_([row.conversation for row in rows])
    found = await tx.execute(select(visits).where(here))
    visited = {row.conversation: visit_of(row) for row in found}
    return {
        StaffId(row.whom): AskedPicture(
            transfer_of(row, sealer), visited[row.conversation], Level(row.level)
        )
        for row in rows
    }


async def of_talks(tx: AsyncConnection, sealer: Sealer, ids: Sequence[str]) -> dict[str, Transfer]:
    """The newest of each conversation that is asked or was accepted."""
    rows = await tx.execute(_OF_TALKS, {"ids": list(ids)})
    return {row.conversation: transfer_of(row, sealer) for row in rows}
