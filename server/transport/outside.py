"""What a locked page is told: how much waits, and no word of anybody."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from msgspec.structs import replace

from moderation.verdict import Level
from server.contract.events import LockedRenewed
from server.contract.flag_views import FlagCard
from server.contract.lock_views import LockedView
from server.contract.staff_views import DeskConversation, DeskView, WallConversation, WallView
from server.contract.views import ReferralCard
from server.domain.duty import DutyState
from server.domain.flag import UNANSWERED, FlagState
from server.domain.message import Message
from server.domain.session import Session
from server.transport.audience import Audience
from server.transport.locks import Locks, Own
from server.transport.telling import Telling

SOUNDING: Final = Level.L4  # from here on an unanswered flag sounds at once, as on an open page


@dataclass(slots=True)
class Outside:
    """`received` notes that words have arrived: the lock keeps them for whoever comes back, and
    the visitor notices nothing.
    """

    audience: Audience
    locks: Locks
    telling: Telling
    received: Callable[[str, Session, int], None] = field(init=False)
    _told: dict[str, LockedView] = field(default_factory=dict)  # by socket
    _open: dict[str, DeskView | WallView] = field(default_factory=dict, repr=False)  # by socket

    def holds(self, sid: str) -> bool:
        session = self.audience.sessions.get(sid)
        return session is not None and self.locks.hold(session)

    def saw(self, sid: str, view: DeskView | WallView) -> None:
        """An open page was told this: what comes behind a lock is new beside it."""
        if not self.holds(sid):
            self._open[sid] = view

    def shown(self, sid: str, view: Any) -> LockedView:
        """What there is to tell of this page, which is told it now."""
        session, open_, waiting = self.audience.sessions[sid], self._open.get(sid), _waiting(view)
        words = self.locks.kept_back(session)
        stirred = self.locks.stirred(session, _own(view), _own(open_) if open_ else None)
        self._told[sid] = now = replace(waiting, asks=waiting.asks + stirred, words=words)
        return now

    def renew(self, sid: str, view: Any) -> None:
        before = self._told.get(sid)
        if (now := self.shown(sid, view)) != before:
            self.telling.sid(sid, LockedRenewed(view=now))

    def keep_back(self, sid: str, message: Message, *, own: bool) -> None:
        """This was said to a locked page, which hears no more than that something was."""
        session = self.audience.sessions[sid]
        self.received(message.conversation, session, message.seq)
        if message.notice is None and not own:
            words = self.locks.keep_back(session)
            self._told[sid] = now = replace(self._told.get(sid, LockedView()), words=words)
            self.telling.sid(sid, LockedRenewed(view=now))

    def forget(self, sid: str) -> None:
        self._told.pop(sid, None)
        self._open.pop(sid, None)


def _waiting(view: DeskView | WallView) -> LockedView:
    """Where nobody is on duty, whoever has the console open is called as well."""
    if isinstance(view, DeskView):
        return LockedView(asks=_asks(view))
    if view.duty is DutyState.OFF and view.health.moderators:
        return LockedView(asks=int(view.asked is not None))
    flags = [flag for flag in view.flags if _waits(flag)]
    asks = int(view.asked is not None) + sum(map(_calls, view.conversations))
    return LockedView(asks=asks, flags=len(flags), urgent=any(map(_sounds, flags)))


def _asks(desk: DeskView) -> int:
    """Whoever waits for this peer, in the queue, in a conversation or in a room."""
    people = [one for room in desk.rooms for one in room.people]
    waiting = [
        *desk.offers,
        *(one for one in desk.conversations if (one.silence and one.silence.mine) or _calls(one)),
        *(one for one in people if one.waits or one.hand_at),
    ]
    return len(waiting) + int(desk.asked is not None)


def _calls(talk: DeskConversation | WallConversation) -> bool:
    """A visitor has waited too long for an answer."""
    return talk.lull is not None and talk.lull.calls_you


def _own(view: DeskView | WallView) -> Own:
    """Nobody else is called for these: what is new on one has to ring for its moderator."""
    if isinstance(view, DeskView):
        return {}
    referrals = {card.id: card.referral for card in view.conversations}
    flags = [flag for flag in view.flags if flag.mine]
    followed = {flag.conversation for flag in flags}
    offered = (r for talk, r in referrals.items() if r and r.mine and talk not in followed)
    return {referral.id: _step(referral) for referral in offered} | {
        flag.id: (flag.level, flag.reasons, flag.seq, _step(referrals.get(flag.conversation)))
        for flag in flags
    }


def _step(referral: ReferralCard | None) -> object:
    return referral and (referral.id, referral.state, referral.expires_at)


def _waits(flag: FlagCard) -> bool:
    """Whoever looks at the wall: one that calls its owner anew is not the others' yet."""
    return flag.state in UNANSWERED and (flag.state is not FlagState.CALLED or flag.mine)


def _sounds(flag: FlagCard) -> bool:
    return flag.level >= SOUNDING or flag.calls_you
