"""One event to some of the sockets here, encoded once for each role."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from server.contract.events import Event
from server.domain.session import Role
from server.transport.audience import Audience, Person
from server.transport.edge.frames import Frame, event_frame


class Emit(Protocol):
    def __call__(self, sids: str | Iterable[str], frame: Frame) -> None: ...


@dataclass(frozen=True, slots=True)
class Telling:
    emit: Emit
    audience: Audience

    def sid(self, sid: str, event: Event) -> None:
        session = self.audience.sessions.get(sid)
        if session is not None:
            self.emit(sid, frame(session.role, event))

    def person(self, person: Person, event: Event) -> None:
        if (sid := self.audience.sid(person)) is not None:
            self.emit(sid, frame(person[0], event))

    def role(self, role: Role, event: Event) -> None:
        self.emit([sid for sid, _ in self.audience.of_role(role)], frame(role, event))

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
            if to((session.role, session.id)):
                by_role.setdefault(session.role, []).append(sid)
        for role, sids in by_role.items():
            self.emit(sids, frame(role, event))


def frame(role: Role, event: Event) -> Frame:
    return event_frame(f"/{role}", event.event, event)
