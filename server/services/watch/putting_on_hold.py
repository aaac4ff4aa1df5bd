"""Putting a peer on hold, and letting them come back: by two people, each with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from server.contract.hold_commands import HoldPeer
from server.contract.peer_hold_requests import (
    LiftHold,
    PastReportCard,
    PeerHoldCard,
    PeerHolds,
    PeerRecord,
    PutOnHold,
    ShowPeerHolds,
)
from server.domain.ids import PersonId, StaffId
from server.domain.on_hold import HoldBook, PastReport, PeerHold
from server.domain.session import Session
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.services.ports import Hints, Now
from server.services.watch.ports import Names


class OnHold(Protocol):
    async def put(self, by: StaffId, peer: StaffId, reason: str, at: datetime) -> Wake: ...
    async def answering(self, conversation: str) -> StaffId: ...
    async def take_over(
        self, moderator: Session, conversation: str, peer: StaffId, at: datetime
    ) -> Wake: ...
    async def lift(self, id: str, by: StaffId, reason: str, at: datetime) -> Wake: ...
    async def book(self) -> HoldBook: ...


@dataclass(frozen=True, slots=True)
class PuttingOnHold:
    holds: OnHold
    staff: Names
    hints: Hints
    now: Now

    async def hold_peer(self, moderator: Session, command: HoldPeer) -> None:
        """The hold first: it stands also where the conversation can't be taken over any more."""
        by, at, talk = StaffId(moderator.id), self.now(), command.conversation
        peer = await self.holds.answering(talk)
        self.hints.spread(await self.holds.put(by, peer, command.reason.strip(), at))
        if command.take_over:
            self.hints.spread(await self.holds.take_over(moderator, talk, peer, at))

    async def put(self, who: StaffMember, asked: PutOnHold) -> None:
        peer, reason = StaffId(PersonId(asked.peer)), asked.reason.strip()
        self.hints.spread(await self.holds.put(who.id, peer, reason, self.now()))

    async def lift(self, who: StaffMember, asked: LiftHold) -> None:
        wake = await self.holds.lift(asked.hold, who.id, asked.reason.strip(), self.now())
        self.hints.spread(wake)

    async def show(self, who: StaffMember, _: ShowPeerHolds) -> PeerHolds:
        """Also those who are no peer any more, as long as something is kept of them."""
        names, book = await self.staff.names(), await self.holds.book()
        kept = {one.peer for one in book.holds} | {one.peer for one in book.reports}
        gone = {peer: names.get(peer, "") for peer in kept - book.peers.keys()}
        return PeerHolds(
            peers=tuple(
                PeerRecord(
                    peer=peer,
                    name=name,
                    holds=tuple(_hold(h, who.id, names) for h in book.holds if h.peer == peer),
                    reports=tuple(_report(r, names) for r in book.reports if r.peer == peer),
                )
                for peer, name in {**book.peers, **gone}.items()
                if peer != who.id
            )
        )


def _hold(hold: PeerHold, asking: StaffId, names: Mapping[StaffId, str]) -> PeerHoldCard:
    return PeerHoldCard(
        id=hold.id,
        cause=hold.cause,
        by=names.get(hold.by, ""),
        mine=hold.by == asking,
        since=hold.since,
        reason=hold.reason,
        lifted_at=hold.lifted_at,
        lifted_by=names.get(hold.lifted_by, "") if hold.lifted_by else None,
        lifted_because=hold.lifted_because,
    )


def _report(report: PastReport, names: Mapping[StaffId, str]) -> PastReportCard:
    return PastReportCard(day=report.day, outcome=report.outcome, by=names.get(report.by, ""))
