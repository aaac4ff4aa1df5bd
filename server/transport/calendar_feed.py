"""Somebody's shifts for their calendar program. Who has the link needs no sign-in."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from server.domain.refusal import Refusal

Read = Callable[[str], Awaitable[str]]


def calendar_routes(read: Read) -> list[web.RouteDef]:
    async def show(request: web.Request) -> web.Response:
        try:
            text = await read(request.match_info["token"])
        except Refusal:
            raise web.HTTPNotFound(text="not found") from None
        headers = {"Cache-Control": "no-store"}
        return web.Response(text=text, content_type="text/calendar", headers=headers)

    return [web.get("/calendar/{token}.ics", show)]
