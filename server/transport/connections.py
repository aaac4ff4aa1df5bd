"""People come and go: one live socket for each of them in each role."""

from collections.abc import Callable
from dataclasses import dataclass

from server.contract.events import Displaced
from server.domain.session import Role, Session
from server.transport import channels
from server.transport.attending import Attending
from server.transport.audience import Audience, who
from server.transport.channels import Nerve
from server.transport.hints import ENCODE, DisplacedHint
from server.transport.renewing import Renewing
from server.transport.telling import Telling


@dataclass(frozen=True, slots=True)
class Connections:
    """The Gateways' hooks. `close` puts a socket out by role and sid, soon, without waiting."""

    audience: Audience
    attending: Attending
    renewing: Renewing
    telling: Telling
    nerve: Nerve
    close: Callable[[Role, str], None]

    async def opened(self, session: Session, sid: str) -> None:
        if (before := self.audience.enter(session, sid)) is not None:
            self.displace(before)
        mine = channels.of_person(session.role, session.id)
        self.nerve.subscribe(mine)
        self.nerve.publish(mine, ENCODE(DisplacedHint(sid)))  # elsewhere it goes quiet
        if session.role is Role.MODERATOR:
            self.nerve.subscribe(channels.WALL)

    async def closed(self, session: Session, sid: str) -> None:
        self.attending.leave(sid)
        self.renewing.forget(sid)
        if self.audience.sid(who(session)) is None:
            self.nerve.unsubscribe(channels.of_person(session.role, session.id))

    def displace(self, sid: str) -> None:
        """The page is told why, so that it does not come back by itself."""
        self.telling.sid(sid, Displaced())
        self.put_out(sid)

    def put_out(self, sid: str) -> None:
        """Whoever was signed out is turned away when the page comes back."""
        session = self.audience.sessions.get(sid)
        if session is not None:
            self.close(session.role, sid)
