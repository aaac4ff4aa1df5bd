"""Sees that requests come through a proxy that nobody has named: all would have its address."""

from collections.abc import Callable, Collection
from ipaddress import ip_address
from typing import Final

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from server.transport.edge.address import Network

PASSED_ON: Final = hdrs.X_FORWARDED_FOR

log = structlog.get_logger()


def unnamed_proxy(trusted: Collection[Network], tell: Callable[[], None]) -> Middleware:
    """`tell` is called once. Who comes from a public address may say what they like: that is why
    nobody is believed who was not named.
    """
    told = False

    @web.middleware
    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        nonlocal told
        if not told and PASSED_ON in request.headers and _is_near(request, trusted):
            told = True
            log.warning("proxy not named", state="WARMLINE_TRUSTED_PROXIES")
            tell()
        return await handler(request)

    return look


def _is_near(request: web.Request, trusted: Collection[Network]) -> bool:
    try:
        remote = ip_address(request.remote or "")
    except ValueError:
        return False
    return remote.is_private and not any(remote in network for network in trusted)
