"""References: asked by a link that works once, given in words, sealed with the house's key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, select, update

from server.domain.application import ApplicationState, NewLink, Said, Written
from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.house_key import HouseKey
from server.stores.tables.joining import application_references, applications

_asked = application_references.c


@dataclass(frozen=True, slots=True)
class SqlReferences:
    db: Database
    key: HouseKey

    async def ask(self, id: str, number: int, link: NewLink, by: StaffId, at: datetime) -> None:
        """A new link takes the place of the one before. Raises Refusal NOT_FOUND."""
        which = (_asked.application == id) & (_asked.number == number) & _asked.given_at.is_(None)
        values = {"token_hash": link.token_hash, "expires_at": link.until}
        async with self.db.write() as tx:
            asking = update(application_references).where(which).values(values)
            if not (await tx.execute(asking)).rowcount:
                raise Refusal(Code.NOT_FOUND)
            await audit.append(tx, at=at, who=by, did="ask_reference", about=id)

    async def look(self, token_hash: str, at: datetime) -> Written:
        """The application that it is about. Raises Refusal NOT_FOUND."""
        async with self.db.read() as tx:
            row = (await tx.execute(_of(token_hash, at))).first()
        if row is None:
            raise Refusal(Code.NOT_FOUND)
        return msgspec.json.decode(self.key.unseal(row.sealed, row.id), type=Written)

    async def give(self, token_hash: str, said: Said, at: datetime) -> None:
        """Once. Raises Refusal NOT_FOUND."""
        async with self.db.write() as tx:
            row = (await tx.execute(_of(token_hash, at))).first()
            if row is None:
                raise Refusal(Code.NOT_FOUND)
            sealed = self.key.seal(msgspec.json.encode(said), f"{row.id}:{row.number}")
            values = {"sealed": sealed, "given_at": at, "token_hash": None}
            which = _asked.token_hash == token_hash
            await tx.execute(update(application_references).where(which).values(values))


def _of(token_hash: str, at: datetime) -> Select[Any]:
    return (
        select(applications.c.id, applications.c.sealed, _asked.number)
        .join(application_references, _asked.application == applications.c.id)
        .where(
            _asked.token_hash == token_hash,
            _asked.expires_at > at,
            applications.c.state == ApplicationState.APPLIED,
        )
    )
