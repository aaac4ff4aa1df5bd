"""The flag that calls a second person: resolved by the answer, inside somebody's transaction."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import FLAG, FlagState, FlagStep
from server.domain.second_look import Answered, SecondLook
from server.stores.database import Database
from server.stores.rows import flags, second_looks
from server.stores.tables.core import flags as flag_table


async def resolve(db: Database, tx: AsyncConnection, look: SecondLook, said: Answered) -> None:
    """Whoever has it by now; while another question waits under it, it goes on."""
    if look.flag is None or await second_looks.others_open(tx, look):
        return
    flag = await flags.locked(db, tx, look.flag)
    state, owned = flag.state, {}
    if state is not FlagState.CLAIMED:
        state = FLAG.after(state, FlagStep.CLAIM)
        owned = {"claimed_by": said.by.id, "claimed_at": said.at}
    done: dict[str, Any] = {
        **owned,
        "state": FLAG.after(state, FlagStep.RESOLVE),
        "due_at": None,
        "alerting": None,
        "resolved_at": said.at,
        "resolved_by": said.by.id,
    }
    await tx.execute(update(flag_table).where(flag_table.c.id == flag.id).values(done))
