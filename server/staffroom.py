"""What those who answer are told and ask beside their conversations, put together."""

from collections.abc import Awaitable, Callable

from server import loop
from server.contract.commands import Feedback
from server.domain.session import Session
from server.foundation import Foundation, new_id, now
from server.services.break_room import BreakRoom
from server.services.pacing import Pacing
from server.services.phrasing import Phrasing
from server.services.ports import Screen
from server.services.thanking import ReadingThanks, Thanking
from server.stores.break_room import SqlBreakRoom
from server.stores.thanks import SqlThanks
from server.transport.staffroom import Staffroom


def staffroom(base: Foundation, screen: Screen) -> Staffroom:
    remarks = SqlBreakRoom(base.db, base.sealer, new_id)
    return Staffroom(
        Phrasing(base.everything.phrases),
        ReadingThanks(_thanks(base), now),
        BreakRoom(remarks, screen, Pacing(loop.clock), now),
    )


def thanking(
    base: Foundation, kept: Callable[[Session, Feedback], Awaitable[None]], screen: Screen
) -> Thanking:
    return Thanking(kept, _thanks(base), screen, now)


def _thanks(base: Foundation) -> SqlThanks:
    return SqlThanks(base.db, base.sealer, new_id)
