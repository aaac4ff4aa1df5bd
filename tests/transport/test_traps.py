"""One test for each harm in docs/decisions/0003 that the libraries would let happen."""

import asyncio
import base64
import fcntl
import gc
import json
import logging
import os
import socket
import struct
import sys
import termios
import time
from itertools import count

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from server.contract.events import Displaced, Moved
from server.domain.session import Role
from server.transport.edge.collector import calm_collector
from server.transport.edge.frames import Kind, event_frame, read
from server.transport.edge.limits import Limits
from server.transport.edge.origin import check_origin
from server.transport.edge.places import Places
from server.transport.edge.pulse import Pulse
from server.transport.edge.wire import Wire
from tests.transport.line import BOUND, GOOD, ORIGIN, open_line, say, until

# 1


@pytest.mark.parametrize("event", ["connect", "disconnect"])
@pytest.mark.parametrize("bodies", [(), ({},), ({}, GOOD), ("x", {}, GOOD)], ids=len)
async def test_nobody_can_pretend_to_come_or_go(line, event, bodies):
    raw = await line.joined()

    answer = await raw.ask(event, *bodies)

    assert answer["code"] == "unknown_event"
    assert (len(line.house.admitted), len(line.house.opened), len(line.house.closed)) == (1, 1, 0)
    assert (await raw.ask("say", say()))["ok"]


# 2


@pytest.mark.parametrize(
    ("event", "bodies"),
    [("say", ()), ("say", (1, 2, 3)), ("say", (say("boom"),)), ("nothing", ()), (7, ()), ({}, ())],
    ids=str,
)
async def test_nobody_waits_for_an_answer_that_never_comes(line, event, bodies):
    raw = await line.joined()

    assert not (await raw.ask(event, *bodies))["ok"]


# 3


async def test_what_one_person_says_stays_in_order(line):
    raw = await line.joined()
    for number in range(10):
        text = "slowly 0.02" if number % 2 == 0 else f"{number}"
        await raw.send(f"42/visitor,{number}{json.dumps(['say', say(text)])}")

    answers = [await raw.heard() for _ in range(10)]

    assert [int(answer[len("43/visitor,")]) for answer in answers] == list(range(10))


# 4 and 34


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("transport", ["polling", "websocket", ""])
async def test_nothing_is_said_over_polling_and_lost(line, method, transport):
    path = f"{line.url}/socket.io/?EIO=4&transport={transport}"
    async with (
        aiohttp.ClientSession(headers={"Origin": ORIGIN}) as session,
        session.request(method, path, data=b"40{}") as answer,
    ):
        assert answer.status in (400, 405)
    assert line.sockets == 0


@pytest.mark.parametrize(
    "query", ["EIO=3&transport=websocket", "EIO=4", "EIO=4&transport=websocket&sid=x"]
)
async def test_only_the_protocol_we_speak_is_answered(line, query):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{line.url}/socket.io/?{query}", origin=ORIGIN)
    assert refused.value.status == 400


# 5


def masked(text: str) -> bytes:
    data = text.encode()
    size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack(">H", len(data))
    return b"\x81" + size + bytes(4) + data


class Stalled:
    """Joins, then reads nothing any more, and goes on answering pings."""

    def __init__(self, port: int) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.setblocking(False)
        self.port = port

    async def join(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.sock_connect(self.socket, ("127.0.0.1", self.port))
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: line\r\n"
            f"Origin: {ORIGIN}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        )
        await loop.sock_sendall(
            self.socket, head.encode() + masked(f"40/visitor,{json.dumps(GOOD)}")
        )

    async def pong(self) -> None:
        await asyncio.get_running_loop().sock_sendall(self.socket, masked("3"))


def waiting_in_kernel(socket: int) -> int:
    """Bytes that the other side has not taken yet."""
    return int.from_bytes(fcntl.ioctl(socket, termios.TIOCOUTQ, bytes(4)), sys.byteorder)


async def test_a_reader_who_stops_reading_is_cut_and_not_buffered(line):
    stalled = Stalled(line.port)
    await stalled.join()
    await until(lambda: line.house.opened)
    (wire,) = line.edge.eio.sockets.values()
    frame = event_frame("/visitor", "heard", {"text": "x" * 10_000})

    sent = most = 0
    async with asyncio.timeout(BOUND):
        while line.sockets and sent < 5000:
            line.edge.emit_to(line.house.opened, frame)
            sent, most = sent + 1, max(most, len(wire._outbox))
            if sent % 50 == 0:
                await stalled.pong()
            await asyncio.sleep(0)

    assert 0 < sent < 5000
    assert most <= 64
    await until(lambda: not line.leftovers())
    assert line.house.closed == line.house.opened
    stalled.socket.close()


async def test_for_a_reader_who_stops_reading_the_kernel_keeps_little(line):
    """It would take megabytes before our own bound is felt, and nobody would see them."""
    stalled = Stalled(line.port)
    await stalled.join()
    await until(lambda: line.house.opened)
    (wire,) = line.edge.eio.sockets.values()
    theirs = wire._transport.get_extra_info("socket").fileno()
    frame = event_frame("/visitor", "heard", {"text": "x" * 1000})

    async with asyncio.timeout(BOUND):
        while not wire._outbox:
            line.edge.emit_to(line.house.opened, frame)
            await asyncio.sleep(0)

    assert 0 < waiting_in_kernel(theirs) < 64 * 1024
    stalled.socket.close()


async def test_a_slow_reader_gets_everything_in_order(line):
    raw = await line.joined()
    frames = [event_frame("/visitor", "heard", {"n": n, "text": "x" * 30_000}) for n in range(60)]

    for frame in frames:
        line.edge.emit_to(line.house.opened, frame)

    heard = [await raw.heard() for _ in frames]
    assert [json.loads(text[text.index("[") :])[1]["n"] for text in heard] == list(range(60))


async def test_what_waits_is_not_overtaken_when_a_reader_catches_up(line, monkeypatch):
    raw = await line.joined()
    numbers = count()

    def emit():
        body = {"n": next(numbers), "text": "x" * 30_000}
        line.edge.emit_to(line.house.opened, event_frame("/visitor", "heard", body))

    def resume_and_emit(wire, real=Wire.resume_writing):
        real(wire)
        emit()  # what waits must have had its turn

    monkeypatch.setattr(Wire, "resume_writing", resume_and_emit)
    async with asyncio.timeout(BOUND):
        while not next(iter(line.edge.eio.sockets.values()))._outbox:
            emit()
        sent = next(numbers)
        heard = [await raw.heard() for _ in range(sent)]

    assert [json.loads(text[text.index("[") :])[1]["n"] for text in heard] == list(range(sent))


async def test_one_slow_reader_costs_the_others_nothing(line):
    stalled, well = Stalled(line.port), await line.joined()
    await stalled.join()
    await until(lambda: len(line.house.opened) == 2)

    for _ in range(800):
        line.edge.emit_to(line.house.opened, event_frame("/visitor", "heard", {"text": "x" * 9000}))
        assert "heard" in await well.heard()

    assert line.sockets == 1
    stalled.socket.close()


async def test_a_long_frame_is_framed_as_the_standard_says(line):
    raw = await line.joined()
    for size in (1, 99, 100, 101, 102, 65_500, 65_535, 65_536, 70_000):
        body = "ä" + "x" * size
        line.edge.emit_to(line.house.opened[0], event_frame("/visitor", "heard", body))
        assert await raw.heard() == f'42/visitor,["heard","{body}"]'


# 6


async def test_a_socket_that_never_joins_is_not_held():
    async with open_line(Limits(join_within=3.0, close_within=0.5)) as line:
        idle = [await line.raw() for _ in range(20)]
        joined = await line.joined()

        await until(lambda: line.sockets == 1)
        assert [await raw.is_cut() for raw in idle] == [True] * 20
        assert (await joined.ask("say", say()))["ok"]


@pytest.mark.parametrize(
    "frame", ["", "x", "2", "2probe", "5", "6", "9", "0", "b4", "-1", "3x", "½", "٤"], ids=repr
)
async def test_a_malformed_engine_frame_leaves_no_ghost(line, frame):
    raw = await line.joined()
    await raw.send(frame)

    assert await raw.is_cut()
    await until(lambda: not line.leftovers())
    assert line.house.closed == line.house.opened


# 7


@pytest.mark.parametrize(
    "frame",
    [
        '451-/visitor,["say",{"_placeholder":true,"num":0}]',
        '4599999999-["say",{"_placeholder":true,"num":0}]',
        "461-/visitor,1[]",
        "43/visitor,1[]",
        '44/visitor,"x"',
        "49",
        "4",
        "42",
        "42/visitor",
        "42/visitor,1",
        "42/visitor,1[]",
        '42/visitor,1{"say":1}',
        '42/visitor,9999999999999["say",{}]',
        '42/nowhere,1["say",{}]',
        '421["say",{}]',
        "41/nowhere,",
        '42/visitor,["say",NaN]',
        '42/visitor,["say",' + "1" * 5000 + "]",
        "42/visitor," + "[" * 16_000,
        "42/visitor," + '{"a":' * 3000,
        "40/visitor," + "[" * 16_000,
    ],
    ids=lambda frame: frame[:30],
)
async def test_a_malformed_packet_cuts_its_sender_and_runs_nothing(line, frame):
    raw = await line.joined()
    await raw.send(frame)

    assert await raw.is_cut()
    assert line.house.handled == []
    await until(lambda: not line.leftovers())


async def test_bytes_are_refused(line):
    raw = await line.joined()
    await raw.socket.send_bytes(b'42/visitor,["say"]')

    assert await raw.is_cut()
    assert raw.socket.close_code == 1003


async def test_a_frame_over_the_limit_is_refused_and_one_at_the_limit_is_not(line):
    at, over = await line.joined(), await line.joined()
    limit = 16_384
    await at.send("42/visitor,1" + json.dumps(["say", "x"]).ljust(limit - len("42/visitor,1")))
    await over.send("42/visitor,1" + json.dumps(["say", "x"]).ljust(limit))

    assert "bad_payload" in await at.heard()
    assert await over.is_cut()


@pytest.mark.parametrize("flood", ["say", "pong", "ping"])
async def test_a_flood_is_cut(flood):
    async with open_line(Limits(frames_per_second=1, burst=30, close_within=0.3)) as line:
        raw = await line.joined()
        sending = {
            "say": lambda: raw.send('42/visitor,["say",{}]'),
            "pong": lambda: raw.send("3"),
            "ping": raw.socket.ping,
        }[flood]
        for _ in range(200):
            try:
                await sending()
            except ConnectionError:
                break

        assert await raw.is_cut()
        await until(lambda: not line.leftovers())


async def test_who_keeps_to_the_rate_is_not_cut():
    async with open_line(Limits(frames_per_second=500, burst=10)) as line:
        raw = await line.joined()
        for _ in range(60):
            assert (await raw.ask("say", say()))["ok"]
            await asyncio.sleep(0.003)


# 8


@pytest.mark.parametrize(
    "error", [TypeError("args"), RuntimeError("bug"), TimeoutError()], ids=repr
)
async def test_a_failing_goodbye_runs_once_and_leaves_no_ghost(line, error):
    async def fails(_):
        raise error

    line.house.on_close = fails
    left, cut, put_out = await line.joined(), await line.joined(), await line.joined()
    await left.send("41/visitor,")
    cut.socket._response.connection.transport.abort()
    await line.gateways[Role.VISITOR].close(line.house.opened[2])

    await until(lambda: not line.leftovers())
    assert sorted(line.house.closed) == sorted(line.house.opened)
    assert await put_out.is_cut()


async def test_a_goodbye_that_hangs_keeps_nobody():
    async with open_line(patience=0.2) as line:

        async def hangs(_):
            await asyncio.sleep(30)

        line.house.on_close = hangs
        raw = await line.joined()
        await raw.socket.close()
        await until(lambda: not line.leftovers())


# 9


@pytest.mark.parametrize(
    "namespace", ["", "/", "/nowhere", "/administrator", "/service", "/visitor2"]
)
async def test_there_is_no_door_that_nobody_made(line, namespace):
    raw = await line.raw()
    await raw.send(f"40{namespace}{',' if namespace else ''}{json.dumps(GOOD)}")

    assert (await raw.heard()).startswith("44")
    assert line.house.admitted == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": ORIGIN + ".evil.example"},
        {"Origin": ORIGIN + ":8443"},
        {"Origin": ORIGIN.replace("https", "http")},
        {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
        {
            "Origin": "https://evil.example",
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "https",
            "Host": "evil.example",
        },
    ],
    ids=str,
)
async def test_another_site_cannot_open_the_line(line, headers):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(line.path, headers=headers)
    assert refused.value.status == 403


def test_two_origins_are_none():
    request = make_mocked_request("GET", "/", [("Origin", ORIGIN), ("Origin", ORIGIN)])

    with pytest.raises(web.HTTPForbidden):
        check_origin(request, [ORIGIN], needs_origin=False)


def test_a_route_that_needs_no_origin_still_refuses_a_wrong_one():
    check_origin(make_mocked_request("GET", "/"), [ORIGIN], needs_origin=False)
    with pytest.raises(web.HTTPForbidden):
        check_origin(make_mocked_request("GET", "/"), [ORIGIN], needs_origin=True)
    with pytest.raises(web.HTTPForbidden):
        check_origin(
            make_mocked_request("GET", "/", {"Origin": "https://evil.example"}),
            [ORIGIN],
            needs_origin=False,
        )


# 10 is in test_address.py


# 11


async def test_no_log_holds_a_word_an_address_or_a_token(caplog):
    caplog.set_level(logging.DEBUG)
    async with open_line() as line:
        page = await line.page()
        for text in ("CANARY words", "boom", "boom CANARY"):
            await page.call("say", say(text), namespace="/visitor", timeout=100)
        raw = await line.joined()
        await raw.ask("say", {"CANARY": "CANARY"})
        await raw.send('42/visitor,1["CANARY",')
        await raw.is_cut()
        stranger = await line.raw(headers={"User-Agent": "CANARY"})
        await stranger.join(auth={"token": "CANARY"})

    ours = [
        record
        for record in caplog.records
        if not record.name.startswith(("engineio.client", "socketio.client"))
    ]
    assert "CANARY" not in "\n".join(record.getMessage() for record in ours)
    assert "127.0.0.1" not in "\n".join(record.getMessage() for record in ours)


def test_a_packet_shows_no_words():
    assert "CANARY" not in repr(read('2/visitor,1["say","CANARY"]'))


# 12


async def test_no_connection_carries_a_compressor(line):
    raw = await line.raw(compress=15)

    assert raw.socket.compress == 0


# 13


async def test_when_the_server_stops_everybody_is_told_and_out_in_time(line):
    raws = [await line.joined() for _ in range(10)]
    unjoined = await line.raw()
    farewell = event_frame("/visitor", "moved", Moved(after=1.5))

    await line.edge.close_all(lambda namespace: farewell, spread=0.3, within=BOUND)

    assert [await raw.heard() for raw in raws] == ['42/visitor,["moved",{"after":1.5}]'] * 10
    assert all([await raw.is_cut() for raw in [*raws, unjoined]])
    assert sorted(line.house.closed) == sorted(line.house.opened)


async def test_the_goodbyes_are_spread_out(line):
    raws = [await line.joined() for _ in range(5)]
    times = []

    def farewell(namespace):
        times.append(time.monotonic())
        return event_frame(namespace, "moved", Moved(after=1.0))

    began = time.monotonic()
    await line.edge.close_all(farewell, spread=0.5, within=BOUND)

    assert len(raws) == len(times)
    # Nobody before their turn; a machine that has much to do may be late with several at once.
    assert all(at - began > 0.1 * place - 0.01 for place, at in enumerate(sorted(times)))


async def test_a_stopping_server_lets_nobody_in(line):
    await line.edge.close_all(lambda _: b"", within=1.0)

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await line.raw()
    assert refused.value.status == 503


async def test_a_running_command_is_answered_before_the_server_stops(line):
    raw = await line.joined()
    asking = asyncio.create_task(raw.ask("say", say("slowly 0.2")))
    (wire,) = line.edge.eio.sockets.values()
    await until(lambda: wire._lane.working)

    await line.edge.close_all(
        lambda _: event_frame("/visitor", "moved", Moved(after=1.0)), spread=0.0, within=BOUND
    )

    assert (await asking)["ok"]


async def test_who_will_not_go_is_cut():
    async with open_line(Limits(close_within=0.2)) as line:
        stalled = Stalled(line.port)
        await stalled.join()
        await until(lambda: line.house.opened)

        async with asyncio.timeout(100):
            await line.edge.close_all(
                lambda _: event_frame("/visitor", "moved", Moved(after=1.0)), spread=0.0, within=1.0
            )
            await until(lambda: not line.leftovers())
        stalled.socket.close()


# 14


async def test_setting_the_clock_drops_nobody(monkeypatch):
    async with open_line(Limits(ping_every=0.1, pong_within=BOUND)) as line:
        page, real = await line.page(), time.time
        for jump in (3600, -3600):
            monkeypatch.setattr(time, "time", lambda jump=jump: real() + jump)
            await asyncio.sleep(0.3)
            assert (await page.call("say", say(), namespace="/visitor", timeout=100))["ok"]
        monkeypatch.undo()
        assert line.house.closed == []


async def test_a_dead_peer_is_noticed():
    async with open_line(Limits(ping_every=0.1, pong_within=0.2)) as line:
        raw = await line.joined()

        await until(lambda: not line.sockets)

        assert await raw.is_cut()
        await until(lambda: not line.leftovers())


async def test_who_was_not_read_because_we_stood_still_is_not_taken_for_gone():
    asked, silent = [], []
    limits = Limits(ping_every=0.05, pong_within=0.1)
    pulse = Pulse(limits, lambda: asked.append(1), lambda: silent.append(1))
    await until(lambda: asked)
    time.sleep(0.3)  # the whole process stands still
    await asyncio.sleep(0)
    await asyncio.sleep(0.01)
    assert silent == []
    pulse.answered()
    await until(lambda: len(asked) == 2)
    await until(lambda: silent)


async def test_an_answer_behind_a_slow_command_still_counts():
    async with open_line(Limits(ping_every=0.1, pong_within=1.0)) as line:
        page = await line.page()

        assert (await page.call("say", say("slowly 2.5"), namespace="/visitor", timeout=100))["ok"]
        assert (await page.call("say", say(), namespace="/visitor", timeout=100))["ok"]


# 31


def test_what_is_there_at_the_start_is_not_collected_again():
    settled = {"here": object()}
    before = gc.get_threshold()
    try:
        calm_collector()
        assert not any(thing is settled for thing in gc.get_objects())
        assert gc.get_threshold() > (10_000, 10, 10)
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


# 32


class Unscanned(dict):
    def _refuse(self, *_):
        raise AssertionError("somebody walked through everybody")

    __iter__ = keys = values = items = copy = _refuse


async def test_one_persons_leaving_does_not_walk_through_everybody(line):
    raws = [await line.joined() for _ in range(3)]
    rooms = line.edge.manager.rooms
    rooms["/visitor"] = Unscanned(rooms["/visitor"])

    for raw in raws[:2]:
        await raw.socket.close()
    await until(lambda: line.sockets == 1)

    assert len(line.house.closed) == 2
    assert len(dict.keys(rooms["/visitor"])) == 2  # the namespace, and the one who stayed


def test_there_are_no_rooms():
    with pytest.raises(TypeError, match="no rooms"):
        Places().basic_enter_room("sid", "/visitor", "room", eio_sid="eio")


# The hot path


async def test_one_frame_reaches_exactly_the_named_sockets(line):
    raws = [await line.joined() for _ in range(3)]
    frame = event_frame("/visitor", "displaced", Displaced())

    line.edge.emit_to([*line.house.opened[:2], "unknown"], frame)

    assert await raws[0].heard() == await raws[1].heard() == '42/visitor,["displaced",{}]'
    with pytest.raises(TimeoutError):
        await raws[2].socket.receive(0.05)


@pytest.mark.parametrize(
    ("text", "kind", "namespace", "id", "data"),
    [
        ("0/visitor,", Kind.CONNECT, "/visitor", None, None),
        ("0/visitor", Kind.CONNECT, "/visitor", None, None),
        ('0{"token":"t"}', Kind.CONNECT, "/", None, {"token": "t"}),
        ("1/visitor,", Kind.DISCONNECT, "/visitor", None, None),
        ('2/visitor,0["say"]', Kind.EVENT, "/visitor", 0, ["say"]),
        ('2/visitor,["a,b"]', Kind.EVENT, "/visitor", None, ["a,b"]),
        ('21["/x,y"]', Kind.EVENT, "/", 1, ["/x,y"]),
    ],
)
def test_packets_are_read_as_browsers_write_them(text, kind, namespace, id, data):
    packet = read(text)

    assert (packet.kind, packet.namespace, packet.id, packet.data) == (kind, namespace, id, data)
