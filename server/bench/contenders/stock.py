"""python-socketio as it comes, on uvloop as ours is. It decodes JSON and checks nothing."""

from typing import Any

import socketio
from aiohttp import web

from server.bench.contenders.ours import NAMESPACE
from server.bench.contenders.serving import ORIGIN, RECEIPT, heard, serve


def stock(app: web.Application) -> None:
    sio = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins=[ORIGIN])

    async def connect(sid: str, environ: object, auth: dict[str, str]) -> None:
        await sio.enter_room(sid, auth["token"], namespace=NAMESPACE)

    async def say(sid: str, body: dict[str, Any]) -> dict[str, Any]:
        room = body["conversation"]
        await sio.emit("heard", heard(body), room=room, skip_sid=sid, namespace=NAMESPACE)
        return RECEIPT

    sio.on("connect", connect, namespace=NAMESPACE)
    sio.on("say", say, namespace=NAMESPACE)
    sio.attach(app)


if __name__ == "__main__":
    serve(stock)
