"""Talks: what was said, for those who may read it; and how far each has received it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from server.domain.conversation import HELD, Phase
from server.domain.ids import ConversationId, PersonId
from server.domain.message import LEAVES, Message, Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import messages as rows
from server.stores.rows import unsaid
from server.stores.tables.core import conversations, members, messages
from server.stores.tables.rooms import seats

PARTING = 100  # messages; hints are lost for seconds, not for hours


@dataclass(frozen=True, slots=True)
class SqlTalks:
    db: Database
    sealer: Sealer

    async def tail(self, person: str, conversation: str, after: int, most: int) -> list[Message]:
        """For a member only; a stranger can't tell whether it exists: Refusal(NOT_FOUND).

        In a room nobody reads what was said before they came; in a pause the pair reads no more
        than what was said before it, and their own.
        """
        inside = (
            select(
                members.c.role,
                func.coalesce(seats.c.from_seq, 0).label("since"),
                conversations.c.held_from,
            )
            .join(conversations, conversations.c.id == members.c.conversation)
            .outerjoin(seats, (seats.c.room == conversation) & (seats.c.visit == person))
            .where(members.c.conversation == conversation, members.c.person == person)
            .where(members.c.left_at.is_(None))
        )
        async with self.db.read() as tx:
            member = (await tx.execute(inside)).one_or_none()
            if member is None:
                raise Refusal(Code.NOT_FOUND)
            since = max(after, member.since)
            found = await rows.after(tx, self.sealer, conversation, since, most)
        if member.held_from is None or member.role not in HELD:
            return found
        return [one for one in found if one.seq <= member.held_from or one.speaker == person]

    async def unsay(self, who: Session, conversation: str, seq: int, at: datetime) -> Wake:
        """Take back what they said; twice is once. Everybody learns it by a line of its own.

        Level, flags and their reasons stay. Raises Refusal(NOT_FOUND) for what is not theirs.
        """
        own = select(messages.c.seq).where(
            messages.c.conversation == conversation,
            messages.c.seq == seq,
            messages.c.speaker == who.id,
            messages.c.role == who.role,
        )
        wake = Wake(wall=True)
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            me = talk.member(who.id)
            over = talk.phase is Phase.CLOSED
            if over or me is None or await tx.scalar(own) is None:
                raise Refusal(Code.NOT_FOUND)
            if await unsaid.is_taken(tx, (talk.id, seq)):
                return Wake()
            notice = Notice.UNSAID
            said = await rows.add_notice(tx, talk, notice, about=who.id, name=me.name, at=at)
            await unsaid.take(tx, self.sealer, (talk.id, seq), said.seq)
        wake.said.append(replace(said, unsays=seq))
        return wake

    async def gap(self, conversation: str, after: int, upto: int) -> list[Message]:
        """The messages a process has missed; it tells them to members only."""
        async with self.db.read() as tx:
            found = await rows.after(tx, self.sealer, conversation, after, upto - after)
        return [message for message in found if message.seq <= upto]

    async def parting(self, person: str, conversation: str, after: int) -> list[Message]:
        """What was said before this person left, and has not reached them yet."""
        left = select(members.c.left_at).where(
            members.c.conversation == conversation, members.c.person == person
        )
        async with self.db.read() as tx:
            left_at = await tx.scalar(left)
            if left_at is None:
                return []
            found = await rows.after(tx, self.sealer, conversation, after, PARTING)
        return _before(left_at, found)

    async def newest(self, conversation: str, person: str, most: int) -> list[Message] | None:
        """As context for the screen: the last `most`, the oldest first, notices among them.

        None where this person is no member.
        """
        last = (
            select(conversations.c.last_seq)
            .join(members, members.c.conversation == conversations.c.id)
            .where(conversations.c.id == conversation, members.c.person == person)
            .where(members.c.left_at.is_(None))
        )
        async with self.db.read() as tx:
            found = await tx.scalar(last)
            if found is None:
                return None
            return await rows.after(tx, self.sealer, conversation, found - most, most)

    async def received(self, marks: Sequence[tuple[str, PersonId, int]]) -> None:
        """Cumulative: a smaller number than before changes nothing."""
        raised = (
            update(members)
            .where(
                members.c.conversation == bindparam("of"),
                members.c.person == bindparam("by"),
                members.c.received_seq < bindparam("upto"),
            )
            .values(received_seq=bindparam("upto"))
        )
        values = [{"of": talk, "by": person, "upto": seq} for talk, person, seq in marks]
        async with self.db.write() as tx:
            await talks.locked(self.db, tx, {talk for talk, _, _ in marks})
            await tx.execute(raised, values)

    async def live(self, at: datetime) -> list[ConversationId]:
        """Conversations that have not ended."""
        wanted = select(conversations.c.id).where(conversations.c.phase != Phase.CLOSED)
        async with self.db.read() as tx:
            return [ConversationId(row.id) for row in await tx.execute(wanted)]


def _before(left_at: datetime, said: list[Message]) -> list[Message]:
    """The number that says they left is exact; by the clock, which may be put back, only else."""
    said_so = (m.seq for m in said if m.notice in LEAVES and m.at == left_at)
    upto = next(said_so, None)
    return [m for m in said if (m.at <= left_at if upto is None else m.seq <= upto)]
