"""The lean client: in by the right door, every command answered, a broken line noticed."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import pytest

from server.contract.commands import Begin, Say, Sync
from server.contract.duty_commands import GoReady
from server.contract.events import Displaced, Receipt, VisitRenewed
from server.contract.staff_commands import AcceptOffer
from server.contract.views import VisitView
from server.domain.refusal import Code
from server.domain.session import Role
from server.replay.entry import Entry
from server.replay.wire import Declined, Gone, NotAdmitted, Wire
from server.transport.edge.frames import event_frame
from tests.replay.line import SmallLine
from tests.transport.line import GOOD, ORIGIN, open_line

TOKEN = {"token": "t" * 43}


@asynccontextmanager
async def opened(line, role=Role.VISITOR, *, auth=TOKEN, cookie=None, hear=lambda event: None):
    async with asyncio.timeout(100), line.serving() as url, aiohttp.ClientSession() as http:
        entry = Entry(url, url, role, auth=auth, cookie=cookie)
        wire = await Wire.open(http, entry, hear, within=60)
        try:
            yield wire
        finally:
            await wire.close()


async def test_an_answer_comes_in_its_type():
    line = SmallLine()
    line.moderators.add("somebody on duty")
    async with opened(line) as wire:
        assert await wire.ask(Sync(), within=60) == VisitView(closed=None)
        view = await wire.ask(Begin(consent=True, language="en"), within=60)
        say = Say(conversation=view.conversation, ref="r", text="Hello")
        receipt = await wire.ask(say, within=60)
        assert isinstance(receipt, Receipt)
        assert receipt == await wire.ask(say, within=60)


async def test_a_refusal_says_why_and_when_to_come_back():
    async with opened(SmallLine()) as wire:
        with pytest.raises(Declined) as declined:
            await wire.ask(Begin(consent=True, language="en"), within=60)
    assert declined.value.code is Code.CLOSED
    assert declined.value.retry_after == 0.05


async def test_events_come_in_their_type_and_in_order():
    line, heard = SmallLine(), []
    line.moderators.add("somebody on duty")
    async with opened(line, hear=heard.append) as wire:
        view = await wire.ask(Begin(consent=True, language="en"), within=60)
        await line.go_ready(Role.PEER, "robin", GoReady())
        await line.accept_offer(Role.PEER, "robin", AcceptOffer(offer=view.conversation))
        await wire.ask(Sync(), within=60)
    assert [type(event) for event in heard] == [VisitRenewed]
    assert heard[0].view.state == "talking"


async def test_who_is_not_let_in_is_told_so():
    with pytest.raises(NotAdmitted, match="sign_in"):
        async with opened(SmallLine(), Role.PEER, auth=None):
            pass


async def test_a_line_that_breaks_is_noticed_by_everybody_who_waits():
    line = SmallLine()

    async def never(role, person, asked):
        await asyncio.sleep(600)

    line.sync = never
    async with opened(line) as wire:
        asking = asyncio.create_task(wire.ask(Sync(), within=60))
        await asyncio.sleep(0.1)
        line.transports[TOKEN["token"]].abort()
        with pytest.raises(Gone):
            await asking
        assert wire.ended.is_set()
        with pytest.raises(Gone):
            await wire.ask(Sync(), within=60)


async def test_nobody_at_the_address_is_noticed_at_once(port):
    url = f"http://127.0.0.1:{port}"
    async with asyncio.timeout(100), aiohttp.ClientSession() as http:
        with pytest.raises(Gone):
            await Wire.open(http, Entry(url, url, Role.VISITOR), lambda event: None, within=60)


def test_what_lets_somebody_in_does_not_show_in_a_log():
    shown = repr(Entry("http://a", "http://a", Role.PEER, auth=TOKEN, cookie="session=canary"))
    assert "ttt" not in shown
    assert "canary" not in shown


async def test_a_page_that_reads_nothing_is_put_out_and_hears_then_what_had_come():
    heard = []
    async with open_line() as line, aiohttp.ClientSession() as http, asyncio.timeout(100):
        entry = Entry(line.url, ORIGIN, Role.VISITOR, auth=GOOD)
        wire = await Wire.open(http, entry, heard.append, within=60)
        frame = event_frame("/visitor", "displaced", {"more": "x" * 10_000})
        asking = asyncio.create_task(wire.ask_deaf(Sync(), every=0.1))
        while line.sockets:
            line.edge.emit_to(line.house.opened, frame)
            await asyncio.sleep(0)
        assert heard == []
        await asking
        await wire.ended.wait()
        assert {type(event) for event in heard} == {Displaced}
        await wire.close()
