"""Who goes into a conversation, or out of it, by their own command hears it at once, or no more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from server.contract.events import Tail
from server.domain.session import Session
from server.transport.attending import Attending
from server.transport.audience import Audience, who
from server.transport.delivery import Delivery

Handle = Callable[[Session, Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Hearing:
    attending: Attending
    audience: Audience
    delivery: Delivery

    def after(self, handle: Handle) -> Handle:
        """The same command; when it is answered, its sender hears what they are a member of."""

        async def handled(session: Session, command: Any) -> Any:
            answer = await handle(session, command)
            await self.attending.refresh([who(session)])
            if isinstance(answer, Tail):
                self._from(session, answer)
            return answer

        return handled

    def _from(self, session: Session, tail: Tail) -> None:
        """What was said after the tail was read, but before they heard, is told too."""
        talk, sid = self.audience.talk(tail.conversation), self.audience.sid(who(session))
        if talk is None or sid not in talk.cursors:
            return
        last = tail.lines[-1].seq if tail.lines else 0
        talk.cursors[sid] = min(talk.cursors[sid], last)
        self.delivery.catch_up(talk)
