"""Ordinary clients, unchanged, on our edge: Node's socket.io-client and python-socketio's."""

import asyncio
import json
import os
from contextlib import asynccontextmanager

import pytest
import socketio

from config.places import ROOT
from server.bootstrap.calling import Caller
from server.bootstrap.node import environment
from server.bootstrap.progress import Progress
from server.contract.events import Displaced
from server.domain.session import Role
from server.transport.edge.frames import event_frame
from tests.transport.line import BOUND, ORIGIN, say, until

PAGE = "tests/transport/conformance/page.js"
RECEIPT = {"seq": 1, "at": "2030-01-01T00:00:00Z", "withheld": False}
DISPLACED = event_frame("/visitor", "displaced", Displaced())


@asynccontextmanager
async def running(line, scratch):
    env = environment(Caller(Progress(), scratch / "node.log"), dict(os.environ))
    command = ["node", PAGE, str(line.port), str(ROOT / "web")]
    pipe = asyncio.subprocess.PIPE
    page = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env, stdout=pipe)
    try:
        yield page.stdout
    finally:
        if page.returncode is None:
            page.kill()
        await page.wait()


async def told(lines, step):
    """What the page saw at its next step, which must be this one."""
    async with asyncio.timeout(BOUND * 2):
        line = await lines.readline()
    found = json.loads(line or b'{"step": "ended too early"}')
    assert found["step"] == step
    return found["what"]


async def test_a_page_in_javascript_lives_its_whole_life(line, tmp_path):
    async with running(line, tmp_path) as lines:
        assert await told(lines, "connected")
        assert await told(lines, "one wire for two namespaces")
        assert await told(lines, "answer") == {"ok": True, "body": RECEIPT}
        assert line.house.handled[0].text == "“hello” ä 🙂"
        assert (await told(lines, "refusal"))["code"] == "unknown_event"
        assert await told(lines, "answers keep their order") == [2, 3, 4, 5]
        assert await told(lines, "a long text")
        assert line.sockets == 1

        await told(lines, "ready to hear")
        line.edge.emit_to(line.house.opened[0], DISPLACED)
        assert await told(lines, "event") == [{}]

        assert await told(lines, "turned away") == ["sign_in", "sign_in"]
        assert await told(lines, "no such place") == "Invalid namespace"
        assert await told(lines, "left one namespace") == [False, True, True]
        assert len(line.house.closed) == 1

        await told(lines, "ready to lose the connection")
        for wire in list(line.edge.eio.sockets.values()):
            wire.abort()
        assert await told(lines, "lost") == "transport close"
        assert await told(lines, "came back")

        await told(lines, "ready to be put out")
        await line.gateways[Role.VISITOR].close(line.house.opened[-1])
        assert await told(lines, "put out") == "io server disconnect"
        assert not await told(lines, "does not come back by itself")
    await until(lambda: not line.leftovers())


@pytest.fixture
async def page():
    client = socketio.AsyncClient(reconnection_delay=0.02, reconnection_delay_max=0.05)
    yield client
    await client.disconnect()


async def connect(page, line, *namespaces, token="good"):
    heard = []
    page.on("*", lambda event, body: heard.append((event, body)), namespace="/visitor")
    await page.connect(
        line.url,
        headers={"Origin": ORIGIN},
        auth={"token": token},
        namespaces=list(namespaces),
        transports=["websocket"],
    )
    return heard


async def test_a_page_in_python_asks_hears_and_comes_back(line, page):
    heard = await connect(page, line, "/visitor", "/peer")
    assert (await page.call("say", say(), namespace="/visitor", timeout=100))["body"] == RECEIPT

    line.edge.emit_to(line.house.opened[0], DISPLACED)
    await until(lambda: heard == [("displaced", {})])

    for wire in list(line.edge.eio.sockets.values()):
        wire.abort()
    await until(
        lambda: len(line.house.opened) == 4 and set(page.namespaces) == {"/visitor", "/peer"}
    )
    assert (await page.call("leave", namespace="/visitor", timeout=100))["ok"]


async def test_a_page_in_python_is_told_why_it_is_turned_away(line, page):
    why = []
    page.on("connect_error", why.append, namespace="/visitor")

    with pytest.raises(socketio.exceptions.ConnectionError):
        await connect(page, line, "/visitor", token="bad")

    assert [one["message"] for one in why] == ["sign_in"]
