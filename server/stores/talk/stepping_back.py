"""A moderator goes out of a conversation: by their own press, or by going off duty."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Phase, Standing
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows import visits
from server.stores.rows.messages import add_notice
from server.stores.talk.seats import to_the_head


async def step_back(
    db: Database, tx: AsyncConnection, talk: Conversation, gone: Member, at: datetime
) -> Wake:
    """The pair is told; who answers alone leaves nobody behind. `talk` is locked, and its visit."""
    visit = await visits.find(db, tx, talk.visit)  # none of a room
    alone = not talk.answered_without(gone.person)
    if visit and alone and visit.state is VisitState.TALKING:
        return await to_the_head(db, tx, visit, talk, gone, notice=Notice.PEER_LEFT, at=at)
    wake = Wake(wall=True)
    for member in talk.members:
        wake.look(member.role, member.person)
    wake.look(Role.MODERATOR, gone.person)
    if talk.phase is not Phase.CLOSED:
        spoke = gone.standing is Standing.SPEAKER
        notice = Notice.MODERATOR_LEFT if spoke else Notice.MODERATOR_STOPPED_READING
        about, name = gone.person, gone.name
        wake.said.append(await add_notice(tx, talk, notice, about=about, name=name, at=at))
    await talks.drop_members(tx, talk.id, at, person=gone.person)
    return wake
