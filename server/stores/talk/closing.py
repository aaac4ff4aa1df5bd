"""How a conversation ends, inside somebody's transaction: nobody is left half in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Phase
from server.domain.ids import PersonId
from server.domain.load import DutyStep
from server.domain.message import Notice
from server.domain.offer import OfferStep
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import Visit, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rooms.leaving import out_of_room
from server.stores.rows import conversations as talks
from server.stores.rows import duties, last_words, offers, visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations
from server.stores.tables.referrals import referrals
from server.stores.talk.seats import to_wrap_up
from server.stores.talk.withdrawing import withdraw_transfer
from server.stores.watch.pauses import NOT_HELD


@dataclass(frozen=True, slots=True)
class Ending:
    """Who ends it and how. `how` is END or, for a visitor who goes, LEAVE."""

    how: VisitStep
    notice: Notice
    by: PersonId
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """`keep_for` says how long words are kept after the end, by the highest level there was."""

    db: Database
    keep_for: Callable[[Level], timedelta]

    async def __call__(
        self, tx: AsyncConnection, visit: Visit, talk: Conversation, end: Ending
    ) -> Wake:
        """`talk` with its backstages is locked, and `visit`. Ending twice changes nothing."""
        wake = Wake(wall=True, queue=True)
        if not visit.is_live:
            return wake
        await out_of_room(tx, visit, end.at, wake)
        await duties.around(self.db, tx, [talk.id])
        await self._withdraw(tx, visit, end.at, wake)
        await withdraw_transfer(self.db, tx, talk, end.at, wake)
        await last_words.say(tx, talk, end.at)
        said = await add_notice(tx, talk, end.notice, about=end.by, name=end.name, at=end.at)
        wake.said.append(said)
        await visits.finish(tx, visit, end.how, end.at)
        await self._free_staff(tx, talk, end.at, wake)
        await self._close(tx, talk, end.at)
        wake.look(Role.VISITOR, visit.id)
        return wake

    async def _withdraw(self, tx: AsyncConnection, visit: Visit, at: datetime, wake: Wake) -> None:
        """Nobody may accept a visitor who is gone."""
        if visit.state is not VisitState.OFFERED:
            return
        offer = await offers.open_for(self.db, tx, visit.id)
        if offer is None:
            return
        await offers.step(tx, offer, OfferStep.WITHDRAW, at)
        duty = await duties.find(self.db, tx, offer.peer, Role.PEER)
        if duty and duty.load.offered:
            await duties.step(tx, duty, DutyStep.RETURN, at)
        wake.look(Role.PEER, offer.peer)

    async def _free_staff(
        self, tx: AsyncConnection, talk: Conversation, at: datetime, wake: Wake
    ) -> None:
        for member in talk.members:
            if member.role is Role.PEER:
                await to_wrap_up(self.db, tx, talk, member.person, at)
            wake.look(member.role, member.person)
        await talks.drop_members(tx, talk.id, at)

    async def _close(self, tx: AsyncConnection, talk: Conversation, at: datetime) -> None:
        """An offered referral lapses with it; an accepted one is carried on by its moderator."""
        top = await tx.scalar(
            conversations.select()
            .with_only_columns(conversations.c.top_level)
            .where(conversations.c.id == talk.id)
        )
        its = (conversations.c.id == talk.id) | (conversations.c.about == talk.id)
        forget_at = at + self.keep_for(Level(top or 0))
        await tx.execute(
            update(conversations)
            .where(its)
            .values(phase=Phase.CLOSED, closed_at=at, forget_at=forget_at, **NOT_HELD)
        )
        open_offer = (referrals.c.conversation == talk.id) & (
            referrals.c.state == ReferralState.OFFERED
        )
        await tx.execute(
            update(referrals).where(open_offer).values(state=ReferralState.EXPIRED, ended_at=at)
        )
