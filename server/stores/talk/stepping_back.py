"""A moderator goes out of a conversation: by their own press, or by going off duty."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Phase, Standing
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import visits
from server.stores.rows.messages import add_notice
from server.stores.talk.left_behind import leave_behind


async def step_back(
    calling: Calling,
    tx: AsyncConnection,
    talk: Conversation,
    gone: Member,
    *,
    at: datetime,
    alone: Notice = Notice.PEER_LEFT,
) -> Wake:
    """The pair is told, or `alone` the visitor whom nobody answers then: they come first.

    `talk` is locked, and its visit.
    """
    visit = await visits.find(calling.db, tx, talk.visit)  # none of a room
    answered = talk.answered_without(gone.person)
    if visit and not answered and visit.state is VisitState.TALKING:
        hand = gone.person
        return await leave_behind(calling, tx, visit, talk, gone, notice=alone, at=at, hand=hand)
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
