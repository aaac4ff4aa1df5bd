"""What moderators do over the socket, put together."""

from collections.abc import Awaitable, Callable

from moderation.passage import Passage
from moderation.verdict import Level, Verdict
from server.contract.commands import Say
from server.contract.events import Receipt
from server.contract.views import HelpCard
from server.domain.session import Session
from server.foundation import Foundation, new_id, now
from server.mentored import fading_of
from server.services.ports import Hints
from server.services.watch.flag_cards import flag_cards
from server.services.watch.holding import Holding
from server.services.watch.putting_on_hold import PuttingOnHold
from server.services.watch.supervising import Supervising
from server.services.watch.walling import Walling
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.talk.closing import Closing
from server.stores.talk.seating import Seating
from server.stores.watch.blocks import SqlBlocks
from server.stores.watch.holds import SqlHolds
from server.stores.watch.leading import SqlLeading
from server.stores.watch.pauses import SqlPauses
from server.stores.watch.peer_holds import SqlPeerHolds
from server.transport.walls import WallReads


def supervising(
    base: Foundation, hints: Hints, say: Callable[[Session, Say], Awaitable[Receipt]]
) -> Supervising:
    leading = SqlLeading(base.db, base.alerts.times)
    return Supervising(base.alerts, base.supervision, leading, base.talks, hints, say, now)


def holding(
    base: Foundation,
    hints: Hints,
    screen: Callable[[Passage], Verdict],
    help_card: Callable[[Session, Level], HelpCard],
    say: Callable[[Session, Say], Awaitable[Receipt]],
) -> Holding:
    closing = closing_of(base)
    holds = SqlHolds(base.db, closing)
    blocks = SqlBlocks(base.db, base.sealer, closing, new_id)
    return Holding(
        holds, SqlPauses(base.db), blocks, hints, screen, help_card, say, base.clocks, now
    )


def putting_on_hold(base: Foundation, hints: Hints) -> PuttingOnHold:
    seating = Seating(base.sealer, new_id)
    holds = SqlPeerHolds(base.db, base.sealer, seating, new_id, base.everything.service.staff.apart)
    return PuttingOnHold(holds, SqlClosedTalks(base.db), hints, now)


def walling(base: Foundation) -> Walling:
    service, fading = base.everything.service, fading_of(base.everything.mentoring)
    return Walling(base.wall, base.cards, now, service.away, service.queue.limit, fading)


def wall_reads(base: Foundation) -> WallReads:
    wall = walling(base)
    return WallReads(wall.picture, wall.raised, wall.view_of, flag_cards)


def closing_of(base: Foundation) -> Closing:
    return Closing(base.db, base.everything.retention.kept)
