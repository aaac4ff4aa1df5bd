"""A command as its Gateway knows it: decoded into its type, carried out, and always answered."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from types import CoroutineType
from typing import Any

import msgspec
import structlog

from server.contract.commands import Command
from server.contract.events import Accepted, Refused, Reply
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Session

log = structlog.get_logger(__name__)

Handle = Callable[[Session, Any], Any]
"""Returns the answer, or a coroutine that does. Who has nothing to wait for is a plain function."""


class Known:
    """`decode` reads `[name, body]`; it raises ValueError or RecursionError for what it is not."""

    __slots__ = ("_event", "_handle", "_kind", "_patience", "decode")

    def __init__(self, kind: type[Command], handle: Handle, patience: float) -> None:
        self.decode = msgspec.json.Decoder(tuple[str, kind]).decode  # type: ignore[valid-type]
        self._event = kind.event
        self._kind = kind
        self._handle = handle
        self._patience = patience

    def only(self, bodies: list[Any]) -> Command:
        """The one object of a command; a command without fields needs none."""
        if len(bodies) > 1:
            raise msgspec.ValidationError("Expected `object`, got `array`")
        return msgspec.convert(bodies[0] if bodies else {}, self._kind)

    def carry_out(self, session: Session, command: Command) -> Reply | Coroutine[Any, Any, Reply]:
        try:
            answer = self._handle(session, command)
        except Exception as error:  # every command is answered, whatever breaks behind it
            return self._why_not(error)
        if isinstance(answer, CoroutineType):
            return self._waited_for(answer)
        return Accepted(body=answer)

    async def _waited_for(self, answer: Awaitable[Any]) -> Reply:
        try:
            async with asyncio.timeout(self._patience):
                return Accepted(body=await answer)
        except Exception as error:  # the same
            return self._why_not(error)

    def _why_not(self, error: Exception) -> Refused:
        match error:
            case StepNotAllowed():
                return Refused(code=Code.NOT_NOW)
            case Refusal():
                return refused(error)
        log.error("handler failed", command=self._event, exc_info=error)
        return Refused(code=Code.INTERNAL)


def refused(refusal: Refusal) -> Refused:
    return Refused(code=refusal.code, retry_after=refusal.retry_after, why=refusal.why)
