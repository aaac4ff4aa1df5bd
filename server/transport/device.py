"""What kind of thing somebody came with: one neutral word. The browser's name is not kept."""

import re
from typing import Final

from aiohttp import web

from server.domain.proof import Device

SIGNS: Final = (  # the first that is found
    (re.compile(r"iPad|Tablet|Android(?!.*Mobile)"), Device.TABLET),
    (re.compile(r"Mobi|iPhone"), Device.PHONE),
    (re.compile(r"Windows|Macintosh|X11|CrOS"), Device.COMPUTER),
)


def device_of(request: web.BaseRequest) -> Device:
    said = request.headers.get("User-Agent", "")[:500]
    return next((device for sign, device in SIGNS if sign.search(said)), Device.OTHER)
