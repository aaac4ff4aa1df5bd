"""aiohttp's WebSocket alone, with the quickest JSON we know: nothing of Socket.IO around it."""

from typing import Any

import msgspec
from aiohttp import web

from server.bench.contenders.serving import RECEIPT, heard, serve


def bare(app: web.Application) -> None:
    people: dict[str, web.WebSocketResponse] = {}

    async def talk(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        name = request.query["token"]
        people[name] = socket
        async for message in socket:
            _, number, body = msgspec.json.decode(message.data)
            await people[body["conversation"]].send_str(_encoded(["heard", heard(body)]))
            await socket.send_str(_encoded(["ack", number, RECEIPT]))
        del people[name]
        return socket

    app.router.add_get("/ws", talk)


def _encoded(data: Any) -> str:
    return msgspec.json.encode(data).decode()


if __name__ == "__main__":
    serve(bare)
