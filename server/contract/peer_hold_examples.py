"""One example of what puts a peer on hold, and of what is kept of it."""

from collections.abc import Mapping
from typing import Final

from server.contract import peer_hold_requests as http
from server.contract.example_views import AT
from server.contract.values import Body, Request
from server.domain.flag import Outcome
from server.domain.on_hold import HoldCause

HOLD: Final = http.PeerHoldCard(
    id="h1",
    cause=HoldCause.REPORT,
    by="Mona",
    mine=False,
    since=AT,
    reason="Asked for a phone number, twice.",
    lifted_at=None,
    lifted_by=None,
    lifted_because="",
)
RECORD: Final = http.PeerRecord(
    peer="0f3a9c51d2",
    name="Pat",
    holds=(HOLD,),
    reports=(http.PastReportCard(day=AT, outcome=Outcome.CONFIRMED, by="Mona"),),
)
REQUESTS: Final[Mapping[Request, Body | None]] = {
    http.ShowPeerHolds(): http.PeerHolds(peers=(RECORD,)),
    http.PutOnHold(peer="0f3a9c51d2", reason="A colleague heard them ask for an address."): None,
    http.LiftHold(hold="h1", reason="Has done the boundaries module again; spoke with them."): None,
}
