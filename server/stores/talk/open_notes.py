"""What a peer notes down beside an open conversation, and what was left for who goes on with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.lifecycle import StepNotAllowed
from server.domain.pictures import TalkPicture
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import open_notes as rows
from server.stores.rows import outcomes


@dataclass(frozen=True, slots=True)
class SqlOpenNotes:
    db: Database
    sealer: Sealer

    async def note(self, peer: Session, conversation: str, text: str, at: datetime) -> Wake:
        """No words take it away. Raises Refusal(NOT_FOUND) for who is not its peer."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            member = talk.member(peer.id)
            if member is None or member.role is not Role.PEER:
                raise Refusal(Code.NOT_FOUND)
            talks.require_speaker(talk, peer.id)
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            if row.wrapped_key == DESTROYED:
                raise StepNotAllowed("its words are forgotten")
            if text.strip():
                await rows.keep(self.db, tx, self.sealer, row, (peer.id, text, at))
            else:
                await rows.take_away(tx, talk.id, peer.id)
        wake = Wake(wall=any(one.role is Role.MODERATOR for one in talk.members))
        wake.look(Role.PEER, peer.id)
        return wake


async def with_notes(
    tx: AsyncConnection, sealer: Sealer, found: Sequence[TalkPicture]
) -> list[TalkPicture]:
    """With what is noted down in them, and what was left for whoever goes on."""
    ids = [picture.talk.id for picture in found]
    if not ids:
        return []
    left = await outcomes.carried(tx, sealer, ids)
    noted = await rows.of_talks(tx, sealer, ids)
    return [
        replace(
            one,
            carried=tuple(left.get(one.talk.id, ())),
            noted=tuple(noted.get(one.talk.id, ())),
        )
        for one in found
    ]
