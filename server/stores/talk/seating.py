"""Who answers sits down with a visitor; a peer with a backstage of their own."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Kind, Member, Phase, Standing
from server.domain.ids import ConversationId
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.keys.sealing import Sealer
from server.stores.rooms.leaving import gives_up_seat
from server.stores.rows import conversations as talks
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations


@dataclass(frozen=True, slots=True)
class Seating:
    sealer: Sealer
    new_id: Callable[[], str]

    async def __call__(
        self, tx: AsyncConnection, talk: Conversation, new: Member, notice: Notice
    ) -> Wake:
        """`talk` is locked; `new` joins now, as its peer or as a moderator."""
        wake = Wake(wall=True, queue=True)
        at = new.joined_at
        await talks.add_member(tx, talk.id, new)
        if new.role is Role.PEER:
            await self._add_backstage(tx, talk, new)
        if notice is Notice.PEER_JOINED:
            await gives_up_seat(tx, talk.visit, at, wake)
        said = await add_notice(tx, talk, notice, about=new.person, name=new.name, at=at)
        wake.said.append(said)
        wake.look_in(talk)
        wake.look(new.role, new.person)
        return wake

    async def _add_backstage(self, tx: AsyncConnection, talk: Conversation, peer: Member) -> None:
        """A fresh one for each peer: what was whispered to another is not theirs to read."""
        watching = tuple(
            replace(m, standing=Standing.SPEAKER) for m in talk.members if m.role is Role.MODERATOR
        )
        backstage = Conversation(
            id=ConversationId(self.new_id()),
            kind=Kind.BACKSTAGE,
            visit=talk.visit,
            phase=Phase.OPEN,
            level=Level.L0,
            last_seq=0,
            opened_at=peer.joined_at,
            members=(peer, *watching),
            about=talk.id,
        )
        await talks.add(tx, backstage, self.sealer.new_key(backstage.id))
        here = conversations.c.id == talk.id
        await tx.execute(update(conversations).where(here).values(backstage=backstage.id))
