"""Frames are heard where they are parsed, and each person's commands keep their order."""

import asyncio
import gc
import json
import weakref

import aiohttp
import pytest
from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from server.contract.commands import Leave, Say, Typing
from server.transport.edge.gate import Gate
from server.transport.edge.limits import Limits
from tests.transport.line import BOUND, ORIGIN, House, open_line, say, until


class Plain(House):
    """Answers at once, but where it is told to be slow."""

    def handle(self, speaker, command):
        if isinstance(command, Say) and command.text.startswith("slowly"):
            return super().handle(speaker, command)
        self.handled.append(command)
        return None


@pytest.fixture
async def plain():
    async with open_line(house=Plain()) as line:
        yield line


@pytest.mark.parametrize(
    "packet",
    [
        '42/visitor,7["say",{}]',
        '42/visitor,7[ "say" , {} ]',
        '42/visitor,7["s\\u0061y",{}]',
        '42/visitor,007["say",{}]',
        '42/visitor,7\n["say",{}]',
    ],
)
async def test_the_same_command_written_otherwise_is_answered_the_same(plain, packet):
    raw = await plain.joined()
    body = json.dumps(say("“hello” ä 🙂"))

    await raw.send(packet.replace("{}", body))

    head, answer = (await raw.heard()).split("[", 1)
    assert int(head.removeprefix("43/visitor,")) == 7
    assert json.loads(f"[{answer}") == [{"ok": True, "body": None}]
    assert plain.house.handled[0].text == "“hello” ä 🙂"


async def test_an_event_without_an_id_is_carried_out_and_not_answered(plain):
    raw = await plain.joined()

    await raw.send(f"42/visitor,{json.dumps(['say', say()])}")

    assert (await raw.ask("leave"))["ok"]
    assert [type(one) for one in plain.house.handled] == [Say, Leave]


async def test_what_needs_no_waiting_waits_for_what_came_before(plain):
    raw = await plain.joined()
    typing = {"conversation": "c1", "on": True}
    for number, body in enumerate([["say", say("slowly 0.1")], ["typing", typing]]):
        await raw.send(f"42/visitor,{number}{json.dumps(body)}")

    answers = [await raw.heard() for _ in range(2)]

    assert [answer[:13] for answer in answers] == ["43/visitor,0[", "43/visitor,1["]
    assert [type(one) for one in plain.house.handled] == [Say, Typing]


async def test_last_words_are_heard_though_the_page_is_closed_at_once(line):
    raw = await line.joined()
    for number in range(4):
        await raw.send(f"42/visitor,{json.dumps(['say', say('slowly 0.05', ref=f'r{number}')])}")
    await raw.socket.close()

    await until(lambda: not line.leftovers())
    assert [one.ref for one in line.house.handled] == ["r0", "r1", "r2", "r3"]


async def test_while_a_command_runs_only_little_more_is_read():
    limits = Limits(frames_per_second=1e6, burst=100_000, behind=4, close_within=0.2)
    async with open_line(limits) as line:
        raw = await line.joined()
        (wire,) = line.edge.eio.sockets.values()
        await raw.send(f"42/visitor,{json.dumps(['say', say('until told')])}")
        sending = asyncio.create_task(_send_many(raw, 4000))
        await until(lambda: len(wire._lane._behind) >= 4)

        most = 0
        for _ in range(100):
            most = max(most, len(wire._lane._behind))
            await asyncio.sleep(0.003)
        line.house.told.set()

        assert 4 <= most < 4000
        async with asyncio.timeout(BOUND):
            await sending
        await until(lambda: len(line.house.handled) == 4001)


async def _send_many(raw, count):
    for _ in range(count):
        await raw.send(f"42/visitor,{json.dumps(['say', say('x' * 1000)])}")


async def test_words_that_are_not_utf8_cut_their_sender(line):
    raw = await line.joined()
    transport = raw.socket._response.connection.transport
    data = b'42/visitor,["say",{"text":"\xff"}]'

    transport.write(bytes([0x81, 0x80 | len(data)]) + bytes(4) + data)

    assert await raw.is_cut()
    assert raw.socket.close_code == 1007
    assert line.house.handled == []


async def test_who_has_gone_is_kept_by_nothing(line):
    """The collector passes rarely here: what only it can free, piles up."""
    gc.collect()
    gc.disable()
    try:
        raw = await line.joined()
        (wire,) = line.edge.eio.sockets.values()
        socket = weakref.ref(wire)
        del wire
        assert (await raw.ask("say", say()))["ok"]
        await raw.socket.close()
        await until(lambda: not line.leftovers())
        await until(lambda: socket() is None)
    finally:
        gc.enable()


async def test_an_open_socket_keeps_neither_its_request_nor_a_task(line):
    tasks, before = len(asyncio.all_tasks()), _theirs()
    known = {id(one) for one in before}  # what other tests left behind

    raw = await line.joined()

    await until(lambda: known.issuperset(map(id, _theirs())))
    assert len(asyncio.all_tasks()) == tasks
    assert (await raw.ask("say", say()))["ok"]


def _theirs():
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, RequestHandler | web.Request)]


async def test_what_breaks_the_rules_right_behind_the_request_cuts_its_sender(line):
    reader, writer = await asyncio.open_connection("127.0.0.1", line.port)
    head = (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: line\r\n"
        f"Origin: {ORIGIN}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    writer.write(head.encode() + b"\x83\x80" + bytes(4))

    async with asyncio.timeout(BOUND):
        heard = await reader.read()

    assert heard.endswith(b"\x88\x02\x03\xea")  # 1002
    writer.close()
    await until(lambda: not line.leftovers())


async def test_what_is_sent_after_a_goodbye_is_not_heard(line):
    raw = await line.joined()
    transport = raw.socket._response.connection.transport
    packet = f"42/visitor,{json.dumps(['say', say()])}".encode()

    transport.write(b"\x88\x80" + bytes(4) + bytes([0x81, 0x80 | len(packet)]) + bytes(4) + packet)

    assert await raw.is_cut()
    await until(lambda: not line.leftovers())
    assert line.house.handled == []


def at_the_gate(**limits):
    """Addresses and cookies are what the page says here; the real ones have tests of their own."""
    known = Limits(join_within=BOUND, close_within=0.5, **limits)
    return Gate(
        known,
        lambda request: request.headers.get("From-Address", ""),
        lambda request: "staff" in request.cookies,
    )


def coming(address="", *, staff=False):
    cookies = {"Cookie": "staff=1"} if staff else {}
    return {"headers": {"From-Address": address, **cookies}}


async def is_turned_away(line, **how):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await line.raw(**how)
    return refused.value.status == 503 and refused.value.headers["Retry-After"] == "5"


async def test_visitors_leave_room_for_staff():
    async with open_line(at_the_gate(sockets=3, sockets_for_staff=1)) as line:
        here = [await line.raw(**coming(f"192.0.2.{number}")) for number in (1, 2)]
        assert await is_turned_away(line, **coming("192.0.2.3"))
        here.append(await line.raw(**coming("192.0.2.3", staff=True)))
        assert await is_turned_away(line, **coming("192.0.2.4", staff=True))
        await here[0].socket.close()
        await until(lambda: line.sockets == 2)
        here.append(await line.raw(**coming("192.0.2.5", staff=True)))


async def test_who_takes_the_room_of_staff_is_told_to_admission():
    async with open_line(at_the_gate(sockets=3, sockets_for_staff=2)) as line:
        here = [await line.raw(**coming(f"192.0.2.{n}", staff=True)) for n in (1, 2)]
        for raw in here:
            assert "sid" in await raw.join("/peer")
        assert [arrival.reserved for arrival in line.house.arrivals] == [False, True]


async def test_one_address_has_so_many_sockets_and_staff_there_as_many_of_their_own():
    async with open_line(at_the_gate(sockets_of_address=2)) as line:
        here = [await line.raw(**coming("2001:db8::1")) for _ in range(2)]
        assert await is_turned_away(line, **coming("2001:db8::2"))
        here.append(await line.raw(**coming("192.0.2.1")))
        here.append(await line.raw(**coming("2001:db8::1", staff=True)))
        await here[0].socket.close()
        await until(lambda: line.sockets == 3)
        here.append(await line.raw(**coming("2001:db8::2")))


async def test_a_proxy_that_was_not_named_and_shared_networks_are_not_counted():
    async with open_line(at_the_gate(sockets_of_address=1)) as line:
        here = [await line.raw(**coming(address)) for address in ("", "", "127.0.0.1", "127.0.0.1")]
        assert line.sockets == len(here)
