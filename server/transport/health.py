"""Is it alive, is it ready, and how busy is it. For the operator's own machines."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from aiohttp import web

from server.services.readiness import Condition
from server.transport.metrics import Metrics
from server.transport.vital_figures import VitalFigures

PASSED_ON: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
PROMETHEUS: Final = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Health:
    readiness: Callable[[], Awaitable[Condition]]
    metrics: Metrics
    vitals: VitalFigures

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.figures),
        ]

    async def alive(self, _: web.Request) -> web.Response:
        """This process answers; nothing else is asked."""
        return web.json_response({"alive": True})

    async def ready(self, _: web.Request) -> web.Response:
        """200, or 503 where it should get no visitors. What is missing is named in both."""
        condition = await self.readiness()
        said = {"ready": condition.ready, "missing": condition.missing}
        return web.json_response(said, status=200 if condition.ready else 503)

    async def figures(self, request: web.Request) -> web.Response:
        if not _from_inside(request):
            raise web.HTTPNotFound
        await self.vitals.renew()
        return web.Response(body=self.metrics.text(), headers=PROMETHEUS)


def _from_inside(request: web.Request) -> bool:
    """Asked directly, from the operator's own network.

    On a small line a counter that steps up while somebody is talking tells about them.
    """
    if any(header in request.headers for header in PASSED_ON):
        return False
    try:
        return ip_address(request.remote or "").is_private
    except ValueError:
        return not request.remote  # a unix socket
