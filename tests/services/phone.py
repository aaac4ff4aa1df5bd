"""The phone of whoever is on call: a real server, which answers as it is told."""

import asyncio
from contextlib import asynccontextmanager

from aiohttp import web

from server.transport.paging.webhook import SIGNATURE


class Duty:
    def __init__(self):
        self.answers = []
        self.pages = []

    async def handle(self, request):
        self.pages.append((request.headers[SIGNATURE], await request.read()))
        answer = self.answers.pop(0) if self.answers else 200
        if answer == "slow":
            await asyncio.sleep(600)
        if answer == "redirect":
            raise web.HTTPFound("/elsewhere")
        return web.Response(status=answer)


@asynccontextmanager
async def duty_phone():
    duty, app = Duty(), web.Application()
    app.router.add_post("/page", duty.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    duty.url = f"http://127.0.0.1:{runner.addresses[0][1]}/page"
    try:
        yield duty
    finally:
        await runner.cleanup()
