"""One event to some of the sockets here, encoded once for each role."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from server.contract.events import Event
from server.contract.namespaces import TOLD_LOCKED
from server.domain.session import Role, Session
from server.transport.audience import Audience, Person
from server.transport.edge.frames import Frame, event_frame
from server.transport.locks import Locks


class Emit(Protocol):
    def __call__(self, sids: str | Iterable[str], frame: Frame) -> None: ...


@dataclass(frozen=True, slots=True)
class Telling:
    """Nothing but TOLD_LOCKED goes to a locked session."""

    emit: Emit
    audience: Audience
    locks: Locks

    def sid(self, sid: str, event: Event) -> None:
        session = self.audience.sessions.get(sid)
        if session is not None and self._may_hear(session, event):
            self.emit(sid, frame(session.role, event))

    def words(self, sid: str, heard: Frame) -> bool:
        """To one socket, encoded already. False where it is locked."""
        session = self.audience.sessions.get(sid)
        if session is not None and self.locks.hold(session):
            return False
        self.emit(sid, heard)
        return True

    def role(self, role: Role, event: Event) -> None:
        them = self.audience.of_role(role)
        sids = [sid for sid, session in them if self._may_hear(session, event)]
        self.emit(sids, frame(role, event))

    def talk(
        self, conversation: str, event: Event, *, to: Callable[[Person], bool] = lambda _: True
    ) -> None:
        """Everybody here who is in this conversation and is meant."""
        talk = self.audience.talk(conversation)
        if talk is None:
            return
        by_role: dict[Role, list[str]] = {}
        for sid in talk.cursors:
            session = self.audience.sessions[sid]
            if to((session.role, session.id)) and self._may_hear(session, event):
                by_role.setdefault(session.role, []).append(sid)
        for role, sids in by_role.items():
            self.emit(sids, frame(role, event))

    def _may_hear(self, session: Session, event: Event) -> bool:
        return not self.locks.hold(session) or isinstance(event, TOLD_LOCKED)


def frame(role: Role, event: Event) -> Frame:
    return event_frame(f"/{role}", event.event, event)
