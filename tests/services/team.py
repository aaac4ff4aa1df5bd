"""A mobile crisis team: a real server that takes referrals and says how it goes, as it is told."""

import asyncio
from contextlib import asynccontextmanager

from aiohttp import web

from server.transport.signing import SIGNATURE


class Team:
    """`answers` and `status` are used up from the front; then it takes all and says nothing new.

    An answer is a status code, or a body for a 200.
    """

    def __init__(self):
        self.answers = []
        self.status = []
        self.sent = []
        self.asked = []

    async def take(self, request):
        body = await request.read()
        self.sent.append((request.headers, body))
        return await _answer(self.answers.pop(0) if self.answers else {"status": "received"})

    async def tell(self, request):
        self.asked.append((request.headers[SIGNATURE], request.match_info["id"]))
        return await _answer(self.status.pop(0) if self.status else {"status": "received"})


async def _answer(what):
    if what == "slow":
        await asyncio.sleep(600)
    if what == "redirect":
        raise web.HTTPFound("/elsewhere")
    return web.Response(status=what) if isinstance(what, int) else web.json_response(what)


@asynccontextmanager
async def crisis_team():
    team, app = Team(), web.Application()
    app.router.add_post("/referrals", team.take)
    app.router.add_get("/referrals/{id}", team.tell)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    team.url = f"http://127.0.0.1:{runner.addresses[0][1]}/referrals"
    try:
        yield team
    finally:
        await runner.cleanup()
