"""What is still open around a conversation, inside somebody's transaction."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation
from server.domain.ending import Stakes, stakes
from server.domain.flag import FlagState
from server.domain.referral import ReferralState
from server.stores.tables.core import flags
from server.stores.tables.referrals import referrals


async def of(tx: AsyncConnection, talk: Conversation) -> Stakes:
    """The conversation is locked: nothing is raised meanwhile. Reports about a peer don't count."""
    raised = select(flags.c.state, flags.c.claimed_by).where(
        flags.c.conversation == talk.id, flags.c.reported == ""
    )
    referred = select(referrals.c.state).where(referrals.c.conversation == talk.id)
    return stakes(
        talk.level,
        [(FlagState(row.state), row.claimed_by) for row in await tx.execute(raised)],
        [ReferralState(state) for state in await tx.scalars(referred)],
    )
