"""Those who do not read what they are told, and those whose line goes while they are heard."""

import asyncio
import socket
from pathlib import Path
from time import monotonic, sleep

import msgspec

from server.contract.commands import CatchUp
from server.domain.session import Role
from server.replay.entry import PATH
from server.replay.wire import PONG
from tests.faults.scene import PATIENT, Broken, Scene
from tests.journeys.people import a_token

LONG = "a long walk by the river " * 75  # nearly as long as one message may be
TOLD = 40  # long messages in what the deaf one asks for again and again
ASKS = 0.05  # seconds between two of its questions
GROWTH = 64 * 2**20  # bytes by which a process may grow for one who does not read
CUTS = 60


async def never_reads(scene: Scene) -> None:
    """It asks, answers every ping before it is asked, and leaves all that comes unread."""
    token = a_token()
    vera = await scene.page("vera 4", Role.VISITOR, token=token)
    talk = await vera.begin()
    scene.queue.append(talk)
    scene.belongs[talk] = {vera.name}
    words = [vera.say(talk, f"{number} {LONG}") for number in range(TOLD)]
    await vera.until(lambda: vera.settled, 4 * PATIENT)
    await vera.close()
    scene.worry()
    process = scene.service.web_names[0]
    before = _memory(scene.service.pid(process))
    seconds = await asyncio.to_thread(_deaf, scene.service.origin(process), token, talk)
    growth = _memory(scene.service.pid(process)) - before
    if growth > GROWTH:
        raise Broken(f"{process} has grown by {growth >> 20} MiB")
    scene.notes.append(f"it was put out after {seconds:.0f} s")
    del scene.pages["vera 4"]
    again = await scene.page("vera 4", Role.VISITOR, token=token)
    again.log.said += words


def _memory(pid: int) -> int:
    """Resident, in bytes."""
    line = next(
        one
        for one in Path(f"/proc/{pid}/status").read_text().splitlines()
        if one.startswith("VmRSS:")
    )
    return int(line.split()[1]) * 1024


def _deaf(origin: str, token: str, talk: str) -> float:
    """In a thread, on a bare socket. Seconds until it was put out."""
    host, _, port = origin.removeprefix("http://").partition(":")
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(PATIENT)
        line.connect((host, int(port)))
        line.sendall(_request(origin))
        heard = line.recv(1024)
        if b" 101 " not in heard:
            raise Broken("the deaf one was not let in")
        line.sendall(_frame("40/visitor," + msgspec.json.encode({"token": token}).decode()))
        return _asks(line, talk)


def _asks(line: socket.socket, talk: str) -> float:
    since, number = monotonic(), 0
    command = msgspec.json.encode(["catch_up", CatchUp(conversation=talk, after=0)]).decode()
    line.settimeout(1)
    while monotonic() - since < PATIENT:
        number += 1
        sleep(ASKS)
        try:
            line.sendall(_frame(f"42/visitor,{number}{command}") + _frame(PONG))
        except TimeoutError:
            continue  # nobody takes our words either
        except OSError:
            return monotonic() - since
    raise Broken(f"nobody put it out within {PATIENT:g} s")


def _request(origin: str) -> bytes:
    head = (
        f"GET {PATH} HTTP/1.1",
        f"Host: {origin.removeprefix('http://')}",
        f"Origin: {origin}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
    )
    return "\r\n".join((*head, "", "")).encode()


def _frame(text: str) -> bytes:
    """Masked with nothing, as RFC 6455 (5.2, 5.3) allows."""
    words = text.encode()
    size = bytes([0x80 | len(words)]) if len(words) < 126 else b"\xfe" + len(words).to_bytes(2)
    return b"\x81" + size + bytes(4) + words


async def lines_are_cut(scene: Scene) -> None:
    """While what they have asked for is at work, and the database takes its time."""
    for one in scene.service.databases.values():
        one.delay = lambda said: 0.02
    scene.worry()
    for _ in range(CUTS):
        page = scene.pages[scene.chance.choice(sorted(scene.pages))]
        await asyncio.sleep(scene.chance.uniform(0.02, 0.2))
        page.cut()


async def patience_runs_out(scene: Scene) -> None:
    """Each statement is so slow that commands are given up in the midst of their transaction."""
    for one in scene.service.databases.values():
        one.delay = lambda said: scene.chance.uniform(0.5, 2.0)
    scene.worry()
    await asyncio.sleep(20)
