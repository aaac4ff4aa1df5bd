"""Who is compared with whom, and how each is started."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.bench.tools import CannotMeasure
from server.bootstrap import rivals
from server.bootstrap.calling import Caller
from server.bootstrap.failure import CannotStart
from server.bootstrap.progress import Progress

OURS: Final = "ours"
BARE: Final = "bare aiohttp"
NODE: Final = "Node socket.io"


@dataclass(frozen=True, slots=True)
class Contender:
    """`place` is its Socket.IO namespace, or `-` where it speaks plain WebSocket."""

    name: str
    command: Sequence[str]
    place: str = "/visitor"


def contenders(scratch: Path) -> list[Contender]:
    """All do the same work. Raises CannotMeasure where Node's cannot be had."""
    try:
        node = str(rivals.node(Caller(Progress(), scratch / "rivals.log")))
    except CannotStart as why:
        raise CannotMeasure(str(why)) from None
    return [
        Contender(OURS, _module("ours")),
        Contender("python-socketio as it comes", _module("stock")),
        Contender(NODE, [node, str(rivals.PLACE / "socketio.js")]),
        Contender(BARE, _module("bare"), "-"),
        Contender("ws", [node, str(rivals.PLACE / "ws.js")], "-"),
    ]


def ours_without(name: str, lever: str) -> Contender:
    return Contender(name, _module("ours", lever))


def _module(name: str, *words: str) -> Sequence[str]:
    return [sys.executable, "-m", f"server.bench.contenders.{name}", *words]
