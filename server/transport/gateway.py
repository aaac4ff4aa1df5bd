"""The only door into the server: admit, decode, dispatch, answer."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import socketio
import structlog

from server.contract.commands import Command
from server.contract.events import Accepted, Refused, Reply
from server.contract.namespaces import NAMESPACES
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.transport.complaint import complaint
from server.transport.edge.arrival import ARRIVAL, Arrival
from server.transport.known import Handle, Known, refused

log = structlog.get_logger(__name__)

PATIENCE: Final = 8.0  # seconds for one command; a page gives up on it after ten
ADMISSION: Final = 4.0  # seconds; less than the edge gives a socket to join

Admit = Callable[[object, Arrival], Awaitable[Session]]
Handlers = Mapping[type[Command], Handle]
Hook = Callable[[Session, str], Awaitable[None]]


async def nothing(session: Session, sid: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Who is told when a socket comes and goes.

    `closed` may come twice, and for a socket whose `opened` has failed.
    """

    opened: Hook = nothing
    closed: Hook = nothing


class Gateway(socketio.AsyncNamespace):
    """One role's namespace.

    Commands are looked up in a table, never by method name: python-socketio would let
    a client emit `connect` or `disconnect` as an ordinary event and run those methods.
    """

    def __init__(
        self,
        role: Role,
        admit: Admit,
        handlers: Handlers,
        hooks: Hooks | None = None,
        patience: float = PATIENCE,
    ) -> None:
        if set(handlers) != set(NAMESPACES[role].commands):
            raise TypeError(f"{role}: the handlers do not match the contract")
        super().__init__(f"/{role}")
        self._admit = admit
        self._known = {k.event: Known(k, handle, patience) for k, handle in handlers.items()}
        self._named = {name.encode(): known for name, known in self._known.items()}
        self._hooks = hooks or Hooks()
        self._patience = patience
        self._sessions: dict[str, Session] = {}

    async def trigger_event(self, event: object, *args: Any) -> Any:
        """What the library calls for everything.

        A real coming holds the very environ that the server keeps, and a real going
        happens to a socket that is no longer connected; JSON can imitate neither.
        """
        reply: Reply | None = None
        match event, args:
            case "connect", (str(sid), dict(environ), auth) if environ is self._environ(sid):
                await self._open(sid, auth, environ[ARRIVAL])
            case "disconnect", (str(sid), _) if sid in self._sessions and self._is_gone(sid):
                await self._closed(sid, self._sessions.pop(sid))
            case str(name), (str(sid), *bodies):
                reply = await self._answer(sid, name, bodies)
            case _:
                reply = Refused(code=Code.UNKNOWN_EVENT)
        return reply

    def hear(self, sid: str, data: bytes) -> Reply | Coroutine[Any, Any, Reply] | None:
        """Answer `[name, body]`, decoded once into its command. None: look at it more closely."""
        session = self._sessions.get(sid)
        known = self._named.get(data[2 : data.find(b'"', 2)])
        if session is None or known is None:
            return None
        try:
            _, command = known.decode(data)
        except (ValueError, RecursionError):
            return None
        return known.carry_out(session, command)

    async def joined(self, sid: str) -> None:
        """Called by the edge when the client has been told that it is in."""
        session = self._sessions[sid]
        if not await self._told(self._hooks.opened, session, sid):
            await self.close(sid)
        elif sid not in self._sessions:  # it went while we told them that it had come
            await self._closed(sid, session)

    async def close(self, sid: str) -> None:
        """Put this socket out. Harmless when it has gone."""
        await self.disconnect(sid)

    def _environ(self, sid: str) -> object:
        return self.server.get_environ(sid, self.namespace)

    def _is_gone(self, sid: str) -> bool:
        return not self.server.manager.is_connected(sid, self.namespace)

    async def _open(self, sid: str, auth: object, arrival: Arrival) -> None:
        try:
            async with asyncio.timeout(min(ADMISSION, self._patience)):
                self._sessions[sid] = await self._admit(auth, arrival)
        except Refusal as refusal:
            raise _turned_away(refused(refusal)) from None
        except Exception:  # a bug or a store that is down: shut, and said so
            log.exception("admission failed")
            raise _turned_away(Refused(code=Code.INTERNAL)) from None

    async def _closed(self, sid: str, session: Session) -> None:
        await self._told(self._hooks.closed, session, sid)

    async def _told(self, hook: Hook, session: Session, sid: str) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                await hook(session, sid)
        except Exception:  # python-socketio would keep a ghost of this socket
            log.exception("hook failed")
            return False
        return True

    async def _answer(self, sid: str, event: str, bodies: list[Any]) -> Reply:
        session, known = self._sessions.get(sid), self._known.get(event)
        if session is None or known is None:
            return Refused(code=Code.UNKNOWN_EVENT)
        try:
            command = known.only(bodies)
        except msgspec.ValidationError as error:
            return Refused(code=Code.BAD_PAYLOAD, why=complaint(error))
        answer = known.carry_out(session, command)
        return answer if isinstance(answer, Accepted | Refused) else await answer


def _turned_away(refused: Refused) -> Exception:
    """The client reads `message` as the code and `data` as the whole refusal."""
    said = (refused.code.value, msgspec.to_builtins(refused))
    away: Exception = socketio.exceptions.ConnectionRefusedError(*said)
    return away
