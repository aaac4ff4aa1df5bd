"""Certificates withdrawn and given back: from that moment nobody is brought to their holder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.offer import OfferState, OfferStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.house_key import HouseKey
from server.stores.queue.handing_back import hand_back
from server.stores.rows import conversations as talks
from server.stores.rows import offers, trained
from server.stores.tables.core import offers as offer_table
from server.stores.tables.training import certificates


@dataclass(frozen=True, slots=True)
class SqlCertifying:
    """`key` seals the reason, which `SqlTrainings` opens."""

    db: Database
    key: HouseKey

    async def withdraw(
        self, whose: StaffId, certificate: str, by: StaffId, reason: str, at: datetime
    ) -> Wake:
        """An open offer goes back at once, its visitor to the head. Raises Refusal NOT_FOUND."""
        wake = Wake(wall=True, queue=True)
        async with self.db.write() as tx:
            await self._offers_back(tx, whose, at, wake)
            sealed = self.key.seal(reason.encode(), trained.reason_of(whose, certificate))
            values = {"withdrawn_at": at, "reason": sealed}
            await self._set(tx, whose, certificate, values, withdrawn=False)
            await audit.append(
                tx, at=at, who=by, did="withdraw_certificate", about=whose, reason=certificate
            )
        wake.look(Role.PEER, whose)
        return wake

    async def give_back(self, whose: StaffId, certificate: str, by: StaffId, at: datetime) -> Wake:
        """Raises Refusal NOT_FOUND."""
        async with self.db.write() as tx:
            values = {"withdrawn_at": None, "reason": None}
            await self._set(tx, whose, certificate, values, withdrawn=True)
            await audit.append(
                tx, at=at, who=by, did="return_certificate", about=whose, reason=certificate
            )
        wake = Wake(wall=True, queue=True)
        wake.look(Role.PEER, whose)
        return wake

    async def _offers_back(
        self, tx: AsyncConnection, whose: StaffId, at: datetime, wake: Wake
    ) -> None:
        wanted = select(offer_table.c.id).where(
            offer_table.c.peer == whose, offer_table.c.state == OfferState.OPEN
        )
        for id_ in (await tx.scalars(wanted)).all():
            await talks.one(self.db, tx, await offers.talk_of(tx, id_, whose))
            offer = await offers.of_peer(self.db, tx, id_, whose)
            if offer.state is OfferState.OPEN:  # not accepted meanwhile
                wake.add(await hand_back(self.db, tx, offer, OfferStep.WITHDRAW, at))

    @staticmethod
    async def _set(
        tx: AsyncConnection,
        whose: StaffId,
        certificate: str,
        values: Mapping[str, object],
        *,
        withdrawn: bool,
    ) -> None:
        column = certificates.c.withdrawn_at
        state = column.is_not(None) if withdrawn else column.is_(None)
        theirs = (certificates.c.staff == whose) & (certificates.c.certificate == certificate)
        done = await tx.execute(update(certificates).where(theirs, state).values(values))
        if not done.rowcount:
            raise Refusal(Code.NOT_FOUND)
