"""One Socket.IO server of two: our Edge, or python-socketio as it comes. It ends with its stdin."""

import asyncio
import sys
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import socketio
from aiohttp import web

from server import loop
from server.contract.commands import Command, Say
from server.contract.events import Heard, Receipt
from server.contract.namespaces import NAMESPACES
from server.contract.views import Line
from server.domain.ids import PersonId
from server.domain.session import Role, Session
from server.transport.edge.frames import event_frame
from server.transport.edge.server import Edge
from server.transport.gateway import Gateway, Hooks

ORIGIN: Final = "http://bench.invalid"
NAMESPACE: Final = f"/{Role.VISITOR}"
AT: Final = datetime(2030, 1, 1, tzinfo=UTC)


def ours(app: web.Application) -> None:
    """Decodes each command into its type, and encodes each event once."""
    edge, sids = Edge([ORIGIN]), dict[str, str]()

    async def admit(auth: object, request: web.Request) -> Session:
        name = str(auth["token"]) if isinstance(auth, dict) else ""
        return Session(PersonId(name), Role.VISITOR)

    async def opened(session: Session, sid: str) -> None:
        sids[session.id] = sid

    async def handle(speaker: Session, command: Command) -> Receipt | None:
        if not isinstance(command, Say):
            return None
        line = Line(seq=1, at=AT, role=Role.VISITOR, name="Bench", text=command.text)
        heard = Heard(conversation=command.conversation, line=line)
        edge.emit_to(sids[command.conversation], event_frame(NAMESPACE, heard.event, heard))
        return Receipt(seq=1, at=AT, withheld=False)

    handlers = dict.fromkeys(NAMESPACES[Role.VISITOR].commands, handle)
    edge.register_namespace(Gateway(Role.VISITOR, admit, handlers, Hooks(opened=opened)))
    edge.attach(app)


def stock(app: web.Application) -> None:
    """The same answers by the library's own ways; it decodes JSON and checks nothing."""
    sio = socketio.AsyncServer(
        async_mode="aiohttp", transports=["websocket"], cors_allowed_origins=[ORIGIN]
    )
    sids: dict[str, str] = {}

    async def connect(sid: str, environ: object, auth: dict[str, str]) -> None:
        sids[auth["token"]] = sid

    async def say(sid: str, body: dict[str, Any]) -> dict[str, Any]:
        at = AT.isoformat()
        line = {"seq": 1, "at": at, "role": "visitor", "name": "Bench", "text": body["text"]}
        more: dict[str, Any] = {
            "mine": False,
            "ref": None,
            "notice": None,
            "withheld": False,
            "notes": [],
        }
        heard = {"conversation": body["conversation"], "line": line | more}
        await sio.emit("heard", heard, to=sids[body["conversation"]], namespace=NAMESPACE)
        return {"ok": True, "body": {"seq": 1, "at": at, "withheld": False}}

    sio.on("connect", connect, namespace=NAMESPACE)
    sio.on("say", say, namespace=NAMESPACE)
    sio.attach(app)


SERVERS: Final = {"ours": ours, "stock": stock}


async def _serve(kind: str) -> None:
    app = web.Application()
    SERVERS[kind](app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    loop.run(partial(_serve, sys.argv[1]))
