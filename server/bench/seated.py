"""Conversations that are under way, made with the service's own stores before it starts."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from config.settings import Settings
from server.bench.driver import Caller
from server.bench.load.cast import hired
from server.bench.tools import CannotMeasure
from server.domain.duty import Availability, Duty
from server.domain.ids import ConversationId, PersonId, StaffId, VisitId, visit_id
from server.domain.matching import Pairing
from server.domain.session import Role, Session
from server.domain.visit import Intake, Visit, VisitState
from server.foundation import Foundation, founded, new_id, now
from server.services.accounts.tokens import new_token
from server.stores.leases import Fence, Leases

PATIENCE: Final = timedelta(minutes=10)
LEASE: Final = "matchmaker"
ME: Final = "bench"


@dataclass(frozen=True, slots=True)
class Pair:
    """A visitor with their token and a peer with their cookie, who talk."""

    conversation: str
    token: str
    cookie: str

    def callers(self, visitor_port: int, peer_port: int) -> list[Caller]:
        auth = msgspec.json.encode({"token": self.token}).decode()
        return [
            Caller(visitor_port, "/visitor", auth, self.conversation),
            Caller(peer_port, "/peer", "{}", self.conversation, self.cookie),
        ]


async def seated(settings: Settings, count: int) -> list[Pair]:
    """The worker must not run yet: for a moment we lead in its place."""
    peers = await hired(settings, count, Role.PEER)
    async with founded(settings) as base:
        leases = Leases(base.db, now)
        fence = await leases.take(LEASE, ME, PATIENCE.total_seconds())
        if fence is None:
            raise CannotMeasure("Somebody leads already.")
        pairs = [await _pair(base, fence, one.id, one.cookie) for one in peers]
        await leases.release(LEASE, ME)
    return pairs


async def _pair(base: Foundation, fence: Fence, peer: StaffId, cookie: str) -> Pair:
    at, token, name = now(), new_token(), f"peer {secrets.token_hex(3)}"
    visit = _waiting(visit_id(token))
    await base.visits.begin(visit)
    await base.desks.go_ready(Duty(peer, Role.PEER, name, Availability.READY, at, at))
    await base.matchmaking.offer(fence, [Pairing(visit.id, peer)], at, PATIENCE)
    desk = (await base.pictures.desks([peer], at))[peer]
    await base.desks.accept(Session(PersonId(peer), Role.PEER, name), desk.offers[0].offer.id, at)
    return Pair(visit.conversation, token, cookie)


def _waiting(id: VisitId) -> Visit:
    return Visit(
        id=id,
        conversation=ConversationId(new_id()),
        pseudonym="Bench",
        intake=Intake("en"),
        state=VisitState.WAITING,
        arrived_at=now(),
        waiting_since=now(),
    )
