"""Peers on hold and reports about them, as moderators and administrators see and answer them."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Id, Request
from server.domain.flag import Outcome
from server.domain.on_hold import HoldCause

Why = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class ShowPeerHolds(Request, frozen=True):
    """Everybody who is a peer, with their holds and the reports that were looked into.

    What is about yourself is not there.
    """

    path = "/api/peer-holds"


class PutOnHold(Request, frozen=True):
    """Nobody new is brought to this peer from now on, until a second person lifts it.

    It locks no account, and what they are in goes on.
    """

    path = "/api/peer-holds/put"
    peer: Id
    reason: Why


class LiftHold(Request, frozen=True):
    """They may be brought somebody again. By somebody else than who set it; `reason` is kept."""

    path = "/api/peer-holds/lift"
    hold: Id
    reason: Why


class PeerHoldCard(Body, frozen=True):
    """`mine`: you have set it, so somebody else lifts it."""

    id: str
    cause: HoldCause
    by: str
    mine: bool
    since: datetime
    reason: str
    lifted_at: datetime | None
    lifted_by: str | None
    lifted_because: str


class PastReportCard(Body, frozen=True):
    """`day` is a day; neither the words nor the visitor are kept."""

    day: datetime
    outcome: Outcome
    by: str


class PeerRecord(Body, frozen=True):
    peer: str
    name: str
    holds: tuple[PeerHoldCard, ...]
    reports: tuple[PastReportCard, ...]


class PeerHolds(Body, frozen=True):
    """By name."""

    peers: tuple[PeerRecord, ...]
