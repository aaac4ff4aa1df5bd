"""Which pages may talk to us."""

from collections.abc import Collection

from aiohttp import web


def check_origin(request: web.Request, origins: Collection[str], *, needs_origin: bool) -> None:
    """Raise 403 unless the page that asks is on the list.

    The list is explicit. What a proxy or a client says about the host it asked for
    (`Host`, `X-Forwarded-Host`) is never believed, and neither is silence where a
    browser would have sent an Origin.
    """
    said = request.headers.getall("Origin", [])
    if not said and not needs_origin:
        return
    if len(said) != 1 or said[0] not in origins:
        raise web.HTTPForbidden(text="this origin may not talk to this service")
