"""Who is let in by which door."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from server.domain.ids import PersonId, visit_id
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.transport.edge.arrival import Arrival
from server.transport.locks import Locks
from server.transport.session_cookie import SessionCookie

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits in base64url


@dataclass(frozen=True, slots=True)
class Admission:
    cookie: SessionCookie
    session_of: Callable[[str], Awaitable[StaffMember | None]]
    address_of: Callable[[Arrival], str]
    locks: Locks

    async def visitor(self, auth: object, arrival: Arrival) -> Session:
        """A token of their own making; what is kept of it is its hash, and that is the visit's id.

        Raises Refusal(BAD_PAYLOAD) for anything that is not such a token, and TOO_FAST where only
        the room for staff was left.
        """
        if arrival.reserved:
            raise Refusal(Code.TOO_FAST, retry_after=5.0)
        token = auth.get("token") if isinstance(auth, dict) else None
        if not isinstance(token, str) or not TOKEN.fullmatch(token):
            raise Refusal(Code.BAD_PAYLOAD)
        return Session(visit_id(token), Role.VISITOR, address=self.address_of(arrival))

    def staff(self, role: Role) -> Callable[[object, Arrival], Awaitable[Session]]:
        async def admit(_: object, arrival: Arrival) -> Session:
            token, turn = self.cookie.read(arrival), self.locks.turn
            found = await self.session_of(token) if token else None
            if found is None:
                raise Refusal(Code.SIGN_IN)
            if not found.has(role):
                raise Refusal(Code.UNKNOWN_EVENT)
            self.locks.read({found.session: found.locked}, turn)
            address = self.address_of(arrival)
            return Session(PersonId(found.id), role, found.name, address, found.session)

        return admit
