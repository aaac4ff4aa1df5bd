"""Which sessions of staff are locked, as this process knows it: no command asks a store for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from server.contract.namespaces import WHILE_LOCKED
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.transport.gateway import Handlers
from server.transport.known import Handle

Own: TypeAlias = Mapping[str, object]  # how far each flag has come that somebody follows


@dataclass(slots=True)
class Behind:
    """What has come since the lock, for each of this session's pages: it outlives their sockets."""

    words: Counter[Role] = field(default_factory=Counter)  # that were kept back
    own: dict[Role, dict[str, object]] = field(default_factory=dict, repr=False)  # at the lock


@dataclass(slots=True)
class Locks:
    """By the hashes of their tokens. `turn` counts what was noted: a reading says nothing of what
    was noted while it was read.
    """

    turn: int = 0
    _locked: dict[str, Behind] = field(default_factory=dict)

    @property
    def known(self) -> set[str]:
        return set(self._locked)

    def hold(self, session: Session) -> bool:
        return session.signed_in in self._locked

    def note(self, signed_in: str, *, locked: bool) -> None:
        self.turn += 1
        self._set(signed_in, locked=locked)

    def read(self, found: Mapping[str, bool], turn: int) -> None:
        """As SQL has them, asked at `turn`. In doubt they stay locked; the next reading knows."""
        for signed_in, locked in found.items():
            if locked or turn == self.turn:
                self._set(signed_in, locked=locked)

    def keep_back(self, session: Session) -> int:
        """One more message. Returns how many that makes."""
        self._locked[session.signed_in].words[session.role] += 1
        return self.kept_back(session)

    def kept_back(self, session: Session) -> int:
        return self._behind(session).words[session.role]

    def stirred(self, session: Session, now: Own, open_: Own | None) -> int:
        """On how many of these something is new since they were `open_`, before the lock. Where
        this process did not see that, it may be on any of them.
        """
        at_lock = dict.fromkeys(now) if open_ is None else dict(open_)
        before = self._behind(session).own.setdefault(session.role, at_lock)
        return sum(before.setdefault(flag, step) != step for flag, step in now.items())

    def guarded(self, handlers: Handlers) -> Handlers:
        """The same commands; all but WHILE_LOCKED are refused to a locked session."""
        return {
            kind: handle if kind in WHILE_LOCKED else self._guarded(handle)
            for kind, handle in handlers.items()
        }

    def _guarded(self, handle: Handle) -> Handle:
        def unless_locked(session: Session, command: Any) -> Any:
            if self.hold(session):
                raise Refusal(Code.LOCKED)
            return handle(session, command)

        return unless_locked

    def _behind(self, session: Session) -> Behind:
        return self._locked.get(session.signed_in) or Behind()

    def _set(self, signed_in: str, *, locked: bool) -> None:
        if locked:
            self._locked.setdefault(signed_in, Behind())
        else:
            self._locked.pop(signed_in, None)
