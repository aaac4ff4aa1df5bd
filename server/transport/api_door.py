"""The HTTP around the API: size and shape of what comes, and each refusal as a status."""

import asyncio
import math
import re
from collections.abc import Collection, Mapping
from typing import Final, TypeVar

import msgspec
import structlog
from aiohttp import web

from server.contract.values import Body, Request
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.staff import BadField
from server.transport.access_log import route_of
from server.transport.complaint import complaint
from server.transport.edge.origin import check_origin

MOST_BYTES: Final = 16 * 1024
PATIENCE: Final = 10.0  # seconds for a body to arrive
STATUS: Final[Mapping[Code, int]] = {
    Code.BAD_PAYLOAD: 400,
    Code.SIGN_IN: 401,
    Code.PROVE: 403,
    Code.UNKNOWN_EVENT: 403,  # not for this role
    Code.NOT_FOUND: 404,
    Code.NOT_NOW: 409,
    Code.TAKEN: 409,
    Code.RESTING: 409,
    Code.IN_DANGER: 409,
    Code.CLOSED: 409,
    Code.FULL: 409,
    Code.UNFIT: 409,
    Code.GRAVER: 409,
    Code.LOCKED: 423,
    Code.TOO_FAST: 429,
    Code.INTERNAL: 500,
}
UNKNOWN_FIELD: Final = re.compile(r"Object contains unknown field `(\w{1,40})`", re.ASCII)

Asked = TypeVar("Asked", bound=Request)

log = structlog.get_logger()


class WrongBody(Exception):
    """What was sent can't be read; the words say why, without quoting it."""


class No(Body, frozen=True, omit_defaults=True):
    """`retry_after` is in seconds; `why` names the field and its limit."""

    code: Code
    retry_after: float | None = None
    why: str | None = None


async def read(request: web.Request, kind: type[Asked], origins: Collection[str]) -> Asked:
    """Raises what `refused` has an answer to."""
    check_origin(request, origins, needs_origin=True)
    if request.content_type != "application/json":
        raise WrongBody("Content-Type: expected application/json")
    return msgspec.json.decode(await _body(request), type=kind)


def reply(answer: Body | None, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(answer),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
        status=status,
    )


async def missing(_: web.Request) -> web.Response:
    """For every path under /api that there is not."""
    return _no(No(code=Code.NOT_FOUND))


def refused(request: web.Request, error: Exception) -> web.Response:
    return _no(_refusal(request, error))


def _refusal(request: web.Request, error: Exception) -> No:
    if isinstance(error, Refusal):
        return No(code=error.code, retry_after=error.retry_after, why=error.why)
    if isinstance(error, StepNotAllowed):
        return No(code=Code.NOT_NOW)
    if why := _why(error):
        return No(code=Code.BAD_PAYLOAD, why=why)
    if isinstance(error, web.HTTPForbidden):
        return No(code=Code.UNKNOWN_EVENT, why="Origin: not one of this service")
    log.error("handler failed", route=route_of(request), exc_info=error)
    return No(code=Code.INTERNAL)


def _why(error: Exception) -> str | None:
    match error:
        case BadField():
            return f"{error.field}: {error.why}"
        case WrongBody():
            return str(error)
        case msgspec.ValidationError():
            unknown = UNKNOWN_FIELD.match(str(error))
            return f"{unknown[1]}: no such field" if unknown else complaint(error)
        case msgspec.DecodeError() | UnicodeDecodeError() | RecursionError():
            return "expected JSON"
    return None


def _no(no: No) -> web.Response:
    response = reply(no, STATUS[no.code])
    if no.retry_after is not None:
        response.headers["Retry-After"] = str(math.ceil(no.retry_after))
    return response


async def _body(request: web.Request) -> bytes:
    content = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.content.iter_any():
                content += part
                if len(content) > MOST_BYTES:
                    raise WrongBody(f"at most {MOST_BYTES} bytes")
    except TimeoutError:
        raise WrongBody("it came too slowly") from None
    return bytes(content)
