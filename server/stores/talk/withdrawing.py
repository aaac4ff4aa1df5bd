"""A transfer ends unaccepted: whoever was asked is free again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation
from server.domain.load import DutyStep
from server.domain.session import Role
from server.domain.transfer import Transfer, TransferStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import duties, transfers


async def freed(
    db: Database, tx: AsyncConnection, transfer: Transfer, step: TransferStep, at: datetime
) -> None:
    await transfers.step(tx, transfer, step, at)
    if transfer.role is not Role.PEER:  # a moderator is not taken up by a question
        return
    duty = await duties.find(db, tx, transfer.whom, Role.PEER)
    if duty and duty.load.offered:
        await duties.step(tx, duty, DutyStep.RETURN, at)


async def withdraw_transfer(
    db: Database, tx: AsyncConnection, talk: Conversation, at: datetime, wake: Wake
) -> None:
    """The conversation ends, or goes on with somebody else. It is locked."""
    transfer = await transfers.open_of(db, tx, talk.id)
    if transfer is None:
        return
    await duties.around(db, tx, [talk.id])
    await freed(db, tx, transfer, TransferStep.WITHDRAW, at)
    wake.look(transfer.role, transfer.whom)
