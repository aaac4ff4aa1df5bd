"""One line for each request: never an address, a path's parameters, a query or a browser."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

GONE: Final = 499  # nobody was there any more to be answered

log = structlog.get_logger()


def access_log(count: Callable[[int], None]) -> Middleware:
    """`count` is told each status."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        start = time.perf_counter()
        status = 500
        try:
            response = await handler(request)
            status = response.status
            return response
        except web.HTTPException as answer:
            status = answer.status
            raise
        except asyncio.CancelledError:
            status = GONE
            raise
        finally:
            _write(request, status, time.perf_counter() - start)
            count(status)

    return middleware


def _write(request: web.Request, status: int, seconds: float) -> None:
    log.info(
        "request",
        method=request.method,
        route=route_of(request),
        status=status,
        ms=round(seconds * 1000, 1),
    )


def route_of(request: web.Request) -> str:
    """The template, such as /assets/{name}; where none fits, what was asked stays unsaid."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "none"
