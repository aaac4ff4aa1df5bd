"""What every command passes before its handler: a pace, and for visitors that they have come in."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from server.contract.care_commands import WritePlan
from server.contract.commands import (
    Begin,
    Command,
    Feedback,
    Forget,
    Received,
    ReportPeer,
    Say,
    Sync,
    Typing,
)
from server.contract.hold_commands import Appeal
from server.contract.mentor_commands import ProposeWords
from server.contract.room_commands import EnterRoom, ReportInRoom
from server.contract.staff_commands import Whisper
from server.domain.address import is_ours, network_of
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.services.talk.pacing import Pacing
from server.transport.gateway import Handlers
from server.transport.known import Handle

HINTS: Final = frozenset({Typing, Received})  # they touch memory alone; the edge counts frames
SCREENED: Final = frozenset(
    {Say, WritePlan, Feedback, ReportPeer, ReportInRoom, Appeal, Whisper, ProposeWords}
)
"""The screen reads them. Made to be hard to read, words hold the event loop for up to 20 ms."""
OUTSIDE: Final = HINTS | {Sync, Begin, EnterRoom, Forget}  # for who has not come in yet, too
PATIENCE: Final = 2.0  # seconds: a store that hangs must not stand before a help card
REMEMBERED: Final = 50_000  # visits

# So many a second, after so many at once: of one person; of the visitors from one address, where
# some hundreds may be talking; and of those there who are not known yet, so that strangers spend
# nothing of theirs.
WORDS: Final = (2.0, 10.0), (20.0, 100.0), (10.0, 50.0)
OTHERS: Final = (20.0, 100.0), (100.0, 500.0), (100.0, 500.0)


@dataclass(frozen=True, slots=True)
class _Pace:
    of_person: Pacing
    of_address: Pacing
    of_unknown: Pacing  # from one address

    def count(self, session: Session, *, is_known: bool) -> None:
        self.of_person(f"{session.role} {session.id}")
        if session.role is Role.VISITOR and not is_ours(session.address):
            together = self.of_address if is_known else self.of_unknown
            together(network_of(session.address))


class Threshold:
    """One for a web process. Who is staff has signed in, so their address counts nothing.

    `has_come`: there is, or was until it was forgotten, a visit of this id.
    """

    def __init__(
        self, has_come: Callable[[str], Awaitable[bool]], clock: Callable[[], float]
    ) -> None:
        self._has_come = has_come
        self._come: OrderedDict[str, None] = OrderedDict()
        self._words, self._others = (
            _Pace(*(Pacing(clock, *one) for one in each)) for each in (WORDS, OTHERS)
        )

    def kept(self, handlers: Handlers) -> Handlers:
        return {
            kind: handle if kind in HINTS else self._kept(kind, handle)
            for kind, handle in handlers.items()
        }

    def _kept(self, kind: type[Command], handle: Handle) -> Handle:
        pace = self._words if kind in SCREENED else self._others
        from_outside = kind in OUTSIDE

        def cross(session: Session, command: Any) -> Any:
            is_known = session.role is not Role.VISITOR or session.id in self._come
            pace.count(session, is_known=is_known)
            if from_outside or is_known:
                return handle(session, command)
            return self._looked_up(session, command, handle)

        return cross

    async def _looked_up(self, visitor: Session, command: Any, handle: Handle) -> Any:
        """A stranger's words are not read, and no transaction is begun for them."""
        try:
            async with asyncio.timeout(PATIENCE):
                has_come = await self._has_come(visitor.id)
        except Exception:  # a store that is away says nothing about them: they are heard
            return await handle(visitor, command)
        if not has_come:
            raise Refusal(Code.NOT_FOUND)
        self._come[visitor.id] = None
        if len(self._come) > REMEMBERED:
            self._come.popitem(last=False)
        return await handle(visitor, command)
