"""Which sessions of staff are locked, as this process knows it: no command asks a store for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from server.contract.namespaces import WHILE_LOCKED
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.transport.gateway import Handlers
from server.transport.known import Handle


@dataclass(slots=True)
class Locks:
    """By the hashes of their tokens. `turn` counts what was noted: a reading says nothing of what
    was noted while it was read.
    """

    turn: int = 0
    _locked: dict[str, Counter[Role]] = field(default_factory=dict)  # words that were kept back

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
        self._locked[session.signed_in][session.role] += 1
        return self.kept_back(session)

    def kept_back(self, session: Session) -> int:
        return self._locked.get(session.signed_in, Counter())[session.role]

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

    def _set(self, signed_in: str, *, locked: bool) -> None:
        if locked:
            self._locked.setdefault(signed_in, Counter())
        else:
            self._locked.pop(signed_in, None)
