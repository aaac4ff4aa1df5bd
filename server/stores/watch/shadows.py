"""A new peer asks to read along; the peer and the visitor answer; what may not be is ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Phase
from server.domain.ids import ConversationId, PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Message
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.shadowing import SHADOW, Shadow, ShadowRule, ShadowState, ShadowStep, notice_of
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.leases import Fence
from server.stores.rows import conversations as talks
from server.stores.rows import exposures
from server.stores.rows import messages as lines
from server.stores.rows import shadows as rows
from server.stores.tables.core import conversations
from server.stores.tables.mentoring import shadows
from server.stores.watch.read_along import suitable

SHOWN: Final = 100  # messages: what a reader's page holds


@dataclass(frozen=True, slots=True)
class SqlShadows:
    """`certified`: only who has a certificate for one to one; who is `away` for longer is gone."""

    db: Database
    sealer: Sealer
    rule: ShadowRule
    away: timedelta
    certified: bool

    async def ask(self, learner: Session, at: datetime, *, mentors: bool = False) -> Wake:
        """The newest conversation that suits. Raises StepNotAllowed where there is none."""
        try:
            async with self.db.write() as tx:
                found = await suitable(tx, learner, self.rule, self._now(at), mentors=mentors)
                if found is None:
                    raise StepNotAllowed("nowhere to read along")
                talk = await talks.one(self.db, tx, found.id)
                shadow = self._asked(learner, found, at, mentors=mentors)
                await rows.add(tx, shadow)
                await self._require(tx, talk, at)
                await _noted(tx, learner, "ask_to_read_along", talk, at)
                return _looks(talk, shadow)
        except IntegrityError:  # they read already, or another has just asked here
            raise StepNotAllowed("asked already") from None

    def _asked(self, learner: Session, row: Row[Any], at: datetime, *, mentors: bool) -> Shadow:
        return Shadow(
            conversation=ConversationId(row.id),
            reader=learner.id,
            name=learner.name,
            peer=PersonId(row.peer),
            state=ShadowState.ASKED,
            until=at + self.rule.patience,
            from_seq=0,
            mentors=mentors,
        )

    async def answer(self, by: Session, conversation: str, *, accept: bool, at: datetime) -> Wake:
        """By the peer, the visitor, or the reader, who may only leave. A no is always taken, and
        a moderator's: they look after all three.

        Raises Refusal(NOT_FOUND) for anybody else, StepNotAllowed for a yes that comes too late.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            shadow = (await rows.of_talks(tx, [talk.id])).get(talk.id)
            if shadow is None:
                raise Refusal(Code.NOT_FOUND)
            step = _step(talk, shadow, by, accept=accept)
            if step in (ShadowStep.AGREE, ShadowStep.ALLOW):
                await self._require(tx, talk, at)
            return await self._go(tx, talk, shadow, step, (by, at))

    async def _go(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        shadow: Shadow,
        step: ShadowStep,
        by: tuple[Session, datetime],
    ) -> Wake:
        state, (who, at) = SHADOW.after(shadow.state, step), by
        if state is shadow.state:
            return Wake()
        wake = _looks(talk, shadow)
        now: dict[str, Any] = {"state": state, "until": at + self.rule.patience}
        if ShadowState.READING in (state, shadow.state) and talk.phase is not Phase.CLOSED:
            notice = notice_of(state, mentors=shadow.mentors)
            about, name = shadow.reader, shadow.name
            told = await lines.add_notice(tx, talk, notice, about=about, name=name, at=at)
            wake.said.append(told)
            now |= {"from_seq": told.seq, "reading_since": at}
        if shadow.state is ShadowState.READING:
            await exposures.note_reading(tx, shadow, self.rule.ends_from, at)
        await rows.set_state(tx, shadow, **now)
        await _noted(tx, who, f"read_along_{state}", talk, at)
        return wake

    async def read_on(self, learner: Session, conversation: str, at: datetime) -> list[Message]:
        """The newest words since they began. Raises Refusal(NOT_FOUND) where they may not.

        Up to the number that stood when that was looked at: what is said with a higher level, or
        after it, has a later one.
        """
        wanted = self._allowed(conversations.c.last_seq, shadows.c.from_seq).where(
            shadows.c.conversation == conversation,
            shadows.c.reader == learner.id,
            shadows.c.state == ShadowState.READING,
        )
        async with self.db.read() as tx:
            here = (await tx.execute(wanted, self._now(at))).one_or_none()
            if here is None:
                raise Refusal(Code.NOT_FOUND)
            after = max(here.from_seq - 1, here.last_seq - SHOWN)
            found = await lines.after(tx, self.sealer, conversation, after, SHOWN)
        return [message for message in found if message.seq <= here.last_seq]

    async def lapse(self, fence: Fence, at: datetime) -> list[Wake]:
        """What may not be any more is ended, and questions that nobody answered."""
        late = (shadows.c.state != ShadowState.READING) & (shadows.c.until <= at)
        allowed = shadows.c.conversation.in_(self._allowed(shadows.c.conversation))
        wanted = select(shadows.c.conversation).where(rows.OPEN, or_(late, ~allowed))
        async with self.db.read() as tx:
            ids = list(await tx.scalars(wanted, self._now(at)))
        return [await self._lapse(fence, id_, wanted, at) for id_ in ids]

    async def _lapse(self, fence: Fence, id_: str, wanted: Any, at: datetime) -> Wake:
        async with self.db.write() as tx:
            await fence.check(tx)
            talk = await talks.one(self.db, tx, id_)
            still = wanted.where(shadows.c.conversation == id_)
            shadow = (await rows.of_talks(tx, [id_]))[talk.id]
            if await tx.scalar(still, self._now(at)) is None:  # answered meanwhile
                return Wake()
            by = Session(shadow.reader, Role.SERVICE), at
            return await self._go(tx, talk, shadow, ShadowStep.END, by)

    async def _require(self, tx: AsyncConnection, talk: Conversation, at: datetime) -> None:
        asked = (shadows.c.state == ShadowState.READING) | (shadows.c.until > at)
        here = (shadows.c.conversation == talk.id) & asked
        wanted = self._allowed(shadows.c.conversation).where(here)
        if await tx.scalar(wanted, self._now(at)) is None:
            raise StepNotAllowed("not here, or not any more")

    def _allowed(self, *columns: Any) -> Any:
        joined = select(*columns).join_from(
            shadows, conversations, conversations.c.id == shadows.c.conversation
        )
        return joined.where(rows.may_be(self.rule, certified=self.certified))

    def _now(self, at: datetime) -> dict[str, Any]:
        return {"at": at, "since": at - self.away}


def _step(talk: Conversation, shadow: Shadow, by: Session, *, accept: bool) -> ShadowStep:
    """A stranger can't tell whether anybody reads here."""
    yes = {(Role.PEER, shadow.peer): ShadowStep.AGREE, (Role.VISITOR, talk.visit): ShadowStep.ALLOW}
    me = by.role, by.id
    if me in yes and talk.member(by.id):
        return yes[me] if accept else ShadowStep.DECLINE
    if me == (Role.PEER, shadow.reader) and not accept:
        return ShadowStep.END
    if by.role is Role.MODERATOR and not accept:
        return ShadowStep.DECLINE
    raise Refusal(Code.NOT_FOUND)


def _looks(talk: Conversation, shadow: Shadow) -> Wake:
    wake = Wake(wall=True)
    wake.look_in(talk)
    wake.look(Role.PEER, shadow.reader)
    return wake


async def _noted(
    tx: AsyncConnection, who: Session, did: str, talk: Conversation, at: datetime
) -> None:
    """A visitor is nobody in particular there."""
    name = who.role if who.role in (Role.VISITOR, Role.SERVICE) else who.id
    await audit.append(tx, at=at, who=name, did=did, about=talk.id)
