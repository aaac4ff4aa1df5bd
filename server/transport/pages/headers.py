"""What every answer tells the browser: nothing from elsewhere, nothing kept, nothing told on."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

POLICY: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)
NOT_NEEDED: Final = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "payment",
    "usb",
)
# For what is named by what is in it and is the same for everybody: that a browser keeps it tells
# that the page was opened, and nothing of what was read or written there. Leaving clears it.
FOREVER: Final = "public, max-age=31536000, immutable"
NEVER: Final = "no-store"
CLEAR: Final = '"cache", "storage"'
YEAR: Final = "max-age=31536000"


def security_headers(origins: Collection[str]) -> Middleware:
    """Puts them on every answer, refusals too. `origins` are the service's public addresses."""
    fixed = headers(origins)

    @web.middleware
    async def protect(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            answer = await handler(request)
        except web.HTTPException as refusal:
            _put(refusal, fixed)
            raise
        if not answer.prepared:  # a WebSocket's answer has gone out already
            _put(answer, fixed)
        return answer

    return protect


def headers(origins: Collection[str]) -> Mapping[str, str]:
    fixed = {
        "Content-Security-Policy": policy(origins),
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_NEEDED),
        "Cache-Control": NEVER,
        "Server": "web",  # else it names our Python and its version
    }
    if all(origin.startswith("https:") for origin in origins):
        fixed["Strict-Transport-Security"] = YEAR
    return MappingProxyType(fixed)


def policy(origins: Collection[str]) -> str:
    """With our WebSocket by name: for Safari before 15.4 'self' is not ws: or wss:."""
    sockets = sorted({_socket(origin) for origin in origins})
    return "; ".join((*POLICY, " ".join(("connect-src", "'self'", *sockets))))


def _socket(origin: str) -> str:
    parts = urlsplit(origin)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"


def _put(answer: web.StreamResponse, fixed: Mapping[str, str]) -> None:
    for name, value in fixed.items():
        answer.headers.setdefault(name, value)
