"""Sees that requests come through a proxy that nobody has named: all would have its address."""

from collections.abc import Callable, Collection

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from server.transport.edge.address import Network
from server.transport.edge.address import unnamed_proxy as came_by

log = structlog.get_logger()


def unnamed_proxy(trusted: Collection[Network], tell: Callable[[], None]) -> Middleware:
    """`tell` is called once."""
    told = False

    @web.middleware
    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        nonlocal told
        if not told and came_by(request, trusted):
            told = True
            log.warning("proxy not named", state="WARMLINE_TRUSTED_PROXIES")
            tell()
        return await handler(request)

    return look
